/** Wrong guesses in a row, over all codes of an account. A success resets the count. */
import type { AttemptCounter, Counted } from './ports';
import { codePurposes, type CodePurpose } from './purposes';

/** How many guesses in a row lock an account's codes for a day (NIST SP 800-63B: at most 100). */
export const accountAttempts = 100;

/** How long a locked account takes no guess, in seconds. */
export const accountAttemptsWindow = 24 * 3600;

const attemptsInARow = (account: string, purpose: CodePurpose): string => `attempts#${purpose}#${account}`;

/** Counts a guess before the code is compared. */
export const countAttempt = (
  counter: AttemptCounter,
  account: string,
  purpose: CodePurpose,
): Promise<Counted> =>
  counter.count(attemptsInARow(account, purpose), accountAttempts, accountAttemptsWindow);

/** Resets the account's counts, for one purpose or for all. */
export async function forgiveAttempts(
  counter: AttemptCounter,
  account: string,
  purposes: readonly CodePurpose[] = codePurposes,
): Promise<void> {
  await Promise.all(purposes.map((purpose) => counter.reset(attemptsInARow(account, purpose))));
}
