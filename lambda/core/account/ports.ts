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
  /** Where its mail goes, if the directory knows: as it is written there, and so not always an address. */
  readonly email: string | undefined;
  /** Whether it is one that has a password. Passlink gives none to an account that is meant to have none. */
  readonly usesPassword: boolean;
  /** Whether somebody registered it, and its mailbox was never proven; undefined where people do not register by themselves. */
  readonly isUnproven?: boolean;
  /** Looks whether it has an MFA device; undefined where none is required. */
  readonly hasMfaDevice?: () => Promise<boolean>;
}

/** Why there is no account: for the log only. AWS does not always tell which. */
export type Absence = 'unknown' | 'outside-path' | 'unknown-or-outside-path';

/** Where people make accounts by themselves. An address is given normalised; it names the account. */
export interface Registry {
  /** Makes the account if there is none; whether it did. Of several at once, one makes it. */
  register(email: string, id: string): Promise<boolean>;
  markVerified(email: string): Promise<void>;
}

/** Finds accounts. */
export interface AccountFinder {
  /** Finds the account, if it exists and Passlink may touch it. */
  find(name: string): Promise<Account | Absence>;
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

/** The directory does not take the password; the message says why, in AWS's words. */
export class PasswordRefused extends PasswordNotSet {
  constructor(reason: string, cause: unknown) {
    super(reason, cause);
    this.name = 'PasswordRefused';
  }
}

/**
 * The numbers under which an account's codes, sessions and disputes are issued. What was issued under an older number is
 * revoked.
 */
export interface Generations {
  /** Raised by every sign-in, password change and lock. */
  readonly codes: number;
  /** Raised by every password change and lock. */
  readonly sessions: number;
  /** Raised by every lock. */
  readonly locks: number;
}

/** What an account's item says. */
export interface AccountState extends Generations {
  /** The only link that may be prepared or opened; undefined if there is none. */
  readonly link: string | undefined;
  /** Raised by every administrator who unlocks the account: its requests are counted anew. */
  readonly unlocks: number;
}

/** What came of asking for an account's lease. */
export type LeaseAnswer = 'taken' | 'busy' | 'superseded';

/** The items of accounts in the challenge table, by the accounts' keys; see `accountKey`. Each write is one conditional write. */
export interface Accounts {
  find(account: string): Promise<AccountState>;
  /**
   * Revokes the account's other codes, for the one that is being used; on request its sessions too. Of several codes at once
   * one wins, and wins again when it is used again.
   *
   * @returns the account afterwards; undefined if the code itself was revoked.
   */
  useCode(
    account: string,
    code: { readonly generation: number; readonly mac: string },
    options?: { readonly revokeSessions: boolean },
  ): Promise<AccountState | undefined>;
  /** Revokes all of the account's codes and sessions; on request its link too. */
  revoke(account: string, options?: { readonly alsoLink: boolean }): Promise<void>;
  /** Has the account's requests counted anew. */
  countUnlock(account: string): Promise<void>;
  /** Revokes the links "This wasn't me" of all changes before this lock. */
  countLock(account: string): Promise<void>;
  /**
   * Makes a link the account's only one, unless the request for it comes too late.
   *
   * @param sessions the account's number of sessions when the request arrived: it comes too late once the number was raised.
   */
  setLink(account: string, linkId: string, sessions: number): Promise<void>;
  /** Revokes this link, unless a later request has replaced it. */
  endLink(account: string, linkId: string): Promise<void>;
  /**
   * Takes the account's lease, unless another request holds it.
   *
   * @param lease `leaseId` names this attempt: a second delivery of the same request waits like any other. `link`: the link
   *   that the lease is for; if it is not the account's link, the request is superseded.
   */
  takeLease(
    account: string,
    lease: { readonly leaseId: string; readonly until: Date; readonly link: string | undefined },
  ): Promise<LeaseAnswer>;
  endLease(account: string, leaseId: string): Promise<void>;
}

/** What an administrator sees in an account's item. */
export interface InspectedAccount extends AccountState {
  /** When the account's lease ends at the latest; undefined if no request holds it. */
  readonly leasedUntil: Date | undefined;
  /** The link that was asked for last, whether or not it may be opened; undefined if none was. */
  readonly lastLink: { readonly id: string; readonly askedAt: Date } | undefined;
}

/** Reads an account once for all parts of a request: `known` are the same ports, in which the account is found without a read. */
export function readOnce<Ports extends { readonly accounts: Pick<Accounts, 'find'> }>(
  ports: Ports,
  account: string,
) {
  const state = ports.accounts.find(account);
  return { state, known: { ...ports, accounts: { ...ports.accounts, find: () => state } } };
}

/** The items of accounts, for an administrator who looks at them. */
export interface AccountInspection {
  inspect(account: string): Promise<InspectedAccount>;
}
