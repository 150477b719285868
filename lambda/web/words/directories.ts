/** Where accounts live: it decides what people know theirs by, and what there is of them. */
export type AccountDirectory = 'iam' | 'table';

/** What pages and mails call the same in both directories, and what is only in one of them. */
export interface DirectoryWords {
  readonly password: string;
  /** What a password of the account opens. Whoever is signed in there, stays so. */
  readonly elsewhere: string;
  /** What Passlink keeps of an account, behind "every". Links in notices are not among it: they stay good. */
  readonly pending: string;
  /** What a person may have asked for and not used yet. */
  readonly unused: string;
}

export const directoryWords: Readonly<Record<AccountDirectory, DirectoryWords>> = {
  iam: {
    password: 'AWS password',
    elsewhere: 'AWS',
    pending: 'Passlink session, code and password link',
    unused: 'codes and password links',
  },
  table: {
    password: 'password',
    elsewhere: 'an application',
    pending: 'Passlink session and code',
    unused: 'codes',
  },
};
