/** Links: `<public URL>/extract/<id>#<key>`. The id names the link; only the key, which browsers never send, opens it. */
import type { Random } from './ports';

const idBytes = 16; // 128 bits
const keyBytes = 32; // 256 bits; at least 112 are asked for (Copenhagen Book)

// Base64url without padding: 22 characters carry 128 bits, 43 carry 256.
const idPattern = /^[\w-]{22}$/;
const keyPattern = /^[\w-]{43}$/;

/** A new link's id. */
export const newLinkId = (random: Random): string => random.bytes(idBytes).toString('base64url');

/** A new link's key, the mail half. */
export const newLinkKey = (random: Random): string => random.bytes(keyBytes).toString('base64url');

/** A new name for a vault parameter: random, so that it says nothing of the link that it belongs to. */
export const newParameterName = (random: Random): string => random.bytes(idBytes).toString('base64url');

/** A new id for one try's hold of an account's turn. */
export const newTurnId = (random: Random): string => random.bytes(idBytes).toString('base64url');

/** Whether the text has the form of a link's id. */
export const isLinkId = (text: string): boolean => idPattern.test(text);

/** Whether the text has the form of a link's key. */
export const isLinkKey = (text: string): boolean => keyPattern.test(text);

/** The link as it is mailed. */
export const linkUrl = (publicUrl: string, id: string, key: string): string =>
  `${publicUrl}/extract/${id}#${key}`;
