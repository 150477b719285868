import type { NoticeMailContent } from '../../core/notice/mail-notice';
import type { ChangeKind } from '../../core/notice/ports';
import { directoryWords, type AccountDirectory } from '../words/directories';
import {
  address,
  composeMail,
  heading,
  lineToCopy,
  type Mail,
  type MailFrom,
  mainAddress,
  paragraph,
} from './mail';

export interface NoticeMail extends NoticeMailContent, MailFrom {
  readonly directory: AccountDirectory;
}

/**
 * Tells the owner of an account that its password changed, and what to do about it. The subject is the same for every
 * change and every account. As in the mail with a link, the key also has a line of its own: a person cannot ask for a
 * second notice.
 */
export function noticeMail(notice: NoticeMail): Mail {
  const { user, change, changedAt, link, key, days, directory, portalUrl, organisation } = notice;
  const { password, elsewhere, pending } = directoryWords[directory];
  return composeMail(
    'Your password was changed',
    [
      paragraph(`On ${inUtc.format(changedAt)} UTC, ${whatHappened(user, change, password)}`),
      heading('If this was you'),
      paragraph('You do not need to do anything.'),
      heading('This wasn’t me'),
      paragraph('Lock your account. Open this page to do it:'),
      mainAddress(link),
      paragraph(
        'Opening the page changes nothing: it asks you to confirm. When you do, your account gets a password that ' +
          'nobody knows. The old and the new password stop working, and every ' +
          `${pending} of your account ends. ` +
          `The link works once, within ${days === 1 ? '1 day' : `${days} days`}. Do not forward this mail.`,
      ),
      paragraph(
        `Tell your administrator too: anyone who is already signed in to ${elsewhere} stays signed in. ` +
          'Then choose a new password here:',
      ),
      address(`${portalUrl}/generate-otp`),
      heading('Does the page ask for a key?'),
      paragraph('Your mail program cut the link short. Copy this line into the field:'),
      lineToCopy(key),
    ],
    { portalUrl, organisation },
  );
}

function whatHappened(user: string, change: ChangeKind, password: string): string {
  return change === 'shown'
    ? `someone opened a mailed link and saw the new ${password} of the account ${user}.`
    : `someone used a mailed code to choose a new ${password} for the account ${user}.`;
}

/** The order of day and month differs between countries, so the month is a word. */
const inUtc = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
