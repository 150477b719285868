import { Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

/** Properties of an `AlarmTopic`. */
export interface AlarmTopicProps {
  /**
   * The address that gets the alarms by mail. Its owner confirms the subscription once.
   *
   * @default - nobody: subscribers come later, or elsewhere
   */
  readonly email: string | undefined;
}

/**
 * Where the stack's alarms go. Only they can publish here.
 *
 * The topic has no key of its own: alarms say what happened and name no person. CloudWatch could not use AWS's key for SNS.
 */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  /** What an alarm does. */
  readonly action: SnsAction;

  constructor(scope: Construct, id: string, { email }: AlarmTopicProps) {
    super(scope, id);
    const stack = Stack.of(this);
    // The policy that the topic gets with this replaces SNS's own one, which lets the whole account publish.
    this.topic = new Topic(this, 'Topic', { enforceSSL: true });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfTheStackPublish',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: {
            // CloudFormation starts the names of a stack's alarms with that of the stack.
            'aws:SourceArn': stack.formatArn({
              service: 'cloudwatch',
              resource: `alarm:${stack.stackName}-*`,
            }),
          },
        },
      }),
    );
    if (email !== undefined) this.topic.addSubscription(new EmailSubscription(email));
    this.action = new SnsAction(this.topic);
  }
}
