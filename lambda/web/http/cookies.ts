import { getCookie, setCookie } from 'hono/cookie';
import type { Call } from './request';

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
