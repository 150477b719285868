import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { IamUsers } from './constructs/iam-users';
import type { ServiceFunction } from './constructs/service-function';
import type { Links, PasslinkStack } from './passlink-stack';

/** One finding of cdk-nag that stays. */
export interface Acknowledgement {
  /** The narrowest construct that has the finding. */
  readonly on: IConstruct;

  /** The rule, with the finding in brackets where the rule tells findings apart. */
  readonly id: string;

  /** Why it stays. */
  readonly reason: string;
}

/** Every finding of cdk-nag's AwsSolutions rules that stays, with its reason. What is not here stops the synthesis. */
export function acknowledgements(stack: PasslinkStack): readonly Acknowledgement[] {
  const api = stack.api.restApi;

  return [
    {
      on: stack.challenges.table,
      id: 'AwsSolutions-DDB3',
      reason:
        'Everything in the table expires; a restored one would only bring used links and ended sessions back.',
    },
    {
      on: stack.failures.queue,
      id: 'AwsSolutions-SQS3',
      reason:
        'It is the queue for what failed. Nothing consumes it but an administrator, so nothing can fail again.',
    },
    {
      on: api,
      id: 'AwsSolutions-APIG2',
      reason: 'The functions validate every request, forms included, which request validators cannot read.',
    },
    {
      on: api.deploymentStage,
      id: 'AwsSolutions-APIG3',
      reason:
        "A web ACL is the administrator's to choose and pay for; requests are throttled and counted without it.",
    },
    {
      on: api.deploymentStage,
      id: 'AwsSolutions-APIG6',
      reason:
        'Execution logs hold paths and bodies, and outlive the stack; the access log tells of every request.',
    },
    {
      on: api.node.findChild('CloudWatchRole'),
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
      reason: 'API Gateway itself assumes this role, with the policy that AWS documents for it.',
    },
    ...api.methods.flatMap((method) => [
      {
        on: method,
        id: 'AwsSolutions-APIG4',
        reason:
          'Who comes here cannot sign in to AWS: that is what they come for. The functions check codes and sessions.',
      },
      {
        on: method,
        id: 'AwsSolutions-COG4',
        reason: 'There is no Cognito user pool: Passlink is for people whose accounts are elsewhere.',
      },
    ]),
    ...stack.mailingFunctions.map((fn) => ({
      on: policyOf(fn),
      id: wildcard('arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*'),
      reason:
        "A condition admits the sender's address only; in the sandbox SES asks for the recipient's identity, too.",
    })),
    ...(stack.links === undefined ? [] : ofIamUsers(stack, stack.links)),
    ...stack.functions
      // For those that reset IAM users, it is the finding about the password policy.
      .filter((fn) => fn.tracing && !resetters(stack).includes(fn))
      .map((fn) => ({
        on: policyOf(fn),
        id: wildcard('*'),
        reason: 'With the setting `tracing`: the two actions that send traces know no resource.',
      })),
  ];
}

/** The functions that set the passwords of IAM users. */
function resetters({ links, codeReset }: PasslinkStack): readonly ServiceFunction[] {
  return links === undefined ? [] : [links.passwordLink.generate, codeReset.reset];
}

/** The findings that are there only where accounts are IAM users, whose new passwords links deliver. */
function ofIamUsers(
  stack: PasslinkStack,
  { users, vault, passwordLink, sweep }: Links,
): readonly Acknowledgement[] {
  const parameters = wildcard(
    `arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter${vault.prefix}*`,
  );
  return [
    {
      on: policyOf(stack.mails.sendMail),
      id: members(users),
      reason: 'Users come and go without the stack; `iamUserPath` says which of them are mailed.',
    },
    ...resetters(stack).flatMap((fn) => [
      {
        on: policyOf(fn),
        id: members(users),
        reason:
          'Users come and go without the stack; the setting `iamUserPath` says which of them can be reset.',
      },
      {
        on: policyOf(fn),
        id: wildcard('*'),
        reason: "iam:GetAccountPasswordPolicy knows no resource: the policy is the account's.",
      },
    ]),
    {
      on: policyOf(passwordLink.generate),
      id: parameters,
      reason: 'Parameters are made at run time, under random names, below the one prefix that is the vault.',
    },
    {
      on: policyOf(passwordLink.extract),
      id: parameters,
      reason:
        'Parameters have random names below the one prefix that is the vault; without one there is nothing to read.',
    },
    {
      on: policyOf(sweep.function),
      id: parameters,
      reason: 'It deletes whatever is left below the one prefix that is the vault.',
    },
  ];
}

/** Tells cdk-nag which findings stay. */
export function acknowledgeFindings(stack: PasslinkStack): void {
  for (const { on, id, reason } of acknowledgements(stack)) Validations.of(on).acknowledge({ id, reason });
}

/** The wildcard that stands for the users under the directory's path. */
function members({ path }: IamUsers): string {
  return wildcard(`arn:<AWS::Partition>:iam::<AWS::AccountId>:user${path}*`);
}

function wildcard(resource: string): string {
  return `AwsSolutions-IAM5[Resource::${resource}]`;
}

function policyOf(fn: ServiceFunction): IConstruct {
  return fn.role.node.findChild('DefaultPolicy');
}
