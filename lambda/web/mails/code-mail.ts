import type { CodePurpose } from '../../core/limits/purposes';
import type { CodeMailContent } from '../../core/code/mail-code';
import type { MailPhrases } from '../words/mails';
import { fill } from '../words/texts';
import { letBrowserThrough } from './let-browser-through';
import { address, composeMail, heading, type Mail, type MailFrom, paragraph, textToType } from './mail';

export interface CodeMail extends Omit<CodeMailContent, 'language'>, MailFrom {}

/** The pages to ask for another one. */
const paths: Readonly<Record<CodePurpose, `/${string}`>> = { 'sign-in': '/login', reset: '/generate-otp' };

/**
 * The mail that brings a code. The code comes first, so that a phone's notification shows it. It is not in the subject,
 * because mail servers log subjects.
 */
export function codeMail(phrases: MailPhrases, mail: CodeMail): Mail {
  const { purpose, code, user, minutes, vouchLink, portalUrl } = mail;
  const { code: texts, shared } = phrases.texts;
  const { subject, asked, harmless } = texts[purpose];
  const passages = [
    paragraph(fill(asked, { user })),
    paragraph(fill(texts.valid, { minutes: phrases.minutes(minutes) })),
    heading(shared.notYou),
    paragraph(harmless),
    heading(texts.noLongerWorks),
    paragraph(texts.askAgain),
    address(portalUrl + paths[purpose]),
    ...(vouchLink === undefined ? [] : [heading(texts.tooMany), ...letBrowserThrough(phrases, vouchLink)]),
  ];
  return composeMail(phrases, mail, subject, passages, textToType(code));
}
