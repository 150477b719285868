import { minutesInWords } from '../words/minutes';
import { address, composeMail, heading, lineToCopy, type Mail, mainAddress, paragraph } from './mail';

export interface LinkMail {
  /** The whole link, its key included. */
  readonly link: string;
  /** The key by itself, for mail programs that cut it off the link. */
  readonly key: string;
  /** The account whose password was reset. */
  readonly user: string;
  /** How long the link is good for. */
  readonly minutes: number;
  /** Where to ask for another one. */
  readonly portalUrl: string;
}

/** The mail that brings a link. It names no password, and its subject gives nothing away on a locked screen. */
export function linkMail({ link, key, user, minutes, portalUrl }: LinkMail): Mail {
  return composeMail('Your new AWS password is ready', [
    paragraph(
      `Someone asked for a new AWS password for the account ${user}. The old password does not work any more.`,
    ),
    paragraph('Open this link and press the button to see the new password:'),
    mainAddress(link),
    paragraph(
      `The link works a single time and is good for ${minutesInWords(minutes)}. If you open it on another device or ` +
        'in another browser than the one that asked, you need the 6-digit pickup code that was shown there.',
    ),
    heading('Does the page ask for a key?'),
    paragraph('Then your mail program has cut the link short. Copy this line into the field:'),
    lineToCopy(key),
    heading('Was it not you?'),
    paragraph(
      'Do not open the link, and do not send this mail on. Nobody can open the link with this mail alone: it ' +
        'takes the browser that asked as well, or its pickup code. Tell your administrator, and ask for a reset ' +
        'yourself to get a password that works:',
    ),
    address(portalUrl),
  ]);
}
