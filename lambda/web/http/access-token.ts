/** The access token: in a cookie for browsers, in a header for programs. */
import { readCookie, writeCookie } from './cookies';
import type { Call } from './request';

const cookieName = 'access_token';

/** Leaves the token with the browser. The cookie goes when the token does; what counts is the session in the table. */
export function writeAccessToken(c: Call, token: string, maxAgeSeconds: number): void {
  writeCookie(c, cookieName, token, maxAgeSeconds);
}

/**
 * The token that came along, whatever it may be worth. A browser sends the cookie by itself, a program names a bearer
 * token: what was named goes first.
 */
export function readAccessToken(c: Call): string | undefined {
  const bearer = /^Bearer +([\w.~+/-]+=*) *$/i.exec(c.req.header('Authorization') ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  const cookie = readCookie(c, cookieName);
  return cookie === '' ? undefined : cookie;
}

/** Takes the token away from the browser. */
export function clearAccessToken(c: Call): void {
  writeCookie(c, cookieName, '', 0);
}
