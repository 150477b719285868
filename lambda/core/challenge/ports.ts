/** Challenges: pending proofs, each used up by one claim. Links, codes and disputes are three kinds of them. */

/**
 * What has become of a challenge: `pending` until it is published; `ready` for a claim; `claimed` for as long as the claim is not
 * released; `used` once its work is done; `withdrawn` before anyone claimed it.
 */
export type ChallengeState = 'pending' | 'ready' | 'claimed' | 'used' | 'withdrawn';

/** A challenge as it stands in the table. */
export interface ChallengeRecord {
  readonly state: ChallengeState;
  readonly expiresAt: Date;
}

/**
 * Another delivery of the same job has published the challenge and may be mailing it. The job comes again later, and goes on if
 * that delivery did not finish.
 */
export class UnderWay extends Error {
  constructor() {
    super('Another delivery of this job is under way.');
    this.name = 'UnderWay';
  }
}

/** A claim to be made. */
export interface Claim {
  /** Names this claim, and no other: a retried write recognises its own claim by it. */
  readonly claimId: string;
  /** When the claim ends on its own. Without it, only a release ends it. */
  readonly until?: Date;
}

/**
 * The conditional writes that use challenges up. Each names the secret that the caller read: a newer challenge may have
 * taken the place of the one that was read. Expiry is part of every condition.
 */
export interface ChallengeClaims<Id> {
  /**
   * Counts an attempt before it is compared.
   *
   * @param secret the secret as it was read; undefined if none is published yet.
   * @returns the number of this attempt; undefined if none is left or the challenge is not ready.
   */
  countAttempt(id: Id, secret: string | undefined, limit: number): Promise<number | undefined>;
  /** Uses the challenge up. Exactly one caller wins, and wins again when it repeats its own claim. */
  claim(id: Id, secret: string, claim: Claim): Promise<boolean>;
  /**
   * Gives the caller's own claim back.
   *
   * @param attemptsBack how many counted attempts it gives back with it.
   */
  release(id: Id, claimId: string, attemptsBack?: number): Promise<void>;
  /** Notes that the work of the caller's claim is done: nobody can claim the challenge again. */
  markUsed(id: Id, claimId: string): Promise<void>;
  /** Ends a challenge that nobody has claimed. */
  withdraw(id: Id): Promise<void>;
}
