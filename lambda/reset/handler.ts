import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { dynamoAccounts } from '../aws/dynamo/accounts';
import { dynamoCodeClaims } from '../aws/dynamo/codes';
import { dynamoCounter } from '../aws/dynamo/counter';
import { dynamoDisputeClaims } from '../aws/dynamo/disputes';
import { dynamoRehearsedPause, dynamoIsPaused } from '../aws/dynamo/pause';
import { challengeTable, usersTable } from '../aws/dynamo/table';
import { kmsCodeMac } from '../aws/kms-code-mac';
import { powertoolsLog } from '../aws/powertools-log';
import { sqsQueue } from '../aws/sqs/queue';
import type { Directory } from '../core/account/ports';
import { systemRandom } from '../core/crypto/random';
import type { Log } from '../core/events';
import { memoize } from '../core/memoize';
import type { NoticeJob } from '../core/notice/ports';
import type { IsPaused, Preparable } from '../core/ports';
import { readEnvironment, readOrganisation, type Environment } from '../environment';
import { toLambda } from '../web/http/lambda';
import { rehearse, silentLog } from '../web/rehearsal';
import { isCommonPassword } from './common-passwords';
import { resetRoutes } from './routes';

const environment = readEnvironment('reset');
const clock = () => new Date();
const table = challengeTable(environment.CHALLENGE_TABLE);
const directory = await directoryIn(environment);
const codeMac = kmsCodeMac(environment.CODE_KEY);
const notices = sqsQueue<NoticeJob>(environment.MAIL_QUEUE, clock);

/** IAM's rate is low and for the whole AWS account: a stranger who sends passwords at random must not use it up. */
const policyMilliseconds = 60_000;

const handlerWith = (log: Log, isPaused: IsPaused) =>
  toLambda(
    resetRoutes({
      publicUrl: environment.PUBLIC_URL,
      organisation: readOrganisation(environment),
      languages: environment.LANGUAGES,
      clock,
      random: systemRandom,
      sleep: setTimeout,
      log,
      isPaused,
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
  );

export const handler = handlerWith(powertoolsLog('reset'), dynamoIsPaused(table));

/** Where the accounts are. */
async function directoryIn(settings: Environment<'reset'>): Promise<Directory & Preparable> {
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
  return {
    ...tableDirectory(users, { clock, random: systemRandom, passwordLength: settings.PASSWORD_LENGTH }),
    prepare: () => users.prepare(),
  };
}

await rehearse(handlerWith(silentLog, dynamoRehearsedPause(table)), '/dispute/none', [
  table,
  directory,
  codeMac,
  notices,
]);
