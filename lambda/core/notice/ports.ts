/** How an account came to a new password: a link showed it, or its owner chose it with a code. */
export type PasswordChange = 'shown' | 'chosen';

/** A notice that `extract` or `reset` has `send-mail` mail to the account's owner. */
export interface NoticeJob {
  readonly kind: 'notice';
  /** The id of the link "This wasn't me" to be. It names the notice as well: of two deliveries, one mails it. */
  readonly disputeId: string;
  readonly user: string;
  readonly change: PasswordChange;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
}

/** A link "This wasn't me", as it stands in the table: whose account it is about is sealed under the link's key. */
export interface DisputeRecord {
  readonly keyHash: string;
  readonly sealedAccount: string;
  readonly changedAt: Date;
  readonly expiresAt: Date;
}

/** The challenge table as `send-mail` uses it for notices. */
export interface DisputePublication {
  /**
   * Makes the link live, in place of what an earlier attempt of the same delivery made of it. False if another delivery has
   * it, or it was used already.
   */
  publish(disputeId: string, deliveryId: string, dispute: DisputeRecord): Promise<boolean>;
}

/** Whose a link is for the moment, and until when. */
export interface DisputeClaim {
  readonly claimId: string;
  readonly heldUntil: Date;
}

/** The challenge table as `reset` uses it for disputes. */
export interface DisputeClaims {
  /** Undefined for a link that is used up or was never there. */
  find(disputeId: string): Promise<DisputeRecord | undefined>;
  /**
   * Keeps the link for the caller. Exactly one caller wins; the winner's own retry wins again. The claim of a caller that
   * died ends by itself: an account that is locked twice is no harm, one that is never locked is.
   */
  claim(disputeId: string, claim: DisputeClaim, keyHash: string): Promise<boolean>;
  /** Uses the link up, for good. */
  markUsed(disputeId: string, claimId: string): Promise<void>;
  /** Gives the caller's own claim back. */
  release(disputeId: string, claimId: string): Promise<void>;
}
