/** What a password can be asked to have. */
export type CharacterKind = 'lower-case letter' | 'upper-case letter' | 'digit' | 'symbol';

/** What a directory asks of a password; lengths in characters (Unicode code points). */
export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly maximumLength: number;
  /** Kinds of which there has to be one character each. */
  readonly requiredKinds: readonly CharacterKind[];
  /** Of how many kinds characters have to be, whichever these are. */
  readonly differentKinds: number;
  /** What may occur: all of Unicode, normalised with NFKC, or what IAM takes, as it was typed. */
  readonly characters: 'unicode' | 'latin-1';
  /** Whether well-known passwords, and those made of the account's name, are refused. */
  readonly refusesGuessable: boolean;
}
