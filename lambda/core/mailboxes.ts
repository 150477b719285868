/** Whose mailbox a code goes to, in either directory. */
import { eligibility, isInAllowedDomain, type Ineligibility } from './eligibility';
import type { Log } from './events';
import { iamAccountId } from './accounts';
import { fingerprint } from './hashing';
import type { AccountFinder, UsersTable } from './ports';

/** An account that can be mailed a code, or the reason why there is none. */
export type Mailbox =
  | { readonly id: string; readonly email: string; readonly reason?: undefined }
  | { readonly id?: undefined; readonly reason: Ineligibility };

/** Finds the mailbox of an account by the name that was typed; makes the account first where that is asked for. */
export interface Mailboxes {
  find(user: string, register: boolean): Promise<Mailbox>;
}

/** IAM users: the mailbox of an eligible user is the account. Its id is opaque and always the same. */
export function iamMailboxes(directory: AccountFinder, allowedEmailDomains: readonly string[]): Mailboxes {
  return {
    async find(user) {
      const { account, reason } = eligibility(await directory.find(user), allowedEmailDomains);
      if (account === undefined) return { reason };
      return { id: iamAccountId(account.name), email: account.email };
    },
  };
}

/** The stack's own users table: an address names an account. */
export function tableMailboxes(
  users: UsersTable,
  {
    allowedEmailDomains,
    newId,
    log,
  }: {
    readonly allowedEmailDomains: readonly string[];
    readonly newId: () => string;
    readonly log: Log;
  },
): Mailboxes {
  return {
    async find(email, register) {
      if (!isInAllowedDomain(email, allowedEmailDomains)) return { reason: 'mail-domain-not-allowed' };
      if (!register) {
        const found = await users.find(email);
        return found ? { id: found.id, email } : { reason: 'unknown-or-out-of-reach' };
      }
      const { id, isNew } = await users.register(email, newId());
      if (isNew) log.info('account.registered', { account: fingerprint(email) });
      return { id, email };
    },
  };
}
