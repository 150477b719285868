/** The browser half: a cookie in the browser that asked, or the pickup code that this browser showed. */
import { sha256 } from './hashing';
import type { Random } from '../ports';
import { randomKey } from './random';

/** The cookie that marks the browser that asked, without its prefix `__Host-`. */
export const browserCookie = 'passlink';

const cookiePattern = /^[\w-]{43}$/;

/** How many digits a pickup code has. */
export const pickupDigits = 6;

/**
 * How many wrong pickup codes a link takes before it is withdrawn (NIST SP 800-63B: throttle; Kratos and SuperTokens
 * use 5).
 */
export const pickupAttempts = 5;

/** A new cookie value. */
export const newBrowserHalf = randomKey;

/** Whether a cookie's value has our format. Any other value counts as absent. */
export const isBrowserHalf = (value: string): boolean => cookiePattern.test(value);

/** The form in which the cookie's value is stored. */
export const browserHash = (value: string): string => sha256(value);

/** A new pickup code: six digits, each code equally likely. */
export const newPickupCode = (random: Random): string =>
  random
    .below(10 ** pickupDigits)
    .toString()
    .padStart(pickupDigits, '0');

/** The text under a pickup code's MAC. It names the link, so that the MAC is worthless for another link. */
export const pickupMessage = (linkId: string, code: string): string => `pickup:${linkId}:${code}`;
