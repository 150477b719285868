import { CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { AuthorizationType, type CfnMethod, type Method } from 'aws-cdk-lib/aws-apigateway';
import type { IConstruct } from 'constructs';
import type { IamUsers } from './constructs/iam-users';
import type { ServiceFunction } from './constructs/service-function';
import type { Links, PasslinkStack } from './passlink-stack';

/** One finding of cdk-nag that the stack accepts. */
export interface Acknowledgement {
  /** The narrowest construct that has the finding. */
  readonly on: IConstruct;

  /** The rule's id. Where a rule distinguishes findings, the finding follows in brackets. */
  readonly id: string;

  /** Why the stack accepts it. */
  readonly reason: string;
}

/**
 * All accepted findings of cdk-nag's AwsSolutions rules, each with its reason. Any other finding stops the synthesis.
 */
export function acknowledgements(stack: PasslinkStack): readonly Acknowledgement[] {
  const api = stack.api.restApi;
  const takesSignedOnly = (method: Method) =>
    (method.node.defaultChild as CfnMethod).authorizationType === AuthorizationType.IAM.toString();

  return [
    {
      on: stack.challenges.table,
      id: 'AwsSolutions-DDB3',
      reason:
        'Everything in the table expires. A restored table would only bring back used links and ended sessions.',
    },
    {
      on: api,
      id: 'AwsSolutions-APIG2',
      reason: 'The functions validate every request, including forms, which request validators cannot read.',
    },
    {
      on: api.deploymentStage,
      id: 'AwsSolutions-APIG1',
      reason:
        'Access logs need a role that all APIs of the account and region share. The functions log each request.',
    },
    ...(stack.api.hasWebAcl
      ? []
      : [
          {
            on: api.deploymentStage,
            id: 'AwsSolutions-APIG3',
            reason:
              'The administrator chooses and pays for a web ACL. Passlink throttles and counts requests without one.',
          },
        ]),
    {
      on: api.deploymentStage,
      id: 'AwsSolutions-APIG6',
      reason:
        'Execution logs hold paths and bodies, and need the same shared role. The functions log each request.',
    },
    ...api.methods
      .filter((method) => !takesSignedOnly(method))
      .map((method) => ({
        on: method,
        id: 'AwsSolutions-APIG4',
        reason:
          'People come here because they cannot sign in to AWS. The functions check codes and sessions.',
      })),
    ...api.methods.map((method) => ({
      on: method,
      id: 'AwsSolutions-COG4',
      reason: 'There is no Cognito user pool: Passlink is for people whose accounts are elsewhere.',
    })),
    ...stack.mailingFunctions.map((fn) => ({
      on: policyOf(fn),
      id: wildcard(stack.formatArn({ service: 'ses', resource: 'identity', resourceName: '*' }), stack),
      reason:
        "A condition allows the sender's address only. In the sandbox, SES also checks the recipient's identity.",
    })),
    ...ofAdministrators(stack),
    ...(stack.links === undefined ? [] : ofIamUsers(stack, stack.links)),
    ...stack.functions
      // Functions that reset IAM users already have this finding, for the password policy.
      .filter((fn) => fn.tracing && !resetters(stack).includes(fn))
      .map((fn) => ({
        on: policyOf(fn),
        id: wildcard('*'),
        reason: 'The setting `tracing` needs the two actions that send traces, and they have no resource.',
      })),
  ];
}

/** The findings for the policies of administrators, whose requests name an account in the path. */
function ofAdministrators({ admin, api, links }: PasslinkStack): readonly Acknowledgement[] {
  const stack = Stack.of(admin);
  const routes = [
    [admin.helpdesk, api.arnOf('GET', '/admin/accounts/*')],
    [admin.helpdesk, api.arnOf('POST', '/admin/accounts/*')],
    [admin.administrator, api.arnOf('*', '/admin/*')],
  ] as const;
  const on = admin.administrator;
  return [
    ...routes.map(([policy, arn]) => ({
      on: policy,
      id: wildcard(arn, stack),
      reason: 'The account that somebody looks at or locks is part of the path, and may be any.',
    })),
    {
      on,
      id: wildcard('*'),
      reason:
        'What `doctor` reads of SES and IAM, and the saved queries that `trail` runs, have no resource.',
    },
    ...(links === undefined
      ? []
      : [
          {
            on,
            id: members(links.users),
            reason: '`doctor` simulates what each user under the path may do.',
          },
          {
            on,
            id: wildcard(links.users.throwAwayUsers, stack),
            reason: '`smoke` makes a user with a random name, without any permission, and removes it.',
          },
        ]),
  ];
}

/** The functions that set the passwords of IAM users. */
function resetters({ links, codeReset, admin }: PasslinkStack): readonly ServiceFunction[] {
  return links === undefined ? [] : [links.passwordLink.generate, codeReset.reset, admin.function];
}

/** The findings for stacks with IAM users, whose new passwords can come by link. */
function ofIamUsers(
  stack: PasslinkStack,
  { users, vault, passwordLink, sweep }: Links,
): readonly Acknowledgement[] {
  const parameters = wildcard(
    stack.formatArn({ service: 'ssm', resource: `parameter${vault.prefix}*` }),
    stack,
  );
  return [
    {
      on: policyOf(stack.mails.sendMail),
      id: members(users),
      reason:
        'Users come and go independently of the stack. The setting `iamUserPath` decides which of them get mail.',
    },
    ...resetters(stack).flatMap((fn) => [
      {
        on: policyOf(fn),
        id: members(users),
        reason:
          'Users come and go independently of the stack. The setting `iamUserPath` decides which can be reset.',
      },
      {
        on: policyOf(fn),
        id: wildcard('*'),
        reason: 'iam:GetAccountPasswordPolicy has no resource: the policy belongs to the account.',
      },
    ]),
    {
      on: policyOf(passwordLink.generate),
      id: parameters,
      reason:
        'Functions make the parameters at run time, with random names under the one prefix of the vault.',
    },
    {
      on: policyOf(passwordLink.extract),
      id: parameters,
      reason:
        'Parameters have random names under the one prefix of the vault. Nobody can read one without its name.',
    },
    {
      on: policyOf(sweep.function),
      id: parameters,
      reason: 'It deletes everything that is left under the one prefix of the vault.',
    },
  ];
}

/** The findings of the CDK's own checks that the stack accepts. */
export function acknowledgementsForRegion(stack: PasslinkStack): readonly Acknowledgement[] {
  if (stack.partition !== 'aws-cn') return [];
  return stack.mailer.node
    .findAll()
    .filter((child) => CfnResource.isCfnResource(child))
    .map((on) => ({
      on,
      id: 'CloudFormation-Validate::F3006',
      reason:
        'The data of the CDK has no SES in China. The deployment fails clearly for as long as that is so.',
    }));
}

/** Tells the checks which findings to accept. */
export function acknowledgeFindings(stack: PasslinkStack): void {
  for (const { on, id, reason } of [...acknowledgements(stack), ...acknowledgementsForRegion(stack)]) {
    Validations.of(on).acknowledge({ id, reason });
  }
}

/** The wildcard for the users under the directory's path. */
function members(users: IamUsers): string {
  const stack = Stack.of(users);
  return wildcard(stack.formatArn({ service: 'iam', region: '', resource: `user${users.path}*` }), stack);
}

/** The finding for a resource with a wildcard, in which cdk-nag writes `<AWS::Region>` for a region that is open. */
function wildcard(resource: string, stack?: Stack): string {
  const resolved = (stack?.resolve(resource) ?? resource) as string | Joined;
  const parts = typeof resolved === 'string' ? [resolved] : resolved['Fn::Join'][1];
  const written = parts.map((part) => (typeof part === 'string' ? part : `<${part.Ref}>`)).join('');
  return `AwsSolutions-IAM5[Resource::${written}]`;
}

/** A text with pseudo parameters, as CloudFormation joins it. */
interface Joined {
  readonly 'Fn::Join': readonly [string, readonly (string | { readonly Ref: string })[]];
}

function policyOf(fn: ServiceFunction): IConstruct {
  return fn.role.node.findChild('DefaultPolicy');
}
