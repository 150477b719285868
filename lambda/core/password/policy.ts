/** The kinds of characters that a policy can require. */
export type CharacterKind = 'lower-case letter' | 'upper-case letter' | 'digit' | 'symbol';

/** What a directory requires of a password. Lengths are in characters (Unicode code points). */
export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly maximumLength: number;
  /** The kinds of which a password needs at least one character each. */
  readonly requiredKinds: readonly CharacterKind[];
  /** How many different kinds a password needs, whichever they are. */
  readonly differentKinds: number;
  /** What a password may contain: all of Unicode, normalised with NFKC, or what IAM takes, as typed. */
  readonly characters: 'unicode' | 'latin-1';
  /** Whether the policy refuses well-known passwords and those made from the account's name. */
  readonly refusesGuessable: boolean;
}
