/** The fields that people fill in, each with the words that tell what is allowed. */
import * as v from 'valibot';

/** An IAM user name, as IAM itself allows it: at most 64 characters. */
export const userName = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^[\w+=,.@-]{1,64}$/),
  v.description('an IAM user name of 1 to 64 letters, digits and + = , . @ _ -'),
);

/**
 * A mail address, in the one spelling that accounts are kept and counted under. One plain address: no display name,
 * no quotes, no second address, nothing that the mail service would not take.
 */
export const mailAddress = v.pipe(
  v.string(),
  v.transform((text) => text.normalize('NFKC').trim().toLowerCase()),
  v.maxLength(254),
  v.regex(
    /^(?=.{1,64}@)[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/,
  ),
  v.description('one email address of at most 254 characters, such as alice@example.com'),
);

/** What an account goes by in each directory: IAM cannot be searched by mail address, so there it is the user's name. */
export const accountName = (directory: 'iam' | 'table') => (directory === 'iam' ? userName : mailAddress);

/** A code from a mail, as it was typed. How a code may be written is a rule of the core; here it is only bounded. */
export const oneTimeCode = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty(),
  v.maxLength(64),
  v.description('the code from the mail, 8 letters and digits'),
);

/**
 * A password that a person chose, every character as it was typed. Whether it is good enough is a rule of the core. Half
 * a character, which only a program can send, is none.
 */
export const chosenPassword = v.pipe(
  v.string(),
  v.regex(/^\P{Surrogate}*$/u),
  v.description('the new password, in well-formed Unicode'),
);

/**
 * A pickup code, where one is needed. People type it as it is shown, in two groups, so spaces and hyphens do not
 * count; a field left empty counts as none.
 */
export const pickupCode = v.pipe(
  v.optional(v.string(), ''),
  v.transform((text) => text.replace(/[\s-]/g, '')),
  v.regex(/^(\d{6})?$/),
  v.transform((code) => (code === '' ? undefined : code)),
  v.description('the pickup code, 6 digits'),
);

/**
 * A link's key. Whoever pastes the whole link means the key in it, whether its `#` survived the mail program or
 * became `%23`. What is no key then is not told apart here: it simply opens nothing.
 */
export const linkKey = v.pipe(
  v.string(),
  v.transform((text) => text.split(/#|%23/).at(-1)?.replace(/\s/g, '') ?? ''),
  v.nonEmpty(),
  v.description('the key from the mail, or the whole link'),
);

/** What stands behind a link's path: the id, and at times the key. */
export interface LinkAddress {
  readonly id: string;
  readonly key: string | undefined;
}

/** Some mail programs change the `#` of a link into `%23`: then the key arrives in the path, behind the id. */
export function readLinkAddress(parameter: string): LinkAddress {
  const [id = '', key] = parameter.split('#');
  return { id, key };
}
