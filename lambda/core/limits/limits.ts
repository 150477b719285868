/**
 * Limits on requests that cause a mail. Passlink counts before it looks anything up, so unknown accounts count alike.
 */
import { Problem } from '../errors';
import { sha256 } from '../crypto/hashing';
import type { RequestCounter } from './ports';
import type { CodePurpose } from './purposes';

/** Requests per hour; see the setting `limits`. */
export interface RequestLimits {
  readonly accountAndAddress: number;
  readonly account: number;
  readonly address: number;
  readonly overall: number;
}

const windowSeconds = 3600;

/** Who asks, for what, and for whom. */
export interface Requester {
  /**
   * Each purpose has its own count. Somebody who asks for codes of another person must not use up that person's links.
   */
  readonly purpose: CodePurpose | 'link';
  readonly account: string;
  /** The network address that the request came from. */
  readonly address: string;
}

/**
 * Counts a request, and stops at the first limit that is reached. The caller's own limits come first, so an address
 * over its limit uses up no account's share. The limit that all share comes last.
 *
 * @throws Problem `too-many-requests` with the seconds until the window ends.
 */
export async function countRequest(
  counter: RequestCounter,
  limits: RequestLimits,
  { purpose, account, address }: Requester,
): Promise<void> {
  const [who, where] = [account.toLowerCase(), networkOf(address)];
  const counters: readonly (readonly [string, number])[] = [
    [`address#${sha256(where)}`, limits.address],
    [`accountAndAddress#${purpose}#${sha256(`${who} ${where}`)}`, limits.accountAndAddress],
    [`account#${purpose}#${sha256(who)}`, limits.account],
    ['overall', limits.overall],
  ];
  for (const [name, limit] of counters) {
    const counted = await counter.count(name, limit, windowSeconds);
    if (!counted.allowed) throw new Problem('too-many-requests', { retryAfter: counted.retryAfter });
  }
}

/** The network of one caller: an IPv4 address, or an IPv6 /64, because a single host usually owns all of that. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const [front, back] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? 0 : 8 - front.length - back.length;
  const all = [...front, ...Array<string>(Math.max(zeros, 0)).fill('0'), ...back];
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
