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

export interface LinkMail extends MailFrom {
  /** The whole link, its key included. */
  readonly link: string;
  /** The key on its own, for mail programs that cut it off the link. */
  readonly key: string;
  /** The account whose password was reset. */
  readonly user: string;
  /** How long the link is valid. */
  readonly minutes: number;
}

/** The mail that brings a link, which comes first. It holds no password, and its subject reveals nothing on a locked screen. */
export function linkMail(phrases: MailPhrases, mail: LinkMail): Mail {
  const { link, key, user, minutes, portalUrl } = mail;
  const { link: texts, shared } = phrases.texts;
  return composeMail(phrases, mail, texts.subject, [
    paragraph(texts.open),
    mainAddress(link),
    paragraph(fill(texts.asked, { user })),
    paragraph(fill(texts.valid, { minutes: phrases.minutes(minutes) })),
    heading(shared.asksForKey),
    paragraph(shared.cutShort),
    lineToCopy(key),
    heading(shared.notYou),
    paragraph(texts.doNotOpen),
    address(portalUrl),
  ]);
}
