/** Which calls go out at once, and which wait for others. */
export interface Waves {
  /** The names of the calls, wave by wave. As many waves as there are, so often a request waits for AWS. */
  readonly waves: readonly (readonly string[])[];
  /** The same port, whose methods are recorded as calls. */
  record<Port extends object>(port: Port, nameOf: (method: string, first: unknown) => string): Port;
  clear(): void;
}

/** Has all calls that are under way end together: what starts after that is the next wave. */
export function recordWaves(): Waves {
  const waves: string[][] = [];
  let open: ReturnType<typeof newWave> | undefined;

  function newWave() {
    const names: string[] = [];
    const results: Promise<unknown>[] = [];
    // Until then, everything that goes out at once has gone out.
    const begin = new Promise<void>((resolve) => setImmediate(resolve));
    const over = begin.then(async () => {
      await Promise.allSettled(results);
      open = undefined;
    });
    waves.push(names);
    return { names, results, begin, over };
  }

  const call = async (name: string, act: () => unknown): Promise<unknown> => {
    open ??= newWave();
    const { names, results, begin, over } = open;
    names.push(name);
    const result = begin.then(act);
    results.push(result);
    await over;
    return result;
  };

  return {
    waves,
    record: (port, nameOf) =>
      new Proxy(port, {
        get(target, method) {
          const value: unknown = Reflect.get(target, method);
          if (typeof value !== 'function') return value;
          return (...values: readonly unknown[]) =>
            call(nameOf(String(method), values[0]), () => Reflect.apply(value, target, values) as unknown);
        },
      }),
    clear: () => waves.splice(0),
  };
}
