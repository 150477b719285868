/** Guesses in a row, over all codes of an account. A success starts the row anew. */
import type { AttemptCounter, Counted } from './ports';
import { codePurposes, type CodePurpose } from './purposes';

/** Guesses in a row until an account takes none for a day (NIST SP 800-63B: at most 100). */
export const accountAttempts = 100;

/** How long an account that reached the limit takes no guess, in seconds. */
export const accountAttemptsWindow = 24 * 3600;

const attemptsInARow = (account: string, purpose: CodePurpose): string => `attempts#${purpose}#${account}`;

/** Counts a guess before it is compared. */
export const countAttempt = (
  counter: AttemptCounter,
  account: string,
  purpose: CodePurpose,
): Promise<Counted> =>
  counter.count(attemptsInARow(account, purpose), accountAttempts, accountAttemptsWindow);

/** Starts the account's rows anew: of one purpose, or of all. */
export async function forgiveAttempts(
  counter: AttemptCounter,
  account: string,
  purposes: readonly CodePurpose[] = codePurposes,
): Promise<void> {
  await Promise.all(purposes.map((purpose) => counter.reset(attemptsInARow(account, purpose))));
}
