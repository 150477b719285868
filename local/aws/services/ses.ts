/** SES: accepts mails from the identities of the stack and puts them into the mailbox. */
import { randomUUID } from 'node:crypto';
import {
  ConfigurationSetDoesNotExistException$,
  MessageRejected$,
  SendEmail$,
  type SendEmailCommandOutput,
  type SendEmailRequest,
} from '@aws-sdk/client-ses';
import type { Need } from '../calls';
import type { Mailbox } from '../../site/mailbox';
import { awsQuery } from '../protocols/aws-query';
import { errorOf } from '../service-error';
import type { Stack } from '../../template/stack';
import { operation, schemaService, type Service } from './service';

/** The bare address in `Passlink <noreply@example.com>`. */
const addressOf = (from: string) => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();

/** From as a person reads it: RFC 2047's encoded words, and the white space between them, are letters. */
const readable = (from: string) =>
  from
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, letters: string) => Buffer.from(letters, 'base64').toString());

/** SES with the identities of the stack. Its mails go to the mailbox. */
export function sesService(
  { place, emailIdentities, configurationSets }: Stack,
  mailbox: Mailbox,
  now: () => Date,
): Service {
  const arn = (resource: string) => `arn:${place.partition}:ses:${place.region}:${place.account}:${resource}`;

  /** SES prefers the identity of the whole address to that of its domain. */
  const identityOf = (from: string): string => {
    const address = addressOf(from);
    const domain = address.slice(address.indexOf('@') + 1);
    const identity = [address, domain].find((candidate) => emailIdentities.includes(candidate));
    if (identity === undefined) {
      throw errorOf(
        MessageRejected$,
        `Email address is not verified: ${address}. The stack has no such identity.`,
      );
    }
    return identity;
  };

  const needs = ({ Source = '', ConfigurationSetName: set }: SendEmailRequest): readonly Need[] => {
    const action = 'ses:SendEmail';
    const context = { 'ses:FromAddress': addressOf(Source) };
    if (set !== undefined && !configurationSets.includes(set)) {
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
          subject: Message?.Subject?.Data ?? '',
          text: Message?.Body?.Text?.Data ?? '',
          html: Message?.Body?.Html?.Data ?? '',
          sentAt: now().toISOString(),
        });
        return { MessageId: id };
      },
    ),
  ]);
}
