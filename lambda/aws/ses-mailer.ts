import { SendEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { MailRefused, type Mailer } from '../core/ports';
import { onceOnly, serviceAnswered } from './client-settings';

/** Mails through SES. One attempt only: a mail whose answer was lost may have gone out, and must not go out twice. */
export function sesMailer(
  { sender, configurationSet }: { readonly sender: string; readonly configurationSet: string },
  client: SESClient = new SESClient(onceOnly),
): Mailer {
  return {
    async send({ to, subject, text, html }) {
      const utf8 = (data: string) => ({ Data: data, Charset: 'UTF-8' });
      const command = new SendEmailCommand({
        Source: sender,
        Destination: { ToAddresses: [to] },
        ConfigurationSetName: configurationSet,
        Message: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } },
      });
      try {
        await client.send(command);
      } catch (error) {
        throw serviceAnswered(error) ? new MailRefused(error) : error;
      }
    },
  };
}
