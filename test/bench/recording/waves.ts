/** Which calls ran one after the other, and which at once. */

interface Timed {
  readonly start: number;
  readonly end: number;
}

/**
 * Puts calls into waves. A call is in the wave after the last call that had ended when it began, so the number of waves is
 * the number of times that somebody waits for AWS.
 */
export function wavesOf<Call extends Timed>(calls: readonly Call[]): readonly (readonly Call[])[] {
  const waves: Call[][] = [];
  const placed: { readonly call: Call; readonly wave: number }[] = [];
  for (const call of [...calls].sort((a, b) => a.start - b.start)) {
    const wave = Math.max(0, ...placed.flatMap((each) => (each.call.end <= call.start ? each.wave + 1 : [])));
    placed.push({ call, wave });
    (waves[wave] ??= []).push(call);
  }
  return waves;
}
