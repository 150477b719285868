import type { PasswordPolicy } from '../password/policy';

/** A mailbox that was proven by a code. */
export interface VerifiedJob {
  readonly kind: 'verified';
  readonly user: string;
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

/** An account's lease: its password is changed by one request after the other. */
export type Lease =
  | { readonly state: 'taken'; readonly currentLink: string | undefined }
  | { readonly state: 'busy' }
  | { readonly state: 'superseded' };

/** The challenge table as whoever changes a password uses it. */
export interface AccountLeases {
  /**
   * Takes the account's lease, unless somebody else holds it or a later request came first. It is held under an id of
   * this attempt's own: a second delivery of the same request has to wait like any other.
   */
  take(
    account: string,
    lease: { readonly leaseId: string; readonly requestedAt: number | undefined; readonly heldUntil: Date },
  ): Promise<Lease>;
  end(account: string, leaseId: string): Promise<void>;
  /** Withdraws the account's current link, if there is one, and makes the next one current. */
  replaceLink(
    account: string,
    leaseId: string,
    links: { readonly current: string | undefined; readonly next: string },
  ): Promise<void>;
  /** Withdraws the account's current link, if there is one. Requests for one that were made up to now come too late. */
  endLinks(account: string, leaseId: string, current: string | undefined, now: Date): Promise<void>;
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
    code: { readonly requestedAt: number; readonly mac: string },
    now: Date,
    options?: { readonly alsoSessions: boolean },
  ): Promise<boolean>;
  /** When the account was last locked, in milliseconds since the epoch; 0 for never. */
  lockedAt(account: string): Promise<number>;
  markLocked(account: string, now: Date): Promise<void>;
  /** Makes all codes and sessions void that there are now. */
  voidEverything(account: string, now: Date): Promise<void>;
}
