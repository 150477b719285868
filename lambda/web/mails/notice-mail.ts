import type { NoticeMailContent } from '../../core/notice/mail-notice';
import type { AccountDirectory } from '../words/directories';
import type { MailPhrases } from '../words/mails';
import { fill } from '../words/texts';
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

export interface NoticeMail extends Omit<NoticeMailContent, 'language'>, MailFrom {
  readonly directory: AccountDirectory;
}

/**
 * Tells the owner of an account that its password changed, and what to do about it. The subject is the same for every
 * change and every account. As in the mail with a link, the key also has a line of its own: a person cannot ask for a
 * second notice.
 */
export function noticeMail(phrases: MailPhrases, mail: NoticeMail): Mail {
  const { user, change, changedAt, link, key, days, directory, portalUrl } = mail;
  const { notice: texts, shared } = phrases.texts;
  return composeMail(phrases, mail, texts.subject, [
    paragraph(fill(texts[change][directory], { time: phrases.time(changedAt, 'long'), user })),
    heading(texts.you),
    paragraph(shared.nothingToDo),
    heading(texts.notMe),
    paragraph(texts.lock),
    mainAddress(link),
    paragraph(fill(texts.lockMeans[directory], { days: phrases.days(days) })),
    paragraph(texts.tellAdministrator[directory]),
    address(`${portalUrl}/generate-otp`),
    heading(shared.asksForKey),
    paragraph(shared.cutShort),
    lineToCopy(key),
  ]);
}
