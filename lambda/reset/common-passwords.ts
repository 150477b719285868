import { dictionary } from '@zxcvbn-ts/language-common';

const common = new Set(dictionary['passwords-common']);

/** Whether a password, in lower case, is one of the many thousands that are tried first. */
export const isCommonPassword = (password: string): boolean => common.has(password);
