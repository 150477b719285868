import { sha256 } from './hashing';

/** What stands for an account in the table: the same for every way to write its name. */
export const accountKey = (name: string): string => sha256(name.trim().toLowerCase());
