import { SendEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { MailRefused, type Mailer } from '../core/ports';
import { answeredStatus, onceOnly } from './client-settings';
import { mailbox } from './mailbox';

/** Who sends the mails, and how. */
export interface Sender {
  readonly sender: string;
  /** The display name in From. */
  readonly senderName: string;
  readonly configurationSet: string;
}

/**
 * Sends mail through SES, in one attempt only. A mail whose answer was lost may have gone out, and must not go out
 * twice.
 */
export function sesMailer(
  { sender, senderName, configurationSet }: Sender,
  client: SESClient = new SESClient(onceOnly),
): Mailer {
  return {
    async send({ to, subject, text, html }) {
      const utf8 = (data: string) => ({ Data: data, Charset: 'UTF-8' });
      const command = new SendEmailCommand({
        Source: mailbox(senderName, sender),
        Destination: { ToAddresses: [to] },
        ConfigurationSetName: configurationSet,
        Message: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } },
      });
      try {
        await client.send(command);
      } catch (error) {
        // A server error can follow an accepted mail. Only a client error is certain.
        const status = answeredStatus(error);
        throw status !== undefined && status < 500 ? new MailRefused(error) : error;
      }
    },
  };
}
