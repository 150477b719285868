import type { CodeSlot } from './code';
import type { CodePurpose } from '../limits/purposes';

/** A code that `portal` has `send-mail` make and mail. It holds no secret either. */
export interface CodeJob {
  readonly kind: 'code';
  readonly purpose: CodePurpose;
  /** Names the request: a retry carries the same one. */
  readonly requestId: string;
  /** The account's name as it was typed. */
  readonly user: string;
  /** Whether an account is to be made if there is none. */
  readonly register: boolean;
  /** Milliseconds since the epoch; a code replaces only an older one of the same browser. */
  readonly requestedAt: number;
  readonly browserHash: string;
}

/** A code as it stands in the table. */
export interface CodeRecord {
  readonly mac: string;
  /** Whose code it is: the opaque id that a session is opened for. */
  readonly accountId: string;
  /** Milliseconds since the epoch. */
  readonly requestedAt: number;
  readonly expiresAt: Date;
}

/** The challenge table as `send-mail` uses it for codes. */
export interface CodePublication {
  /** Puts a code into its slot, in place of an older one. False if this request, or a later one, did so already. */
  publish(slot: CodeSlot, requestId: string, code: CodeRecord): Promise<boolean>;
  /**
   * Takes a code back that certainly reached nobody, so that a retry can start over. In its place stays a MAC that no
   * code has: an attempt takes the steps that any other takes.
   */
  retract(slot: CodeSlot, requestId: string, nobodysMac: string): Promise<void>;
}

/** The challenge table as `portal` and `reset` use it to check codes. Expiry is part of each condition. */
export interface CodeClaims {
  find(slot: CodeSlot): Promise<CodeRecord | undefined>;
  /** Counts an attempt of the code with this MAC before it is compared. False if none are left, or another took its place. */
  countAttempt(slot: CodeSlot, mac: string, limit: number): Promise<boolean>;
  /** Uses the code with this MAC up. Exactly one caller wins; the winner's own retry wins again. */
  claim(slot: CodeSlot, mac: string, claimId: string): Promise<boolean>;
  /** Gives the caller's own claim back, and the attempt with it. */
  release(slot: CodeSlot, claimId: string): Promise<void>;
}
