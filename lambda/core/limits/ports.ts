import type { Language } from '../language';

/** A counter's answer: counted, or refused with the seconds until it counts again. */
export type Counted = { readonly allowed: true } | { readonly allowed: false; readonly retryAfter: number };

/** Counts requests. Check and count are one step, so that parallel requests cannot pass the limit. */
export interface RequestCounter {
  count(counter: string, limit: number, windowSeconds: number): Promise<Counted>;
}

/** Looks at counters. */
export interface CounterReader {
  /** How much was counted in the window that is open, and when that ends; undefined if none is. */
  read(counter: string): Promise<{ readonly used: number; readonly endsAt: Date } | undefined>;
}

/** Counts mails that go out. */
export interface MailCounter extends RequestCounter {
  /** Takes back one that was counted in this window. */
  uncount(counter: string): Promise<void>;
}

/** Counts attempts in a row. A success resets the count. */
export interface AttemptCounter extends RequestCounter {
  reset(counter: string): Promise<void>;
}

/** A link "It was me" as it stands in the table. */
export interface VouchLink {
  readonly keyHash: string;
  /** The account's key; see `accountKey`. */
  readonly account: string;
  /** The account's number of sessions that the link was issued under. */
  readonly sessions: number;
  readonly expiresAt: Date;
}

/** The links "It was me" in the challenge table: `send-mail` makes them, `portal` serves them. */
export interface VouchLinks {
  /** Makes a link live. False if it is live already, with another key. */
  publish(linkId: string, link: VouchLink): Promise<boolean>;
  /** Takes back a link that certainly reached nobody, so that a retry can make it again. */
  retract(linkId: string, keyHash: string): Promise<void>;
  find(linkId: string): Promise<VouchLink | undefined>;
}

/** A mail that `portal` has `send-mail` send when strangers have used an account's mails of an hour up. */
export interface FloodJob {
  readonly kind: 'flood';
  /** The id of the link in the mail. It names the mail as well: it goes out once at most. */
  readonly linkId: string;
  /** The account's name as it was typed. */
  readonly user: string;
  /** The account's number of sessions. */
  readonly sessions: number;
  /** The language of the request, for the mail; undefined in a job of an older version. */
  readonly language?: Language | undefined;
}
