import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { dynamoAccounts } from '../aws/dynamo/accounts';
import { dynamoCodeClaims } from '../aws/dynamo/codes';
import { dynamoCounter } from '../aws/dynamo/counter';
import { dynamoDisputeClaims } from '../aws/dynamo/disputes';
import { dynamoIsPaused } from '../aws/dynamo/pause';
import { challengeTable, prime, usersTable } from '../aws/dynamo/table';
import { tableDirectory } from '../aws/dynamo/users';
import { iamDirectory } from '../aws/iam-directory';
import { kmsCodeMac } from '../aws/kms-code-mac';
import { powertoolsLog } from '../aws/powertools-log';
import { sqsQueue } from '../aws/sqs/queue';
import type { Directory } from '../core/account/ports';
import { systemRandom } from '../core/crypto/random';
import { memoize } from '../core/memoize';
import { readEnvironment, readOrganisation, type Environment } from '../environment';
import { toLambda } from '../web/http/lambda';
import { isCommonPassword } from './common-passwords';
import { resetRoutes } from './routes';

const environment = readEnvironment('reset');
const clock = () => new Date();
const table = challengeTable(environment.CHALLENGE_TABLE);
const directory = directoryIn(environment);

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
    codeMac: kmsCodeMac(environment.CODE_KEY),
    counter: dynamoCounter(table, clock),
    accounts: dynamoAccounts(table, clock, systemRandom),
    disputes: dynamoDisputeClaims(table, clock),
    notices: sqsQueue(environment.MAIL_QUEUE, clock),
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
);

/** Where the accounts are. */
function directoryIn(settings: Environment<'reset'>): Directory {
  if (settings.DIRECTORY === 'iam') {
    return iamDirectory({
      userPath: settings.IAM_USER_PATH,
      emailTag: settings.EMAIL_TAG,
      requiresMfa: settings.REQUIRE_MFA,
      refuseCommonPasswords: settings.REFUSE_COMMON_PASSWORDS,
    });
  }
  const users = usersTable(settings.USERS_TABLE);
  return tableDirectory(users, { clock, random: systemRandom, passwordLength: settings.PASSWORD_LENGTH });
}

await prime(table, 'dispute#');
