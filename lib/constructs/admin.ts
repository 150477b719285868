import { Duration, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Settings } from '../settings';
import type { ChallengeTable } from './challenge-table';
import { IamUsers } from './iam-users';
import type { JobQueue } from './job-queue';
import type { PublicApi } from './public-api';
import { ServiceFunction } from './service-function';
import type { UsersTable } from './users-table';

/** Properties of an `Admin`. */
export interface AdminProps {
  /** The API that has the routes. */
  readonly api: PublicApi;

  /** Holds the accounts' items, the counts, and the switch that pauses everything. */
  readonly challenges: ChallengeTable;

  /** The directory whose accounts it locks. */
  readonly users: IamUsers | UsersTable;

  /** The queues whose dead letters an administrator sees and sends back. */
  readonly queues: readonly JobQueue[];

  /** The administrator's settings. */
  readonly settings: Pick<Settings, 'allowedEmailDomains' | 'limits' | 'passwordLength' | 'tracing'>;
}

/**
 * What administrators do: a function of its own behind the routes under `/admin/`, which take only requests that are signed
 * with AWS credentials, and two managed policies for those who may send them.
 */
export class Admin extends Construct {
  readonly function: ServiceFunction<'admin'>;

  /** For those who help people: look at an account, lock it, unlock it. */
  readonly helpdesk: ManagedPolicy;

  /** For those who run Passlink: everything that the command line does. */
  readonly administrator: ManagedPolicy;

  constructor(scope: Construct, id: string, props: AdminProps) {
    super(scope, id);
    const { api, challenges, users, queues, settings } = props;
    this.function = new ServiceFunction(this, 'Admin', {
      name: 'admin',
      description: 'Serves administrators: looks at accounts, locks and unlocks them, pauses everything',
      timeout: Duration.seconds(29),
      tracing: settings.tracing,
      environment: {
        PUBLIC_URL: api.publicUrl,
        CHALLENGE_TABLE: challenges.table.tableName,
        ALLOWED_EMAIL_DOMAINS: settings.allowedEmailDomains.join(','),
        REQUESTS_AN_HOUR: String(settings.limits.account),
        MAILS_AN_HOUR: String(settings.limits.overall),
        ...(users instanceof IamUsers
          ? { DIRECTORY: 'iam', ...users.environment }
          : { ...users.environment, PASSWORD_LENGTH: String(settings.passwordLength) }),
      },
    });
    challenges.grantAdministerAccounts(this.function);
    challenges.grantPause(this.function);
    if (users instanceof IamUsers) {
      users.grantReset(this.function);
      // Where people register by themselves, there are no links.
      challenges.grantInspectLinks(this.function);
    } else users.grantSetPassword(this.function);

    const account = '/admin/accounts/{user}';
    api.addSignedRoute('GET', account, this.function);
    api.addSignedRoute('HEAD', account, this.function);
    for (const path of [`${account}/lock`, `${account}/unlock`, '/admin/pause', '/admin/resume']) {
      api.addSignedRoute('POST', path, this.function);
    }

    // The command line looks up where the API is.
    const findsStack = new PolicyStatement({
      actions: ['cloudformation:DescribeStacks'],
      resources: [Stack.of(this).stackId],
    });
    this.helpdesk = new ManagedPolicy(this, 'Helpdesk', {
      description: 'Passlink: look at accounts, lock and unlock them',
      statements: [
        new PolicyStatement({
          actions: ['execute-api:Invoke'],
          resources: [api.arnOf('GET', '/admin/accounts/*'), api.arnOf('POST', '/admin/accounts/*')],
        }),
        findsStack.copy(),
      ],
    });
    this.administrator = new ManagedPolicy(this, 'Administrator', {
      description: 'Passlink: everything that its command line does',
      statements: [
        new PolicyStatement({ actions: ['execute-api:Invoke'], resources: [api.arnOf('*', '/admin/*')] }),
        findsStack,
        ...queues.flatMap((queue) => queue.redriveStatements),
        ...doctorStatements(Stack.of(this)),
        ...(users instanceof IamUsers ? users.administratorStatements : []),
      ],
    });
  }
}

/** Lets an administrator read what `doctor` checks of the account. */
function doctorStatements(stack: Stack): readonly PolicyStatement[] {
  const sesReads = [
    'GetAccountSendingEnabled',
    'GetIdentityDkimAttributes',
    'GetIdentityVerificationAttributes',
    'GetSendQuota',
  ];
  const qualifier = stack.synthesizer.bootstrapQualifier ?? '';
  const resource = `parameter/cdk-bootstrap/${qualifier}/version`;
  return [
    // SES limits them to no resource.
    new PolicyStatement({ actions: sesReads.map((action) => `ses:${action}`), resources: ['*'] }),
    new PolicyStatement({
      actions: ['ssm:GetParameter'],
      resources: [stack.formatArn({ service: 'ssm', resource })],
    }),
  ];
}
