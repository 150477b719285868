/** The two things a browser keeps for us, the access token and the browser half, and how our cookies are kept at all. */
import { getCookie, setCookie } from 'hono/cookie';
import { browserCookie, isBrowserHalf } from '../../core/crypto/browser-half';
import type { Call } from './request';

const accessTokenCookie = 'access_token';

/** Leaves the token with the browser. The cookie goes when the token does; what counts is the session in the table. */
export function writeAccessToken(c: Call, token: string, maxAgeSeconds: number): void {
  writeCookie(c, accessTokenCookie, token, maxAgeSeconds);
}

/**
 * The token that came along, whatever it may be worth. A browser sends the cookie by itself, a program names a bearer
 * token: what was named goes first.
 */
export function readAccessToken(c: Call): string | undefined {
  const bearer = /^Bearer +([\w.~+/-]+=*) *$/i.exec(c.req.header('Authorization') ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  const cookie = readCookie(c, accessTokenCookie);
  return cookie === '' ? undefined : cookie;
}

/** Takes the token away from the browser. */
export function clearAccessToken(c: Call): void {
  writeCookie(c, accessTokenCookie, '', 0);
}

/** The browser half that the browser sent, if it is one of ours. */
export function browserHalfOf(c: Call): string | undefined {
  const value = readCookie(c, browserCookie);
  return value !== undefined && isBrowserHalf(value) ? value : undefined;
}

/** Leaves the browser half with the browser, until it is closed. */
export function keepBrowserHalf(c: Call, browserHalf: string): void {
  writeCookie(c, browserCookie, browserHalf);
}

/**
 * Reads one of our cookies. The `__Host-` prefix is what makes it trustworthy: no other host, no subdomain and no
 * unencrypted connection can have set it.
 *
 * @param name without the prefix
 */
export function readCookie(c: Call, name: string): string | undefined {
  return getCookie(c, name, 'host');
}

/**
 * Sets a cookie that only this host ever sees and no script can read. `Lax`, because a person comes back from a mail.
 *
 * @param name without the prefix
 * @param maxAge seconds; without it the cookie goes when the browser is closed
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
