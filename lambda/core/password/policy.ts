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
  /**
   * What it refuses beyond its rules: passwords that are `common`, as they are or with digits and symbols around them; or
   * all that are `guessable`, such as those made of the account's name too.
   */
  readonly refuses: 'nothing' | 'common' | 'guessable';
}

/** What a rule asks for. */
export type RuleName = 'minimum' | 'maximum' | CharacterKind | 'mixture' | 'latin-1';

/** Why a password is refused. */
export type PasswordFault =
  | {
      readonly name: RuleName;
      /** How many characters or kinds the rule asks for, if it counts any. */
      readonly count?: number;
    }
  | { readonly name: 'common' | 'own-name' }
  | { readonly name: 'refused-by-aws'; readonly reason: string };
