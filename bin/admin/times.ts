/** Times on the command line. */
import { InvalidArgumentError } from 'commander';

/** The units that people write. */
const unitMilliseconds = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The time so long ago. */
export const ago = (count: number, unit: keyof typeof unitMilliseconds): Date =>
  new Date(Date.now() - count * unitMilliseconds[unit]);

/**
 * A time as people write it, for the option of a command.
 *
 * @throws InvalidArgumentError if it is none.
 */
export function timeOf(text: string): Date {
  const [, count, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  if (count !== undefined) return ago(Number(count), unit as keyof typeof unitMilliseconds);
  const time = new Date(text);
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(time.getTime())) return time;
  throw new InvalidArgumentError('Write it as 90m, 24h or 7d, or as a time such as 2026-01-31T08:00Z.');
}
