/** The browser half, as a cookie. */
import { browserCookie, isBrowserHalf } from '../../core/crypto/browser-half';
import { readCookie, writeCookie } from './cookies';
import type { Call } from './request';

/** The browser half that the browser sent, if it is one of ours. */
export function browserHalfOf(c: Call): string | undefined {
  const value = readCookie(c, browserCookie);
  return value !== undefined && isBrowserHalf(value) ? value : undefined;
}

/** Leaves the browser half with the browser, until it is closed. */
export function keepBrowserHalf(c: Call, browserHalf: string): void {
  writeCookie(c, browserCookie, browserHalf);
}
