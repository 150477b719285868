import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { domainOf, type Settings } from '../settings';
import type { ServiceFunction } from './service-function';

/** Properties of a `Mailer`. */
export interface MailerProps {
  /** The administrator's settings. */
  readonly settings: Pick<Settings, 'sender' | 'senderIdentity' | 'senderName'>;
}

/** A CNAME record for the domain's DNS. */
export interface DnsRecord {
  readonly name: string;
  readonly value: string;
}

/**
 * Sends mail from one address. By default the SES identity is that address, not its domain: its owner confirms it with a
 * click in a mail from AWS, and the domain may belong to another stack.
 */
export class Mailer extends Construct {
  /** The sender's address of every mail. */
  readonly sender: string;

  /** The display name of every mail. */
  readonly senderName: string;

  /** The records that prove the domain to SES; none unless the stack made an identity of the domain. */
  readonly dnsRecords: readonly DnsRecord[];

  /** The configuration set for every mail. */
  readonly configurationSetName: string;

  constructor(scope: Construct, id: string, props: MailerProps) {
    super(scope, id);
    const { sender, senderName, senderIdentity } = props.settings;
    this.sender = sender;
    this.senderName = senderName;
    const identity = {
      address: () => Identity.email(sender),
      domain: () => Identity.domain(domainOf(sender)),
      // Another owner made it, and only that owner removes it.
      existing: () => undefined,
    }[senderIdentity]();
    const made = identity && new EmailIdentity(this, 'Identity', { identity });
    this.dnsRecords = senderIdentity === 'domain' ? (made?.dkimRecords ?? []) : [];
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      // Without TLS, anybody on the way could read the link.
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      // To count opens and clicks, SES rewrites the links and then sees each one. So this is off, whatever the
      // account's settings are. For the same reason, no event destination asks for them.
      vdmOptions: { engagementMetrics: false },
    });
    this.configurationSetName = configurationSet.configurationSetName;
  }

  /**
   * Lets a function send mail from the sender's address only, through a condition. The condition is on the address
   * without its display name. The resources are all identities, because in the sandbox SES also checks the recipient's
   * identity.
   */
  grantSend(author: ServiceFunction): void {
    const arn = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
    author.grant(
      new PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: [arn('identity', '*'), arn('configuration-set', this.configurationSetName)],
        conditions: { StringEquals: { 'ses:FromAddress': this.sender } },
      }),
    );
  }
}
