import { SendEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { setTimeout } from 'node:timers/promises';
import { systemRandom } from '../core/crypto/random';
import { MailRefused, type Mailer, type Random, type Sleep } from '../core/ports';
import { answeredStatus, isAwsError, onceOnly } from './client-settings';
import { mailbox } from './mailbox';

/** Who sends the mails, and how. */
export interface Sender {
  readonly sender: string;
  /** The display name in From. */
  readonly senderName: string;
  readonly configurationSet: string;
}

/** How the mailer waits until SES takes mails again. */
interface Waiting {
  readonly sleep: Sleep;
  readonly random: Random;
}

/**
 * The longest pauses before the next attempts, in milliseconds. Each takes a random part of its pause, so that functions that
 * were refused together do not come again together. All of it fits into a lease.
 */
const pauses = [250, 500, 1000, 2000];

/**
 * Sends mail through SES. A mail whose answer was lost may have gone out, and must not go out twice, so there is no second
 * attempt after that. There is one where SES answers that it takes no more mails this second: a function that waits a
 * moment keeps to the rate better than one that gives the job back.
 */
export function sesMailer(
  { sender, senderName, configurationSet }: Sender,
  client: SESClient = new SESClient(onceOnly),
  { sleep, random }: Waiting = { sleep: setTimeout, random: systemRandom },
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
      for (const pause of [...pauses, undefined]) {
        try {
          await client.send(command);
          return;
        } catch (error) {
          // A server error can follow an accepted mail. Only a client error is certain.
          const status = answeredStatus(error);
          if (status === undefined || status >= 500) throw error;
          const isThrottled = isAwsError(error, 'Throttling', 'ThrottlingException');
          if (!isThrottled || pause === undefined) throw new MailRefused(error);
          await sleep(random.below(pause));
        }
      }
    },
  };
}
