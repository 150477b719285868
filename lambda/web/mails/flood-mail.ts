import type { FloodMailContent } from '../../core/limits/mail-flood';
import type { MailPhrases } from '../words/mails';
import { fill } from '../words/texts';
import { address, composeMail, heading, type Mail, type MailFrom, paragraph } from './mail';
import { letBrowserThrough } from './let-browser-through';

export interface FloodMail extends Omit<FloodMailContent, 'language'>, MailFrom {}

/** Tells the owner of an account that Passlink sends no more mails for an hour because of strangers, and what helps. */
export function floodMail(phrases: MailPhrases, mail: FloodMail): Mail {
  const { user, vouchLink, portalUrl } = mail;
  const { flood: texts } = phrases.texts;
  return composeMail(phrases, mail, texts.subject, [
    paragraph(fill(texts.asked, { user })),
    heading(texts.notNow),
    paragraph(texts.often),
    heading(texts.getIn),
    ...letBrowserThrough(phrases, vouchLink),
    paragraph(texts.askAgain),
    address(portalUrl),
  ]);
}
