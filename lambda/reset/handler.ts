import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { dynamoAccounts } from '../aws/dynamo/accounts';
import { dynamoCodeClaims } from '../aws/dynamo/codes';
import { dynamoCounter } from '../aws/dynamo/counter';
import { dynamoDisputeClaims } from '../aws/dynamo/disputes';
import { dynamoIsPaused, prime } from '../aws/dynamo/pause';
import { challengeTable, usersTable } from '../aws/dynamo/table';
import { powertoolsLog } from '../aws/powertools-log';
import type { Directory } from '../core/account/ports';
import { systemRandom } from '../core/crypto/random';
import { later } from '../core/later';
import { memoize } from '../core/memoize';
import type { NoticeJob } from '../core/notice/ports';
import { readEnvironment, readOrganisation, type Environment } from '../environment';
import { toLambda } from '../web/http/lambda';
import { isCommonPassword } from './common-passwords';

const environment = readEnvironment('reset');
const clock = () => new Date();
const table = challengeTable(environment.CHALLENGE_TABLE);

// The pages load while the first read is on its way.
const primed = prime(table);
const { resetRoutes } = await import('./routes');

// The page of a notice's link needs none of these.
const directory = later(() => directoryIn(environment), 'find', 'passwordPolicy', 'setPassword');
const codeMac = later(
  async () => (await import('../aws/kms-code-mac')).kmsCodeMac(environment.CODE_KEY),
  'generate',
);
const notices = later(
  async () => (await import('../aws/sqs/queue')).sqsQueue<NoticeJob>(environment.MAIL_QUEUE, clock),
  'submit',
);

/** IAM's rate is low and for the whole AWS account: a stranger who sends passwords at random must not use it up. */
const policyMilliseconds = 60_000;

export const handler = toLambda(
  resetRoutes({
    publicUrl: environment.PUBLIC_URL,
    organisation: readOrganisation(environment),
    languages: environment.LANGUAGES,
    clock,
    random: systemRandom,
    sleep: setTimeout,
    log: powertoolsLog('reset'),
    isPaused: dynamoIsPaused(table),
    codes: dynamoCodeClaims(table, clock),
    codeMac,
    counter: dynamoCounter(table, clock),
    accounts: dynamoAccounts(table, clock, systemRandom),
    disputes: dynamoDisputeClaims(table, clock),
    notices,
    newClaimId: randomUUID,
    directory: {
      ...directory,
      passwordPolicy: memoize(() => directory.passwordPolicy(), policyMilliseconds, clock),
    },
    directoryKind: environment.DIRECTORY,
    allowedEmailDomains: environment.ALLOWED_EMAIL_DOMAINS,
    isCommonPassword,
    signInUrl: environment.DIRECTORY === 'iam' ? environment.SIGN_IN_URL : undefined,
  }),
  [codeMac, notices, directory],
);

/** Where the accounts are. */
async function directoryIn(settings: Environment<'reset'>): Promise<Directory> {
  if (settings.DIRECTORY === 'iam') {
    const { iamDirectory } = await import('../aws/iam-directory');
    return iamDirectory({
      userPath: settings.IAM_USER_PATH,
      emailTag: settings.EMAIL_TAG,
      requiresMfa: settings.REQUIRE_MFA,
      refuseCommonPasswords: settings.REFUSE_COMMON_PASSWORDS,
    });
  }
  const { tableDirectory } = await import('../aws/dynamo/users');
  const users = usersTable(settings.USERS_TABLE);
  return tableDirectory(users, { clock, random: systemRandom, passwordLength: settings.PASSWORD_LENGTH });
}

await primed;
