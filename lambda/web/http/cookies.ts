/** Cookies: the access token, the browser half, and the attributes that both have. */
import { getCookie, setCookie } from 'hono/cookie';
import { browserCookie, isBrowserHalf } from '../../core/crypto/browser-half';
import type { Call } from './request';

const accessTokenCookie = 'access_token';

/** Stores the token in the browser. The cookie expires with the token; the session in the table decides. */
export function writeAccessToken(c: Call, token: string, maxAgeSeconds: number): void {
  writeCookie(c, accessTokenCookie, token, maxAgeSeconds);
}

/**
 * The token of a request, not verified yet. Browsers send the cookie on their own, programs send a bearer token on
 * purpose: the bearer token wins.
 */
export function readAccessToken(c: Call): string | undefined {
  const bearer = /^Bearer +([\w.~+/-]+=*) *$/i.exec(c.req.header('Authorization') ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  const cookie = readCookie(c, accessTokenCookie);
  return cookie === '' ? undefined : cookie;
}

/** Removes the token from the browser. */
export function clearAccessToken(c: Call): void {
  writeCookie(c, accessTokenCookie, '', 0);
}

/** The browser half that the browser sent, if it has the right format. */
export function browserHalfOf(c: Call): string | undefined {
  const value = readCookie(c, browserCookie);
  return value !== undefined && isBrowserHalf(value) ? value : undefined;
}

/** Stores the browser half in the browser until the person closes it. */
export function keepBrowserHalf(c: Call, browserHalf: string): void {
  writeCookie(c, browserCookie, browserHalf);
}

/**
 * Reads a cookie of Passlink. The `__Host-` prefix makes it trustworthy: no other host, no subdomain and no unencrypted
 * connection can set it.
 *
 * @param name without the prefix
 */
export function readCookie(c: Call, name: string): string | undefined {
  return getCookie(c, name, 'host');
}

/**
 * Sets a cookie that only this host gets and that no script can read. It is `Lax`, because people come back from a
 * mail.
 *
 * @param name without the prefix
 * @param maxAge seconds; without it the cookie ends when the person closes the browser
 */
export function writeCookie(c: Call, name: string, value: string, maxAge?: number): void {
  setCookie(c, name, value, {
    prefix: 'host',
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Lax',
    ...(maxAge === undefined ? {} : { maxAge }),
  });
}
