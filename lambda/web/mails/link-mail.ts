import { minutesInWords } from '../words/minutes';
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

/** The mail that brings a link. It holds no password, and its subject reveals nothing on a locked screen. */
export function linkMail({ link, key, user, minutes, portalUrl, organisation }: LinkMail): Mail {
  return composeMail(
    'Your new AWS password is ready',
    [
      paragraph(
        `Someone asked for a new AWS password for the account ${user}. The old password no longer works.`,
      ),
      paragraph('Open this link and press “Show my password”:'),
      mainAddress(link),
      paragraph(
        `The link is valid for ${minutesInWords(minutes)} and works once. In another browser or on another device, it ` +
          'also asks for the 6-digit pickup code. The browser that asked for the password showed you that code.',
      ),
      heading('Does the page ask for a key?'),
      paragraph('Your mail program cut the link short. Copy this line into the field:'),
      lineToCopy(key),
      heading('If this wasn’t you'),
      paragraph(
        'Do not open the link, and do not forward this mail. Nobody can see the password with this mail alone: the ' +
          'link also needs the browser that asked for it, or its pickup code. Tell your administrator. Then ask for a ' +
          'reset yourself to get a password that works:',
      ),
      address(portalUrl),
    ],
    { portalUrl, organisation },
  );
}
