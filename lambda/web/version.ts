/**
 * The version of Passlink that runs, for `/health` and the pages. It is here and not read from the package, which is not in the
 * bundles; a test compares both.
 */
export const version = '0.1.0';
