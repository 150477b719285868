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
import type { ServiceFunction } from './service-function';

/** Properties of a `Mailer`. */
export interface MailerProps {
  /** The sender's address of every mail. */
  readonly sender: string;
}

/**
 * Sends mail from one address. The SES identity is that address, not its domain: its owner confirms it with a click in
 * a mail from AWS, and the domain may belong to another stack.
 */
export class Mailer extends Construct {
  /** The sender's address of every mail. */
  readonly sender: string;

  /** The configuration set for every mail. */
  readonly configurationSetName: string;

  constructor(scope: Construct, id: string, props: MailerProps) {
    super(scope, id);
    this.sender = props.sender;
    new EmailIdentity(this, 'Identity', { identity: Identity.email(props.sender) });
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
   * Lets a function send mail from the sender's address only, through a condition. The resources are all identities,
   * because in the sandbox SES also checks the recipient's identity.
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
