/** Whose mailbox a mail goes to. */
import { eligibility, type Eligibility } from './eligibility';
import type { AccountFinder } from './ports';

/** What finding a mailbox needs. */
export interface MailboxPorts {
  readonly directory: AccountFinder;
  readonly allowedEmailDomains: readonly string[];
}

/** The account that may be mailed, by the name that was typed, or the reason why there is none. */
export const findMailbox = async (
  { directory, allowedEmailDomains }: MailboxPorts,
  user: string,
): Promise<Eligibility> => eligibility(await directory.find(user), allowedEmailDomains);
