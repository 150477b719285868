/** Guesses in a row, over all codes of an account. A success starts the row anew. */
import type { AttemptCounter, Counted } from './ports';

/** What codes are for, each with a row of its own. */
const purposes = ['sign-in', 'reset'] as const;

/** One of them. */
type Purpose = (typeof purposes)[number];

/** Guesses in a row until an account takes none for a day (NIST SP 800-63B: at most 100). */
export const accountAttempts = 100;

/** How long an account that reached the limit takes no guess, in seconds. */
export const accountAttemptsWindow = 24 * 3600;

const attemptsInARow = (account: string, purpose: Purpose): string => `attempts#${purpose}#${account}`;

/** Counts a guess before it is compared. */
export const countAttempt = (counter: AttemptCounter, account: string, purpose: Purpose): Promise<Counted> =>
  counter.count(attemptsInARow(account, purpose), accountAttempts, accountAttemptsWindow);

/** Starts the account's rows anew: of one purpose, or of all. */
export async function forgiveAttempts(
  counter: AttemptCounter,
  account: string,
  which: readonly Purpose[] = purposes,
): Promise<void> {
  await Promise.all(which.map((purpose) => counter.reset(attemptsInARow(account, purpose))));
}
