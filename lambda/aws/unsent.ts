/** What an unsent call is sent with. */
interface GivenUp {
  readonly abortSignal: AbortSignal;
}

/**
 * Does everything for these calls but sends none: they are given up before they begin, and the SDK sees that only when the request
 * is written and signed. By then the code for it is compiled and the client has read its settings. Nothing leaves the function.
 */
export async function unsent(...calls: readonly ((options: GivenUp) => Promise<unknown>)[]): Promise<void> {
  const abortSignal = AbortSignal.abort();
  await Promise.allSettled(calls.map((call) => call({ abortSignal })));
}
