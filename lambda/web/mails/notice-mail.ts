import type { NoticeMailContent } from '../../core/notice/mail-notice';
import type { ChangeKind } from '../../core/notice/ports';
import { directoryWords, type AccountDirectory } from '../words/directories';
import { address, composeMail, heading, lineToCopy, type Mail, mainAddress, paragraph } from './mail';

export interface NoticeMail extends NoticeMailContent {
  readonly directory: AccountDirectory;
  /** Where Passlink is. */
  readonly portalUrl: string;
}

/**
 * Tells the owner of an account that its password was changed, and what to do about it. The subject is the same for every
 * change and every account. The key stands there by itself, too, as in the mail with a link: whoever needs this one cannot
 * just ask for another.
 */
export function noticeMail(notice: NoticeMail): Mail {
  const { user, change, changedAt, link, key, days, directory, portalUrl } = notice;
  const { password, elsewhere, pending } = directoryWords[directory];
  return composeMail('Your password was changed', [
    paragraph(`On ${inUtc.format(changedAt)} UTC, ${whatHappened(user, change, password)}`),
    heading('Was it you?'),
    paragraph('Then there is nothing to do.'),
    heading('This wasn’t me'),
    paragraph('If it was not you, lock your account. This link leads to a page that does it:'),
    mainAddress(link),
    paragraph(
      'Your account gets a password that nobody knows, so that the old and the new one stop working, and every ' +
        `${pending} of it ends. ` +
        'Opening the page changes nothing: it asks you to confirm. ' +
        `The link works a single time, within ${days === 1 ? '1 day' : `${days} days`}. Do not send this mail on.`,
    ),
    paragraph(
      `Tell your administrator as well: whoever is already signed in to ${elsewhere}, stays signed in. ` +
        'Afterwards choose a new password here:',
    ),
    address(`${portalUrl}/generate-otp`),
    heading('Does the page ask for a key?'),
    paragraph('Then your mail program has cut the link short. Copy this line into the field:'),
    lineToCopy(key),
  ]);
}

function whatHappened(user: string, change: ChangeKind, password: string): string {
  return change === 'shown'
    ? `the new ${password} of the account ${user} was looked at, through a mailed link.`
    : `a new ${password} was chosen for the account ${user}, with a mailed code.`;
}

/** Days before months differ from land to land, so the month is a word. */
const inUtc = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
