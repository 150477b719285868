import type { CodePurpose } from '../../core/limits/purposes';
import type { CodeMailContent } from '../../core/code/mail-code';
import { minutesInWords } from '../words/minutes';
import { letBrowserThrough } from './let-browser-through';
import { address, composeMail, heading, type Mail, type MailFrom, paragraph, textToType } from './mail';

export interface CodeMail extends CodeMailContent, MailFrom {}

interface Words {
  readonly subject: string;
  readonly request: (user: string) => string;
  readonly harmless: string;
  /** The page to ask for another one. */
  readonly path: `/${string}`;
}

const words: Readonly<Record<CodePurpose, Words>> = {
  'sign-in': {
    subject: 'Your Passlink sign-in code',
    request: (user) =>
      `Someone asked to sign in to Passlink as ${user}. Enter this code on the page that asks for it:`,
    harmless: 'Nobody can sign in without the code.',
    path: '/login',
  },
  reset: {
    subject: 'Your Passlink code for a new password',
    request: (user) =>
      `Someone asked to choose a new password for the account ${user}. Enter this code on the page that asks for it, ` +
      'together with the new password:',
    harmless: 'Nobody can change your password without the code. Your current password still works.',
    path: '/generate-otp',
  },
};

/** The mail that brings a code. The code is not in the subject, because a locked screen shows the subject to anyone. */
export function codeMail({
  purpose,
  code,
  user,
  minutes,
  vouchLink,
  portalUrl,
  organisation,
}: CodeMail): Mail {
  const { subject, request, harmless, path } = words[purpose];
  return composeMail(
    subject,
    [
      paragraph(request(user)),
      textToType(code),
      paragraph(
        `The code is valid for ${minutesInWords(minutes)}. It works once, and only in the browser that asked for it.`,
      ),
      heading('If this wasn’t you'),
      paragraph(
        `You do not need to do anything. ${harmless} Never tell anyone the code, and do not forward this mail.`,
      ),
      heading('Does the code no longer work?'),
      paragraph('Ask for a new one here:'),
      address(portalUrl + path),
      ...(vouchLink === undefined
        ? []
        : [heading('Does Passlink say “Too many requests”?'), ...letBrowserThrough(vouchLink)]),
    ],
    { portalUrl, organisation },
  );
}
