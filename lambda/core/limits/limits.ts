/**
 * Limits on requests that cause a mail. Passlink counts before it looks anything up, so unknown accounts count alike.
 * Limits bound what strangers cause: a vouched browser has one of its own.
 */
import type { Language } from '../language';
import { accountKey } from '../account/account';
import type { Accounts } from '../account/ports';
import { Problem } from '../errors';
import { sha256 } from '../crypto/hashing';
import { newLinkId } from '../crypto/mailed-link';
import type { Queue, Random } from '../ports';
import type { AttemptCounter, FloodJob, RequestCounter } from './ports';
import type { CodePurpose } from './purposes';

/** Requests per hour; see the setting `limits`. */
export interface RequestLimits {
  readonly accountAndAddress: number;
  readonly account: number;
  /** Undefined where only known networks reach Passlink: a whole office may share an address. */
  readonly address?: number | undefined;
}

export const windowSeconds = 3600;

/** The counter of an account's requests. An administrator who unlocks the account has all its counters begin anew. */
export const requestsOf = (account: string, unlocks: number): string => `account#${account}#${unlocks}`;

/** For how many browsers of one account there are mails in the part that is kept for vouched browsers. */
const browsersOfAShare = 4;

/** What counting requests needs. */
export interface CountRequestPorts {
  readonly random: Random;
  readonly counter: AttemptCounter;
  readonly limits: RequestLimits;
  readonly accounts: Pick<Accounts, 'find'>;
  readonly mailQueue: Queue<FloodJob>;
}

/** Who asks, for what, and for whom. */
export interface Requester {
  /**
   * Each purpose has its own count for one account and address. Somebody who asks for codes of another person must not use
   * up that person's links.
   */
  readonly purpose: CodePurpose | 'link';
  /** The account's name as it was typed. */
  readonly user: string;
  /** The network address that the request came from. */
  readonly address: string;
  /** The id of the vouched browser that asks; undefined for a stranger's. */
  readonly browser: string | undefined;
  /** The language of the request, for mails that follow. */
  readonly language: Language;
}

/**
 * Counts a request, and stops at the first limit that is reached. The caller's own limits come first, so an address
 * over its limit uses up no account's share. One comes after the other: if they were counted at once, of many requests at the
 * same time some would be refused by the one and some by the other, and fewer than the limits allow would pass. An account that
 * gets no more mails because of strangers gets one that says so.
 *
 * @returns whether the mail may come from the part of all mails that is kept for vouched browsers. Each account has a share of
 *   that part. Otherwise the owner of one account, who can vouch any number of browsers, could use up what is kept for all.
 * @throws Problem `too-many-requests` with the seconds until the window ends.
 */
export async function countRequest(ports: CountRequestPorts, requester: Requester): Promise<boolean> {
  const { limits } = ports;
  const { purpose, user, address, browser, language } = requester;
  const count = countingWith(ports.counter);
  const [account, where] = [accountKey(user), networkOf(address)];
  const { unlocks } = await ports.accounts.find(account);
  if (browser !== undefined) {
    // This stops nobody. A stranger's request is counted here, too, so the time does not tell whose browser it is.
    if (limits.address !== undefined) await count(`vouchedAddress#${sha256(where)}`, Number.MAX_SAFE_INTEGER);
    await count(`vouched#${purpose}#${browser}#${unlocks}`, limits.accountAndAddress);
    const share = limits.accountAndAddress * browsersOfAShare;
    return (await ports.counter.count(`vouchedAccount#${account}#${unlocks}`, share, windowSeconds)).allowed;
  }
  if (limits.address !== undefined) await count(`address#${sha256(where)}`, limits.address);
  await count(
    `accountAndAddress#${purpose}#${sha256(`${account} ${where} ${unlocks}`)}`,
    limits.accountAndAddress,
  );
  try {
    await count(requestsOf(account, unlocks), limits.account);
  } catch (refusal) {
    await sayOnce(ports, user, account, unlocks, language);
    throw refusal;
  }
  return false;
}

const countingWith =
  (counter: RequestCounter) =>
  async (name: string, limit: number): Promise<void> => {
    const counted = await counter.count(name, limit, windowSeconds);
    if (counted.allowed) return;
    const [kind] = name.split('#');
    throw new Problem('too-many-requests', { retryAfter: counted.retryAfter, limit: kind });
  };

/** Has a mail sent that tells the owner, and lets a browser of the owner through; one an hour. */
async function sayOnce(
  { random, counter, accounts, mailQueue }: CountRequestPorts,
  user: string,
  account: string,
  unlocks: number,
  language: Language,
): Promise<void> {
  const counted = `flood#${account}#${unlocks}`;
  const { allowed: isFirst } = await counter.count(counted, 1, windowSeconds);
  if (!isFirst) return;
  try {
    const { sessions } = await accounts.find(account);
    await mailQueue.submit({ kind: 'flood', linkId: newLinkId(random), user, sessions, language });
  } catch (error) {
    // The next refused request has it sent. Otherwise the owner would wait for it for an hour.
    await counter.reset(counted);
    throw error;
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
