/** The fields that people fill in, each with a description of what is allowed. */
import { domainToASCII } from 'node:url';
import * as v from 'valibot';
import { withAsciiDomain } from '../../core/account/mail-address';

/** An IAM user name, as IAM allows it: at most 64 characters. */
export const userName = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^[\w+=,.@-]{1,64}$/),
  v.description('an IAM user name of 1 to 64 letters, digits and + = , . @ _ -'),
);

/**
 * A mail address, in the one spelling under which Passlink stores and counts accounts. It is one plain address: no
 * display name, no quotes, no second address, nothing that the mail service refuses. A domain with letters beyond ASCII
 * becomes its A-label.
 */
export const mailAddress = v.pipe(
  v.string(),
  v.transform((text) => withAsciiDomain(text.normalize('NFKC').trim().toLowerCase(), domainToASCII)),
  v.maxLength(254),
  v.regex(
    /^(?=.{1,64}@)[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/,
  ),
  v.description('one email address of at most 254 characters, such as alice@example.com'),
);

/** The name of an account in each directory. IAM has no search by mail address, so there it is the user name. */
export const accountName = (directory: 'iam' | 'table') => (directory === 'iam' ? userName : mailAddress);

/** A code from a mail, as typed. The core knows how a code can be written; this only limits its length. */
export const oneTimeCode = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty(),
  v.maxLength(64),
  v.description('the code from the mail, 8 letters and digits'),
);

/**
 * A password that a person chose, as typed. The core decides whether it is good enough. A lone surrogate, which only a
 * program can send, is refused.
 */
export const chosenPassword = v.pipe(
  v.string(),
  v.regex(/^\P{Surrogate}*$/u),
  v.description('the new password, in well-formed Unicode'),
);

/**
 * A pickup code. People type it as it is shown, in two groups, so spaces and hyphens are ignored. An empty field counts
 * as no code.
 */
export const pickupCode = v.pipe(
  v.optional(v.string(), ''),
  v.transform((text) => text.replace(/[\s-]/g, '')),
  v.regex(/^(\d{6})?$/),
  v.transform((code) => (code === '' ? undefined : code)),
  v.description('the pickup code, 6 digits'),
);

/**
 * A link's key. People may paste the whole link, whose `#` a mail program may have changed into `%23`. This does not
 * check the key: a wrong one opens nothing.
 */
export const linkKey = v.pipe(
  v.string(),
  v.transform((text) => text.split(/#|%23/).at(-1)?.replace(/\s/g, '') ?? ''),
  v.nonEmpty(),
  v.description('the key from the mail, or the whole link'),
);

/** The last part of a link's path: the id, and sometimes the key. */
export interface LinkAddress {
  readonly id: string;
  readonly key: string | undefined;
}

/** Some mail programs change the `#` of a link into `%23`. The key then arrives in the path, after the id. */
export function readLinkAddress(parameter: string): LinkAddress {
  const [id = '', key] = parameter.split('#');
  return { id, key };
}
