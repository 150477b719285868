import type { FloodMailContent } from '../../core/limits/mail-flood';
import { address, composeMail, heading, type Mail, type MailFrom, paragraph } from './mail';
import { letBrowserThrough } from './let-browser-through';

export interface FloodMail extends FloodMailContent, MailFrom {}

/** Tells the owner of an account that Passlink sends no more mails for an hour because of strangers, and what helps. */
export function floodMail({ user, vouchLink, portalUrl, organisation }: FloodMail): Mail {
  return composeMail(
    'Many requests for your Passlink account',
    [
      paragraph(
        `Someone asked for many mails for the account ${user}. For the next hour we send no more of them, so that your ` +
          'mailbox does not fill up. Nobody can get in without what is in the mails.',
      ),
      heading('If you do not need Passlink now'),
      paragraph('You do not need to do anything. If this happens often, tell your administrator.'),
      heading('If you need to get in'),
      ...letBrowserThrough(vouchLink),
      paragraph('Then ask again:'),
      address(portalUrl),
    ],
    { portalUrl, organisation },
  );
}
