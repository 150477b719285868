/** AWS's quotas by default, and what they make of many people. */

/** Calls a second. docs/operations/limits-of-aws.md says more about each. */
const rates: Readonly<Record<string, number>> = {
  'ssm:PutParameter': 3,
  'ssm:DeleteParameters': 3,
  'iam:UpdateLoginProfile': 5,
  'ses:SendEmail': 14,
  'kms:Sign': 300,
};

/** The quota that takes longest for these calls: which one, and the seconds that it takes at least. */
export function tightest(actions: readonly string[]): { readonly action: string; readonly seconds: number } {
  const [first] = Object.entries(rates)
    .map(([action, rate]) => ({
      action: `${action}, ${rate} a second`,
      seconds: actions.filter((each) => each === action).length / rate,
    }))
    .sort((a, b) => b.seconds - a.seconds);
  return first ?? { action: 'none', seconds: 0 };
}
