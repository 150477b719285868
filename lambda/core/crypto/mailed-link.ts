/** Links: `<address>/<id>#<key>`. The id names the link. Only the key opens it, and browsers never send the key. */
import { randomKey, randomName } from './random';

// Base64url without padding: 22 characters carry 128 bits, 43 carry 256.
const idPattern = /^[\w-]{22}$/;
const keyPattern = /^[\w-]{43}$/;

/** The secret parts of a link. */
export interface LinkSecret {
  readonly user: string;
  readonly password: string;
}

/** A new link's id. */
export const newLinkId = randomName;

/** A new link's key, the mail half. */
export const newLinkKey = randomKey;

/** Whether the text has the form of a link's id. */
export const isLinkId = (text: string): boolean => idPattern.test(text);

/** Whether the text has the form of a link's key. */
export const isLinkKey = (text: string): boolean => keyPattern.test(text);

/**
 * A link as it is mailed.
 *
 * @param address the address of links of its kind, without a slash at the end.
 */
export const linkUrl = (address: string, id: string, key: string): string => `${address}/${id}#${key}`;
