/** How much of each limit is used up for an account, for an administrator who looks for the reason of a refusal. */
import { accountAttempts, attemptsInARow } from './attempts';
import { requestsOf } from './limits';
import type { CounterReader } from './ports';

/** One limit, and how much of it is used up. */
export interface LimitUse {
  /** `mails` is the limit for everybody together. */
  readonly name: 'requests' | 'sign-in attempts' | 'reset attempts' | 'mails';
  readonly used: number;
  readonly limit: number;
  /** When it is counted anew; undefined if nothing was counted. */
  readonly endsAt: Date | undefined;
}

/** What looking at the limits needs. */
export interface LimitUsePorts {
  readonly counts: CounterReader;
  /** See the setting `limits.account`. */
  readonly requestsAnHour: number;
  /** See the setting `limits.overall`. */
  readonly mailsAnHour: number;
}

/** The limits that can keep an account's owner waiting, but for those of a single network or browser. */
export function limitsUsed(
  { counts, requestsAnHour, mailsAnHour }: LimitUsePorts,
  account: string,
  unlocks: number,
): Promise<readonly LimitUse[]> {
  const counters = [
    ['requests', requestsOf(account, unlocks), requestsAnHour],
    ['sign-in attempts', attemptsInARow(account, 'sign-in'), accountAttempts],
    ['reset attempts', attemptsInARow(account, 'reset'), accountAttempts],
    ['mails', 'overall', mailsAnHour],
  ] as const;
  return Promise.all(
    counters.map(async ([name, counter, limit]) => {
      const counted = await counts.read(counter);
      return { name, used: counted?.used ?? 0, limit, endsAt: counted?.endsAt };
    }),
  );
}
