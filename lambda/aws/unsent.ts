/** What an unsent call is sent with. */
interface GivenUp {
  readonly abortSignal: AbortSignal;
}

/**
 * Does everything for these calls but sends none: they are given up before they begin, so the SDK never sends them. It looks when
 * the request is written and signed: by then the code for it is compiled and the client has read its settings. `unsent.test.ts`
 * fails if a later SDK looks earlier.
 */
export async function unsent(...calls: readonly ((options: GivenUp) => Promise<unknown>)[]): Promise<void> {
  const abortSignal = AbortSignal.abort();
  await Promise.allSettled(calls.map((call) => call({ abortSignal })));
}
