/**
 * Wrong guesses in a row, over all codes of an account. A success resets the count. Strangers share one count; each vouched
 * browser has its own.
 */
import type { AttemptCounter, Counted } from './ports';
import { codePurposes, type CodePurpose } from './purposes';

/** How many guesses in a row keep their guessers out for a day (NIST SP 800-63B: at most 100). */
export const accountAttempts = 100;

/** How long it takes no guess then, in seconds. */
export const accountAttemptsWindow = 24 * 3600;

/** The counter of the strangers' guesses. */
export const attemptsInARow = (account: string, purpose: CodePurpose): string =>
  `attempts#${purpose}#${account}`;

/**
 * Counts a guess before the code is compared.
 *
 * @param browser the id of the vouched browser that it came from; undefined for a stranger's.
 */
export const countAttempt = (
  counter: AttemptCounter,
  account: string,
  purpose: CodePurpose,
  browser: string | undefined,
): Promise<Counted> => {
  const guesser = attemptsInARow(account, purpose) + (browser === undefined ? '' : `#${browser}`);
  return counter.count(guesser, accountAttempts, accountAttemptsWindow);
};

/** Resets the strangers' counts of the account, for one purpose or for all. A vouched browser gets a new id by a success. */
export async function forgiveAttempts(
  counter: AttemptCounter,
  account: string,
  purposes: readonly CodePurpose[] = codePurposes,
): Promise<void> {
  await Promise.all(purposes.map((purpose) => counter.reset(attemptsInARow(account, purpose))));
}
