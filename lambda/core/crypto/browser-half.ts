/** The browser half: a cookie in the browser that asked, or the pickup code that was shown in it. */
import { sha256 } from './hashing';
import type { Random } from '../ports';
import { randomKey } from './random';

/** The cookie that marks the browser that asked, without its prefix `__Host-`. */
export const browserCookie = 'passlink';

const cookiePattern = /^[\w-]{43}$/;
const pickupDigits = 6;

/** Wrong pickup codes a link takes before it is withdrawn (NIST SP 800-63B: throttle; Kratos and SuperTokens use 5). */
export const pickupAttempts = 5;

/** A new cookie value. */
export const newBrowserHalf = randomKey;

/** Whether a cookie's value is one of ours; anything else is treated as absent. */
export const isBrowserHalf = (value: string): boolean => cookiePattern.test(value);

/** How the cookie's value is kept. */
export const browserHash = (value: string): string => sha256(value);

/** A new pickup code: six digits, each code equally likely. */
export const newPickupCode = (random: Random): string =>
  random
    .below(10 ** pickupDigits)
    .toString()
    .padStart(pickupDigits, '0');

/** What is authenticated for a pickup code: bound to its link, so that a MAC is of no use for another one. */
export const pickupMessage = (linkId: string, code: string): string => `pickup:${linkId}:${code}`;
