/** What the rules need from the world. Adapters are in lambda/aws; tests pass in what they want to decide. */

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

/** Makes and checks codes' MACs with a key that never leaves its service. */
export interface CodeMac {
  generate(message: string): Promise<string>;
}

export interface CodeVerifier {
  matches(message: string, mac: string): Promise<boolean>;
}

/** A counter's answer: counted, or refused with the seconds until the next request can be counted. */
export type Counted = { readonly allowed: true } | { readonly allowed: false; readonly retryAfter: number };

/** Counts requests; the check and the count are one step, so parallel requests cannot slip by. */
export interface RequestCounter {
  count(counter: string, limit: number, windowSeconds: number): Promise<Counted>;
}

/** A reset that `portal` hands over to `generate`. It waits in a queue, so it holds no secret: only hashes and MACs. */
export interface ResetJob {
  /** The id of the link to be. It names the request as well: a retry carries the same one. */
  readonly linkId: string;
  readonly user: string;
  /** Milliseconds since the epoch; of two requests for one account the later one wins. */
  readonly requestedAt: number;
  readonly browserHash: string;
  readonly pickupMac: string;
}

/** Hands a reset over; returns once it is accepted, not once it is done. */
export interface ResetQueue {
  submit(job: ResetJob): Promise<void>;
}

/** An account as a directory knows it. */
export interface Account {
  readonly name: string;
  /** Where its mail goes, if the directory knows. */
  readonly email: string | undefined;
  /** Whether it has a password at all. Passlink never creates access that was not there. */
  readonly hasPassword: boolean;
}

/** What a directory asks of a password, in characters. */
export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly maximumLength: number;
}

/** Where accounts live. */
export interface Directory {
  /** Undefined for an account that does not exist or that Passlink may not touch: the two cannot be told apart. */
  find(name: string): Promise<Account | undefined>;
  passwordPolicy(): Promise<PasswordPolicy>;
  /** Sets a password that must be changed at the next sign-in. */
  resetPassword(name: string, password: string): Promise<void>;
}

/** Keeps sealed values under random names. */
export interface VaultWriter {
  /** Stores the value, in place of what an earlier try of the same request left under that name. */
  store(parameter: string, value: string): Promise<void>;
}

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

export interface VaultSweeper {
  /** Every parameter under the prefix, with the time it was last written. */
  list(): Promise<readonly { readonly parameter: string; readonly writtenAt: Date }[]>;
  delete(parameter: string): Promise<void>;
}

/** An account's turn: resets of one account happen one after the other. */
export type Turn =
  | { readonly state: 'taken'; readonly currentLink: string | undefined }
  | { readonly state: 'busy' }
  | { readonly state: 'superseded' };

/** The challenge table as `generate` uses it. */
export interface LinkPreparation {
  /**
   * Takes the account's turn, unless somebody else holds it or a later request came first. It is held under an id of
   * this try's own: a second delivery of the same request has to wait like any other.
   */
  takeTurn(
    account: string,
    turn: { readonly turnId: string; readonly requestedAt: number; readonly heldUntil: Date },
  ): Promise<Turn>;
  endTurn(account: string, turnId: string): Promise<void>;
  /** Starts the link, or goes on with what an earlier try started. Undefined if it is past that: ready or withdrawn. */
  begin(
    linkId: string,
    draft: { readonly parameter: string; readonly expiresAt: Date },
  ): Promise<{ readonly parameter: string } | undefined>;
  /** Withdraws the account's current link and makes this one current. */
  replaceCurrent(
    account: string,
    turnId: string,
    links: { readonly current: string | undefined; readonly next: string },
  ): Promise<void>;
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

/** A mail, complete. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

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
