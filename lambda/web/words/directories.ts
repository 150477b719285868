/** Where accounts live. It decides how people name their account, and what the account has. */
export type AccountDirectory = 'iam' | 'table';
