/** SES: accepts mails from the identities of the account and puts them into the mailbox. */
import { randomUUID } from 'node:crypto';
import {
  ConfigurationSetDoesNotExistException$,
  type Content,
  MessageRejected$,
  SendEmail$,
  type SendEmailCommandOutput,
  type SendEmailRequest,
} from '@aws-sdk/client-ses';
import type { Need } from '../calls';
import type { Mailbox } from '../../site/mailbox';
import { awsQuery } from '../protocols/aws-query';
import { errorOf } from '../service-error';
import type { Place } from '../../template/place';
import { operation, schemaService, type Service } from './service';

/** The bare address in `Passlink <noreply@example.com>`. */
const addressOf = (from: string) => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();

/** In the one spelling that is compared: the domain's letters may be of either case, those before the @ may not. */
const compared = (identity: string) => {
  const domain = identity.lastIndexOf('@') + 1;
  return identity.slice(0, domain) + identity.slice(domain).toLowerCase();
};

/** From as a person reads it: RFC 2047's encoded words, and the white space between them, are letters. */
const readable = (from: string) =>
  from
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, letters: string) => Buffer.from(letters, 'base64').toString());

/** A part of a mail as it arrives. Without a character set SES takes letters beyond ASCII for damage. */
const arrived = ({ Data = '', Charset }: Partial<Content> = {}): string =>
  /^utf-8$/i.test(Charset ?? '') ? Data : Data.replace(/\P{ASCII}/gu, '?');

/** What the account may send from: its identities, which are all verified, and its configuration sets. */
export class Senders {
  readonly identities = new Set<string>();
  readonly configurationSets = new Set<string>();

  /** The identity behind an address. SES prefers that of the whole address to that of its domain. */
  identityOf(address: string): string | undefined {
    const domain = address.slice(address.indexOf('@') + 1);
    return [address, domain]
      .map((candidate) => [...this.identities].find((each) => compared(each) === compared(candidate)))
      .find((each) => each !== undefined);
  }
}

/** SES with these identities. Its mails go to the mailbox. */
export function sesService(place: Place, senders: Senders, mailbox: Mailbox, now: () => Date): Service {
  const arn = (resource: string) => `arn:${place.partition}:ses:${place.region}:${place.account}:${resource}`;

  const identityOf = (from: string): string => {
    const address = addressOf(from);
    const identity = senders.identityOf(address);
    if (identity === undefined) {
      throw errorOf(
        MessageRejected$,
        `Email address is not verified: ${address}. The account has no such identity.`,
      );
    }
    return identity;
  };

  const needs = ({ Source = '', ConfigurationSetName: set }: SendEmailRequest): readonly Need[] => {
    const action = 'ses:SendEmail';
    const context = { 'ses:FromAddress': addressOf(Source) };
    if (set !== undefined && !senders.configurationSets.has(set)) {
      throw errorOf(ConfigurationSetDoesNotExistException$, `Configuration set <${set}> does not exist.`);
    }
    return [
      { action, resource: arn(`identity/${identityOf(Source)}`), context },
      ...(set === undefined ? [] : [{ action, resource: arn(`configuration-set/${set}`), context }]),
    ];
  };

  return schemaService('ses', awsQuery, [
    operation<SendEmailRequest, SendEmailCommandOutput>(
      SendEmail$,
      needs,
      ({ Source = '', Destination, Message }) => {
        const to = [Destination?.ToAddresses, Destination?.CcAddresses, Destination?.BccAddresses].flatMap(
          (addresses) => addresses ?? [],
        );
        if (to.length === 0) throw errorOf(MessageRejected$, 'A mail needs a recipient.');
        const id = randomUUID();
        mailbox.deliver({
          id,
          to: to.join(', '),
          from: readable(Source),
          subject: arrived(Message?.Subject),
          text: arrived(Message?.Body?.Text),
          html: arrived(Message?.Body?.Html),
          sentAt: now().toISOString(),
        });
        return { MessageId: id };
      },
    ),
  ]);
}
