/** The rules that IAM holds a console password to. */
import type { PasswordPolicy } from '@aws-sdk/client-iam';

const classes = {
  upper: /[A-Z]/,
  lower: /[a-z]/,
  digit: /[0-9]/,
  symbol: /[!@#$%^&*()_+\-=[\]{}|']/,
} as const;

/** No console password is longer, whatever the policy says. */
const longest = 128;

/** What is wrong with a password under the account's policy, or under AWS's default rules when there is none. */
export function passwordProblems(
  password: string,
  userName: string,
  policy: Partial<PasswordPolicy> | undefined,
): readonly string[] {
  const problem = (wrong: boolean | undefined, text: string) => (wrong ? [text] : []);
  const tooLong = problem(password.length > longest, `Password should have at most ${longest} characters`);
  if (policy) {
    const { MinimumPasswordLength: shortest = 6 } = policy;
    const lacks = (needed: boolean | undefined, pattern: RegExp) =>
      needed === true && !pattern.test(password);
    return [
      ...tooLong,
      ...problem(password.length < shortest, `Password should have a minimum length of ${shortest}`),
      ...problem(
        lacks(policy.RequireUppercaseCharacters, classes.upper),
        'Password should have an uppercase letter',
      ),
      ...problem(
        lacks(policy.RequireLowercaseCharacters, classes.lower),
        'Password should have a lowercase letter',
      ),
      ...problem(lacks(policy.RequireNumbers, classes.digit), 'Password should have a number'),
      ...problem(lacks(policy.RequireSymbols, classes.symbol), 'Password should have a symbol'),
    ];
  }
  const kinds = Object.values(classes).filter((pattern) => pattern.test(password)).length;
  const sameAsName = password.toLowerCase() === userName.toLowerCase();
  return [
    ...tooLong,
    ...problem(password.length < 8, 'Password should have a minimum length of 8'),
    ...problem(kinds < 3, 'Password should have three of: uppercase and lowercase letters, numbers, symbols'),
    ...problem(sameAsName, 'Password should not be the name of the user'),
  ];
}
