import type { CodePurpose } from '../../core/codes';
import { minutesInWords } from './minutes-in-words';
import { address, composeMail, heading, type Mail, paragraph, textToType } from './mail';

export interface CodeMail {
  /** What the code is good for. */
  readonly purpose: CodePurpose;
  /** As people read it: `XXXX-XXXX`. */
  readonly code: string;
  /** The account that somebody wants to sign in to. */
  readonly user: string;
  /** How long the code is good for. */
  readonly minutes: number;
  /** Where to ask for another one. */
  readonly portalUrl: string;
}

/** The mail that brings a code. Its subject does not: a locked screen shows it to whoever passes by. */
export function codeMail({ code, user, minutes, portalUrl }: CodeMail): Mail {
  return composeMail('Your Passlink sign-in code', [
    paragraph(
      `Someone asked to sign in to Passlink as ${user}. Enter this code on the page that asks for it:`,
    ),
    textToType(code),
    paragraph(
      `The code works a single time, is good for ${minutesInWords(minutes)}, and works only in the browser that ` +
        'asked for it.',
    ),
    heading('Was it not you?'),
    paragraph(
      'Then there is nothing to do: without the code nobody can sign in. Never tell the code to anyone, ' +
        'whoever asks for it, and do not send this mail on.',
    ),
    heading('Does the code not work any more?'),
    paragraph('Ask for a new one here:'),
    address(portalUrl),
  ]);
}
