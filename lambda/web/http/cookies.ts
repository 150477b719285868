/** Cookies: the access token, the browser half, and the attributes that both have. */
import { parse, serialize } from 'hono/utils/cookie';
import { browserCookie, isBrowserHalf } from '../../core/crypto/browser-half';
import { vouchedDays } from '../../core/limits/vouched-browser';
import type { Call } from './request';

const accessTokenCookie = 'access_token';
const vouchedCookie = 'passlink-vouched';

/** Stores the token in the browser. The cookie expires with the token; the session in the table decides. */
export function writeAccessToken(call: Call, token: string, maxAgeSeconds: number): void {
  writeCookie(call, accessTokenCookie, token, maxAgeSeconds);
}

/**
 * The token of a request, not verified yet. Browsers send the cookie on their own, programs send a bearer token on
 * purpose: the bearer token wins.
 */
export function readAccessToken(call: Call): string | undefined {
  const bearer = /^Bearer +([\w.~+/-]+=*) *$/i.exec(call.headers.get('authorization') ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  const cookie = readCookie(call, accessTokenCookie);
  return cookie === '' ? undefined : cookie;
}

/** Removes the token from the browser. */
export function clearAccessToken(call: Call): void {
  writeCookie(call, accessTokenCookie, '', 0);
}

/** The browser half that the browser sent, if it has the right format. */
export function browserHalfOf(call: Call): string | undefined {
  const value = readCookie(call, browserCookie);
  return value !== undefined && isBrowserHalf(value) ? value : undefined;
}

/** Stores the browser half in the browser until the person closes it. */
export function keepBrowserHalf(call: Call, browserHalf: string): void {
  writeCookie(call, browserCookie, browserHalf);
}

/** What a browser kept when it was vouched, not checked yet. */
export function vouchingOf(call: Call): string | undefined {
  return readCookie(call, vouchedCookie);
}

/** Stores in the browser that it is vouched. */
export function keepVouching(call: Call, vouching: string): void {
  writeCookie(call, vouchedCookie, vouching, vouchedDays * 24 * 3600);
}

/**
 * Reads a cookie of Passlink. The `__Host-` prefix makes it trustworthy: no other host, no subdomain and no unencrypted
 * connection can set it.
 *
 * @param name without the prefix
 */
export function readCookie(call: Pick<Call, 'headers'>, name: string): string | undefined {
  const full = `__Host-${name}`;
  return parse(call.headers.get('cookie') ?? '', full)[full];
}

/**
 * Sets a cookie that only this host gets and that no script can read. It is `Lax`, because people come back from a
 * mail.
 *
 * @param name without the prefix
 * @param maxAge seconds; without it the cookie ends when the person closes the browser
 */
export function writeCookie(call: Pick<Call, 'cookies'>, name: string, value: string, maxAge?: number): void {
  const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;
  const lasting = maxAge === undefined ? {} : { maxAge };
  call.cookies.push(serialize(`__Host-${name}`, value, { ...attributes, ...lasting }));
}
