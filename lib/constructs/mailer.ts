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
  /** The address that every mail comes from. */
  readonly sender: string;
}

/**
 * Sends mail from one address. The identity is that address, not its domain: its owner confirms it by clicking in the
 * mail that AWS sends, and the domain may belong to somebody else's stack.
 */
export class Mailer extends Construct {
  /** The address that every mail comes from. */
  readonly sender: string;

  /** The name of the configuration set that every mail is sent with. */
  readonly configurationSetName: string;

  constructor(scope: Construct, id: string, props: MailerProps) {
    super(scope, id);
    this.sender = props.sender;
    new EmailIdentity(this, 'Identity', { identity: Identity.email(props.sender) });
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      // A link that travels in the clear is anybody's.
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      // Counting opens and clicks means rewriting the links, so that SES sees each one: never, whatever the account's
      // own settings are. For the same reason no event destination asks for them.
      vdmOptions: { engagementMetrics: false },
    });
    this.configurationSetName = configurationSet.configurationSetName;
  }

  /**
   * Lets a function send mail from the sender's address, and from no other: the condition sees to it. The resources are
   * all identities, because in the sandbox SES asks for the recipient's identity as well.
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
