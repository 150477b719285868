/** IAM's rules for a console password. */
import type { PasswordPolicy } from '@aws-sdk/client-iam';

const classes = {
  upper: /[A-Z]/,
  lower: /[a-z]/,
  digit: /[0-9]/,
  symbol: /[!@#$%^&*()_+\-=[\]{}|']/,
} as const;

/** The limits of IAM's API on a console password, which hold under any policy. */
const longest = 128;
const characters = String.raw`[\u0009\u000A\u000D\u0020-\u00FF]+`;

/** The most passwords of a user that a policy can make IAM remember. */
export const mostRemembered = 24;

/** A user whose password is about to change. */
export interface PasswordOwner {
  readonly name: string;
  /** Their passwords so far, latest first. */
  readonly passwords: readonly string[];
}

/** Why IAM's API rejects a password; undefined if it accepts it. */
export function constraintViolation(password: string): string | undefined {
  const violated = [
    ...(password.length < 1 ? ['have length greater than or equal to 1'] : []),
    ...(password.length > longest ? [`have length less than or equal to ${longest}`] : []),
    ...(new RegExp(`^${characters}$`).test(password)
      ? []
      : [`satisfy regular expression pattern: ${characters}`]),
  ];
  const [first] = violated;
  // Does not repeat the value, because error messages end up in logs.
  return first && `Value at 'password' failed to satisfy constraint: Member must ${first}`;
}

/** What is wrong with a password under the account's policy, or under AWS's default rules if there is none. */
export function passwordProblems(
  password: string,
  { name, passwords }: PasswordOwner,
  policy: Partial<PasswordPolicy> | undefined,
): readonly string[] {
  const problem = (wrong: boolean | undefined, text: string) => (wrong ? [text] : []);
  if (policy) {
    const { MinimumPasswordLength: shortest = 6, PasswordReusePrevention: remembered = 0 } = policy;
    const lacks = (needed: boolean | undefined, pattern: RegExp) =>
      needed === true && !pattern.test(password);
    return [
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
      ...problem(passwords.slice(0, remembered).includes(password), 'Password has been used before'),
    ];
  }
  const kinds = Object.values(classes).filter((pattern) => pattern.test(password)).length;
  const sameAsName = password.toLowerCase() === name.toLowerCase();
  return [
    ...problem(password.length < 8, 'Password should have a minimum length of 8'),
    ...problem(kinds < 3, 'Password should have three of: uppercase and lowercase letters, numbers, symbols'),
    ...problem(sameAsName, 'Password should not be the name of the user'),
  ];
}
