import type { PasswordChange } from '../../core/ports';
import { address, composeMail, heading, type Mail, mainAddress, paragraph } from './mail';

export interface NoticeMail {
  /** The account whose password was changed. */
  readonly user: string;
  readonly change: PasswordChange;
  readonly changedAt: Date;
  /** The link "This wasn't me", its key included. */
  readonly link: string;
  /** How long the link works. */
  readonly days: number;
  readonly directory: 'iam' | 'table';
  /** Where to get a new password. */
  readonly portalUrl: string;
}

/** Tells the owner of an account that its password was changed. */
export function noticeMail({ user, changedAt, link, days, portalUrl }: NoticeMail): Mail {
  return composeMail('Your password was changed', [
    paragraph(`The password of the account ${user} was changed at ${changedAt.toISOString()}.`),
    heading('Was it not you?'),
    paragraph(`Open this link. It works once and for ${days} days:`),
    mainAddress(link),
    address(portalUrl),
  ]);
}
