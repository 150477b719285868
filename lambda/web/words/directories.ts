/** Where accounts live. It decides how people name their account, and what the account has. */
export type AccountDirectory = 'iam' | 'table';

/** The words that pages and mails use for either directory. */
export interface DirectoryWords {
  readonly password: string;
  /** What a password of the account opens. People who are signed in there stay signed in. */
  readonly elsewhere: string;
  /**
   * What Passlink stores for an account, after the word "every". Links in notices are not part of it: they stay valid.
   */
  readonly pending: string;
  /** What a person may have asked for and not used yet. */
  readonly unused: string;
}

export const directoryWords: Readonly<Record<AccountDirectory, DirectoryWords>> = {
  iam: {
    password: 'AWS password',
    elsewhere: 'AWS',
    pending: 'session, code and password link',
    unused: 'codes and password links',
  },
  table: {
    password: 'password',
    elsewhere: 'an application',
    pending: 'session and code',
    unused: 'codes',
  },
};
