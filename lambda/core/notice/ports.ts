import type { Language } from '../language';
import type { ChallengeClaims, ChallengeRecord } from '../challenge/ports';

/** How an account came to a new password: a link showed it, or its owner chose it with a code. */
export type ChangeKind = 'shown' | 'chosen';

/** A change of a password, for its notice. */
export interface PasswordChange {
  readonly kind: ChangeKind;
  readonly at: Date;
  /** The account's number of locks at that time: a later lock revokes the notice's link. */
  readonly locks: number;
  /** What the log calls the recovery that made it. */
  readonly recovery: string;
}

/** A notice that `extract` or `reset` has `send-mail` mail to the account's owner. */
export interface NoticeJob {
  readonly kind: 'notice';
  /** The id of the link "This wasn't me" to be. It names the notice as well: of two deliveries, one mails it. */
  readonly disputeId: string;
  readonly user: string;
  readonly change: ChangeKind;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
  /** The account's number of locks at that time. */
  readonly locks: number;
  /** What the log calls the recovery. Jobs of an older version have none. */
  readonly recovery?: string | undefined;
  /** The language of the request, for the mail; undefined in a job of an older version. */
  readonly language?: Language | undefined;
}

/** What is kept of a link "This wasn't me". The account that it is about is sealed under the link's key. */
export interface PublishedDispute {
  readonly keyHash: string;
  readonly sealedAccount: string;
  /** The account's number of locks that the link was issued under. */
  readonly locks: number;
  /** What the log calls the recovery that the notice is about. */
  readonly recovery: string;
  readonly expiresAt: Date;
}

/** A link "This wasn't me" as it stands in the table. */
export interface DisputeRecord extends PublishedDispute, ChallengeRecord {}

/** The challenge table as `send-mail` uses it for notices. */
export interface DisputePublication {
  /**
   * Makes the link live, in place of what an earlier delivery of the job made of it. False if it was mailed or used already.
   *
   * @param heldUntil when this delivery of the job is over for certain.
   * @throws UnderWay if the delivery that made the link live may still mail it.
   */
  publish(disputeId: string, heldUntil: Date, dispute: PublishedDispute): Promise<boolean>;
  /** Takes back a link that certainly reached nobody, so that any delivery can start over. */
  retract(disputeId: string, keyHash: string): Promise<void>;
  /** Ends the hold of a delivery that failed, so that the next one need not wait. */
  endHold(disputeId: string, keyHash: string): Promise<void>;
  /** Notes that the mail with this link went out: no delivery replaces the link any more. */
  markMailed(disputeId: string, keyHash: string): Promise<void>;
}

/**
 * The challenge table as `reset` uses it for disputes. A claim ends on its own: an account that is locked twice is no harm, one
 * that is never locked because a function died is.
 */
export interface DisputeClaims extends Pick<ChallengeClaims<string>, 'claim' | 'release' | 'markUsed'> {
  find(disputeId: string): Promise<DisputeRecord | undefined>;
}
