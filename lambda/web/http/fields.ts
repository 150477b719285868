/** The fields that people fill in, each with the name of the text that says what is allowed. */
import { domainToASCII } from 'node:url';
import * as v from 'valibot';
import { localPartOfSes, withAsciiDomain } from '../../core/account/mail-address';
import { isLinkId } from '../../core/crypto/mailed-link';
import { keysIn } from '../pasted/link-keys';
import { longestPaste, plainText } from '../pasted/plain-text';
import type { WebTexts } from '../words/web';
import { isBlank, readCode, readPickupCode } from '../pasted/short-codes';

/** The name of the text that says what a field takes. */
const says = <Input>(text: keyof WebTexts['problems']['fields']) => v.description<Input, typeof text>(text);

/** An IAM user name, as IAM allows it: at most 64 characters. */
export const userName = v.pipe(v.string(), v.trim(), v.regex(/^[\w+=,.@-]{1,64}$/), says('userName'));

const domainLabel = String.raw`[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?`;

/**
 * A mail address, in the one spelling under which Passlink stores and counts accounts. It is one plain address: no
 * display name, no quotes, no second address, nothing that the mail service refuses. A domain with letters beyond ASCII
 * becomes its A-label.
 */
export const mailAddress = v.pipe(
  v.string(),
  v.transform((text) => withAsciiDomain(text.normalize('NFKC').trim().toLowerCase(), domainToASCII)),
  v.maxLength(254),
  v.regex(new RegExp(`^${localPartOfSes}@(?:${domainLabel}\\.)+${domainLabel}$`)),
  says('mailAddress'),
);

/** The name of an account in each directory. IAM has no search by mail address, so there it is the user name. */
export const accountName = (directory: 'iam' | 'table') => (directory === 'iam' ? userName : mailAddress);

/**
 * A code from a mail, in the one spelling that is compared. Undefined if what was typed cannot be a code: that is an attempt
 * like any other, and no code is equal to it.
 */
export const oneTimeCode = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty(),
  v.transform((text) => ({ code: readCode(text), isShort: text.length <= 64 })),
  v.check(({ code, isShort }) => isShort || code !== undefined),
  v.transform(({ code }) => code),
  says('code'),
);

/**
 * A password that a person chose, as typed. The core decides whether it is good enough. A lone surrogate, which only a
 * program can send, is refused.
 */
export const chosenPassword = v.pipe(v.string(), v.regex(/^\P{Surrogate}*$/u), says('newPassword'));

/** A pickup code, however it was typed or pasted. An empty field counts as no code. */
export const pickupCode = v.pipe(
  v.optional(v.string(), ''),
  v.transform((text) => ({ code: readPickupCode(text), isEmpty: isBlank(text) })),
  v.check(({ code, isEmpty }) => isEmpty || code !== undefined),
  v.transform(({ code }) => code),
  says('pickupCode'),
);

/**
 * A link's key, found in what people paste: the key, the whole link, or what a mail program made of it. This does not
 * check whether the key is right: a wrong one opens nothing.
 */
export const linkKey = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const [key, another] = keysIn(dataset.value);
    if (key !== undefined && another === undefined) return key;
    const message = key === undefined ? 'no-key' : 'several-keys';
    addIssue({ message: dataset.value.length > longestPaste ? 'too-long' : message });
    return NEVER;
  }),
  says('linkKey'),
);

/** The last part of a link's path: the id, and sometimes the key. */
export interface LinkAddress {
  readonly id: string;
  readonly key: string | undefined;
}

/**
 * Reads the last part of a link's path. Mail programs change the `#` into `%23`, so that the key arrives here, or
 * append a full stop or a bracket. What holds no id stays as it is: there is no such link.
 */
export function readLinkAddress(parameter: string): LinkAddress {
  const id = plainText(parameter.slice(0, longestPaste))
    .split(/[^\w-]+/)
    .find((part) => part !== '');
  const [key, another] = keysIn(parameter);
  return {
    id: id !== undefined && isLinkId(id) ? id : parameter,
    key: another === undefined ? key : undefined,
  };
}
