/** The methods of a port: each answers later anyway. */
type Methods<Name extends PropertyKey> = Readonly<Record<Name, (...values: never[]) => Promise<unknown>>>;

/** Loads what is not needed at once. */
export interface Loadable {
  load(): Promise<unknown>;
}

/**
 * A port whose adapter is loaded when it is first used, or before that with `load`. Nobody who only opens a page waits for it.
 *
 * @param names the port's methods.
 */
export function later<Port extends Methods<Name>, Name extends keyof Port>(
  adapter: () => Promise<Port>,
  ...names: readonly Name[]
): Pick<Port, Name> & Loadable {
  let loading: Promise<Port> | undefined;
  const load = () => (loading ??= adapter());
  const method =
    (name: Name) =>
    async (...values: never[]) =>
      (await load())[name](...values);
  const methods = Object.fromEntries(names.map((name) => [name, method(name)])) as Pick<Port, Name>;
  return { ...methods, load };
}
