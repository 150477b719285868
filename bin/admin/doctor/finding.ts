/** What a check found, and how to mend it. */
import type { Target } from '../target';

/**
 * All is well; something fails or would fail; something could be better; nobody looked. Only `broken` ends the command with
 * status 1.
 */
export type Outcome = 'ok' | 'broken' | 'advice' | 'not checked';

/** One finding. */
export interface Finding {
  readonly check: string;
  readonly outcome: Outcome;
  /** What is so. */
  readonly says: string;
  /** What to do about it. */
  readonly mend?: string;
}

/** A finding without the name of its check. */
export type Verdict = Omit<Finding, 'check'>;

/** Where AWS is, and as whom to ask. */
export type AwsAccess = Pick<Target, 'region' | 'credentials' | 'endpoint'>;

export const ok = (says: string): Verdict => ({ outcome: 'ok', says });
export const broken = (says: string, mend: string): Verdict => ({ outcome: 'broken', says, mend });
export const advice = (says: string, mend: string): Verdict => ({ outcome: 'advice', says, mend });
export const notChecked = (says: string, mend?: string): Verdict => ({
  outcome: 'not checked',
  says,
  ...(mend !== undefined && { mend }),
});

/** Looks at one thing. */
export interface Check {
  readonly name: string;
  readonly look: () => Promise<Verdict | readonly Verdict[]>;
}

/** Looks, and turns a failure to look into a finding. */
export async function carryOut({ name, look }: Check): Promise<readonly Finding[]> {
  const verdicts = await look().catch(verdictOf);
  return [verdicts].flat().map((verdict) => ({ check: name, ...verdict }));
}

function verdictOf(error: unknown): Verdict {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === 'NotServedOnTheLaptop') return notChecked('The laptop does not have this.');
  if (name.startsWith('AccessDenied')) {
    return notChecked(
      message,
      'Attach the policy of the output AdministratorPolicy to your user or role, or use other credentials.',
    );
  }
  return broken(`${name}: ${message}`, 'Read the message, and run "doctor" again.');
}
