/** What the rules need from the world. Adapters are in lambda/aws; tests pass in what they want to decide. */

import type { CodePurpose, CodeSlot } from './codes';

/** The current time. */
export type Clock = () => Date;

/** A source of unpredictable values. */
export interface Random {
  bytes(size: number): Buffer;
  /** A whole number from 0 up to, not including, `limit`; every one equally likely. */
  below(limit: number): number;
}

/** Waits; passed in so that tests need not. */
export type Sleep = (milliseconds: number) => Promise<void>;

/** Makes MACs of codes with a key that never leaves its service. */
export interface CodeMac {
  generate(message: string): Promise<string>;
}

/** Checks a code's MAC without giving the right one away. */
export interface CodeVerifier {
  matches(message: string, mac: string): Promise<boolean>;
}

/** A counter's answer: counted, or refused with the seconds until the next request can be counted. */
export type Counted = { readonly allowed: true } | { readonly allowed: false; readonly retryAfter: number };

/** Counts requests; the check and the count are one step, so parallel requests cannot slip by. */
export interface RequestCounter {
  count(counter: string, limit: number, windowSeconds: number): Promise<Counted>;
}

/** Counts tries in a row: a success starts the row anew. */
export interface TryCounter extends RequestCounter {
  reset(counter: string): Promise<void>;
}

/** A reset that `portal` hands over to `generate`. It waits in a queue, so it holds no secret: only hashes and MACs. */
export interface LinkJob {
  /** The id of the link to be. It names the request as well: a retry carries the same one. */
  readonly linkId: string;
  readonly user: string;
  /** Milliseconds since the epoch; of two requests for one account the later one wins. */
  readonly requestedAt: number;
  readonly browserHash: string;
  readonly pickupMac: string;
}

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

/** A mailbox that was proven by a code. */
export interface VerifiedJob {
  readonly kind: 'verified';
  readonly user: string;
}

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

/** Hands work over to another function; returns once it is accepted, not once it is done. */
export interface Queue<Job> {
  submit(job: Job): Promise<void>;
}

/** An account as a directory knows it. */
export interface Account {
  /** Opaque, and the same for as long as the account is there. */
  readonly id: string;
  readonly name: string;
  /** Where its mail goes, if the directory knows. */
  readonly email: string | undefined;
  /** Whether it is one that has a password. Passlink gives none to an account that is meant to have none. */
  readonly usesPassword: boolean;
}

/** Where people make accounts by themselves. An address is given normalised; it names the account. */
export interface Registry {
  /** Makes the account if there is none; whether it did. Of several at once, one makes it. */
  register(email: string, id: string): Promise<boolean>;
  markVerified(email: string): Promise<void>;
}

/** What a password can be asked to have. */
export type CharacterKind = 'lower-case letter' | 'upper-case letter' | 'digit' | 'symbol';

/** What a directory asks of a password; lengths in characters (Unicode code points). */
export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly maximumLength: number;
  /** Kinds of which there has to be one character each. */
  readonly requiredKinds: readonly CharacterKind[];
  /** Of how many kinds characters have to be, whichever these are. */
  readonly differentKinds: number;
  /** What may occur: all of Unicode, normalised with NFKC, or what IAM takes, as it was typed. */
  readonly characters: 'unicode' | 'latin-1';
  /** Whether well-known passwords, and those made of the account's name, are refused. */
  readonly refusesGuessable: boolean;
}

/** Finds accounts. */
export interface AccountFinder {
  /** Undefined for an account that does not exist or that Passlink may not touch: the two cannot be told apart. */
  find(name: string): Promise<Account | undefined>;
}

/** Where accounts live whose passwords can be set. */
export interface Directory extends AccountFinder {
  passwordPolicy(): Promise<PasswordPolicy>;
  /**
   * Sets the password of an account that was found.
   *
   * @param options `mustChange`: whether the person has to choose another one at the next sign-in, where the directory knows of that.
   * @throws PasswordNotSet if the password was certainly not set. After any other error it may have been, and may still be.
   */
  setPassword(name: string, password: string, options: { readonly mustChange: boolean }): Promise<void>;
}

/** The directory answered with an error: the password is the one from before. */
export class PasswordNotSet extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'PasswordNotSet';
  }
}

/** The directory does not take the password; the message says why, to the person who chose it. */
export class PasswordRefused extends PasswordNotSet {
  constructor(reason: string, cause: unknown) {
    super(reason, cause);
    this.name = 'PasswordRefused';
  }
}

/** Keeps sealed values under random names. */
export interface VaultWriter {
  /** Stores the value, in place of what an earlier try of the same request left under that name. */
  store(parameter: string, value: string): Promise<void>;
}

/** Reads values that are waiting to be picked up. */
export interface VaultReader {
  /**
   * Reads a value; undefined if there is none.
   *
   * @throws VaultRefused if the vault is known to have given nothing away. After any other error it may have.
   */
  read(parameter: string): Promise<string | undefined>;
  delete(parameter: string): Promise<void>;
}

/** The vault answered with an error: no plaintext left it. */
export class VaultRefused extends Error {
  constructor(cause: unknown) {
    super('The vault refused to give the value.', { cause });
    this.name = 'VaultRefused';
  }
}

/** Finds and deletes what is left in the vault. */
export interface VaultSweeper {
  /** Every parameter under the prefix, with the time it was last written. */
  list(): Promise<readonly { readonly parameter: string; readonly writtenAt: Date }[]>;
  delete(parameter: string): Promise<void>;
}

/** An account's turn: its password is changed by one request after the other. */
export type Turn =
  | { readonly state: 'taken'; readonly currentLink: string | undefined }
  | { readonly state: 'busy' }
  | { readonly state: 'superseded' };

/** The challenge table as whoever changes a password uses it. */
export interface AccountTurns {
  /**
   * Takes the account's turn, unless somebody else holds it or a later request came first. It is held under an id of
   * this try's own: a second delivery of the same request has to wait like any other.
   */
  take(
    account: string,
    turn: { readonly turnId: string; readonly requestedAt: number | undefined; readonly heldUntil: Date },
  ): Promise<Turn>;
  end(account: string, turnId: string): Promise<void>;
  /** Withdraws the account's current link, if there is one, and makes the next one current. */
  replaceLink(
    account: string,
    turnId: string,
    links: { readonly current: string | undefined; readonly next: string },
  ): Promise<void>;
  /** Withdraws the account's current link, if there is one. Requests for one that were made up to now come too late. */
  endLinks(account: string, turnId: string, current: string | undefined, now: Date): Promise<void>;
}

/** The challenge table as `generate` uses it. */
export interface LinkPreparation {
  /** Starts the link, or goes on with what an earlier try started. Undefined if it is past that: ready or withdrawn. */
  begin(
    linkId: string,
    draft: { readonly parameter: string; readonly expiresAt: Date },
  ): Promise<{ readonly parameter: string } | undefined>;
  /** Makes the link live. False if it was withdrawn meanwhile. */
  publish(linkId: string, halves: LinkHalves, expiresAt: Date): Promise<boolean>;
  /** Takes a link back that certainly reached nobody, so that a retry can start over. */
  retract(linkId: string, keyHash: string): Promise<void>;
}

/** What must be shown to open a link, none of it in the clear. */
export interface LinkHalves {
  readonly keyHash: string;
  readonly browserHash: string;
  readonly pickupMac: string;
}

/** What has become of a link. */
export type LinkState = 'preparing' | 'ready' | 'claimed' | 'revealed' | 'withdrawn';

/** A link as it stands in the table. */
export interface LinkRecord {
  readonly state: LinkState;
  /** Whether somebody claimed it and did not give it back, whatever happened to it since. */
  readonly claimed: boolean;
  readonly expiresAt: Date;
  /** Undefined until the link is ready. */
  readonly halves: LinkHalves | undefined;
}

/** The challenge table as `extract` uses it. Each write is conditional; expiry is part of each condition. */
export interface LinkClaims {
  find(linkId: string): Promise<LinkRecord | undefined>;
  /** Counts a try before it is compared. The number of this try, or undefined if there are none left. */
  countPickupTry(linkId: string, limit: number): Promise<number | undefined>;
  /** Uses the link up. Exactly one caller wins; the winner's own retry wins again. Undefined for everybody else. */
  claim(
    linkId: string,
    claimId: string,
    keyHash: string,
  ): Promise<{ readonly parameter: string } | undefined>;
  /** Gives the caller's own claim back. */
  release(linkId: string, claimId: string): Promise<void>;
  markRevealed(linkId: string, claimId: string): Promise<void>;
  /** Withdraws a link that is ready; one that is claimed already is left to whoever claimed it. */
  withdraw(linkId: string): Promise<void>;
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
   * code has: a try takes the steps that any other takes.
   */
  retract(slot: CodeSlot, requestId: string, nobodysMac: string): Promise<void>;
}

/** The challenge table as `portal` and `reset` use it to check codes. Expiry is part of each condition. */
export interface CodeClaims {
  find(slot: CodeSlot): Promise<CodeRecord | undefined>;
  /** Counts a try of the code with this MAC before it is compared. False if none are left, or another took its place. */
  countTry(slot: CodeSlot, mac: string, limit: number): Promise<boolean>;
  /** Uses the code with this MAC up. Exactly one caller wins; the winner's own retry wins again. */
  claim(slot: CodeSlot, mac: string, claimId: string): Promise<boolean>;
  /** Gives the caller's own claim back, and the try with it. */
  release(slot: CodeSlot, claimId: string): Promise<void>;
}

/** Remembers what an account's sign-in or reset made void. */
export interface AccountMarker {
  /** The moment, in milliseconds since the epoch, up to which the account's sessions are void. */
  sessionsVoidUntil(account: string): Promise<number>;
  /**
   * Makes all codes void that were requested up to now, for the one that is being used, and if that is asked for all
   * sessions. Of several codes at once one wins, and wins again when it is tried again. False if that code was void
   * itself.
   */
  useUpCodes(
    account: string,
    code: Pick<CodeRecord, 'requestedAt' | 'mac'>,
    now: Date,
    options?: { readonly alsoSessions: boolean },
  ): Promise<boolean>;
  /** When the account was last locked, in milliseconds since the epoch; 0 for never. */
  lockedAt(account: string): Promise<number>;
  markLocked(account: string, now: Date): Promise<void>;
  /** Makes all codes and sessions void that there are now. */
  voidEverything(account: string, now: Date): Promise<void>;
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
   * Makes the link live, in place of what an earlier try of the same delivery made of it. False if another delivery has
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

/** A session as it stands in the table: whose it is, is sealed under the token's own id. */
export interface SessionRecord {
  readonly account: string;
  readonly accountId: string;
  readonly sealedUser: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Where sessions are, by the hash of their token's id. */
export interface SessionStore {
  start(sessionId: string, session: SessionRecord): Promise<void>;
  find(sessionId: string): Promise<SessionRecord | undefined>;
  end(sessionId: string): Promise<void>;
}

/** What a token says. Times in seconds since the epoch. */
export interface TokenClaims {
  readonly sub: string;
  readonly jti: string;
  readonly iat: number;
  readonly exp: number;
}

/** Signs tokens, and tells our own from any others. */
export interface Tokens {
  issue(claims: TokenClaims): Promise<string>;
  /** Undefined for a token that is not ours, was changed, or has expired. */
  verify(token: string): Promise<TokenClaims | undefined>;
}

/** A mail, complete. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Sends mail. */
export interface Mailer {
  /** @throws MailRefused if the mail was certainly not sent. After any other error it may have been. */
  send(mail: Mail): Promise<void>;
}

/** The mail service answered with an error: nothing was sent. */
export class MailRefused extends Error {
  constructor(cause: unknown) {
    super('The mail service refused the mail.', { cause });
    this.name = 'MailRefused';
  }
}
