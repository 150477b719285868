import type { Language } from '../language';
import type { ChallengeClaims, ChallengeRecord } from '../challenge/ports';
import type { CodeSlot } from './code';
import type { CodePurpose } from '../limits/purposes';

/** A code that `portal` has `send-mail` make and mail. The job waits in a queue, so it holds no secret. */
export interface CodeJob {
  readonly kind: 'code';
  readonly purpose: CodePurpose;
  /** Names the request: a retry carries the same one. */
  readonly requestId: string;
  /** The account's name as it was typed. */
  readonly user: string;
  /** Whether an account is to be made if there is none. */
  readonly register: boolean;
  /** The account's number of codes when the request arrived: a change since then revokes the code. */
  readonly generation: number;
  /** The account's number of sessions then: a new password since then revokes the link "It was me". */
  readonly sessions: number;
  readonly browserHash: string;
  /** Whether a vouched browser asked, within its account's share of the mails that are kept for those. */
  readonly vouched: boolean;
  /** The language of the request, for the mail; undefined in a job of an older version. */
  readonly language?: Language | undefined;
}

/** What is kept of a code that is mailed. */
export interface PublishedCode {
  readonly mac: string;
  /** Whose code it is: the opaque id that a session is opened for. */
  readonly accountId: string;
  /** The account's number of codes that the code was issued under. */
  readonly generation: number;
  readonly expiresAt: Date;
}

/** A slot as it stands in the table. Until a code is published in it, no code is right. */
export interface CodeRecord extends ChallengeRecord, Omit<PublishedCode, 'mac'> {
  readonly mac: string | undefined;
  /** What the log calls the recovery that the code began. */
  readonly recovery: string;
}

/** The challenge table as `portal` uses it to have codes mailed. */
export interface CodeReservation {
  /** Keeps the slot for this request's code: of several requests the last one's code is published. */
  reserve(slot: CodeSlot, requestId: string, expiresAt: Date): Promise<void>;
}

/** Which request a code is for, and who publishes it. */
export interface CodePublisher {
  readonly requestId: string;
  /** When this delivery of the request's job is over for certain. */
  readonly heldUntil: Date;
}

/** The challenge table as `send-mail` uses it for codes. */
export interface CodePublication {
  /**
   * Puts a code into its slot, in place of an older one, or of what an earlier delivery of the job put there and is not noted as
   * mailed. False if the request's code was mailed or used, or a later request came.
   *
   * @throws UnderWay if the request's code is in the slot, and the delivery that put it there may still mail it.
   */
  publish(slot: CodeSlot, publisher: CodePublisher, code: PublishedCode): Promise<boolean>;
  /** Ends the hold of a delivery that failed, so that the next one need not wait. */
  endHold(slot: CodeSlot, mac: string): Promise<void>;
  /** Notes that the mail with this code went out: no delivery replaces the code any more. */
  markMailed(slot: CodeSlot, mac: string): Promise<void>;
}

/** The challenge table as `portal` and `reset` use it to check codes. */
export interface CodeClaims extends Pick<ChallengeClaims<CodeSlot>, 'countAttempt' | 'claim' | 'release'> {
  find(slot: CodeSlot): Promise<CodeRecord | undefined>;
}
