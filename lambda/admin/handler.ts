import { setTimeout } from 'node:timers/promises';
import { dynamoAccountInspection, dynamoAccounts } from '../aws/dynamo/accounts';
import { dynamoCounter, dynamoCounterReader } from '../aws/dynamo/counter';
import { dynamoLinkInspection } from '../aws/dynamo/links';
import { dynamoPauseSwitch } from '../aws/dynamo/pause';
import { challengeTable, usersTable } from '../aws/dynamo/table';
import { tableDirectory } from '../aws/dynamo/users';
import { iamDirectory } from '../aws/iam-directory';
import { powertoolsLog } from '../aws/powertools-log';
import type { Directory } from '../core/account/ports';
import { systemRandom } from '../core/crypto/random';
import { readEnvironment, type Environment } from '../environment';
import { toLambda } from '../web/http/lambda';
import { adminRoutes } from './routes';

const environment = readEnvironment('admin');
const clock = () => new Date();
const table = challengeTable(environment.CHALLENGE_TABLE);

export const handler = toLambda(
  adminRoutes({
    publicUrl: environment.PUBLIC_URL,
    clock,
    random: systemRandom,
    sleep: setTimeout,
    log: powertoolsLog('admin'),
    directory: directoryIn(environment),
    directoryKind: environment.DIRECTORY,
    allowedEmailDomains: environment.ALLOWED_EMAIL_DOMAINS,
    accounts: dynamoAccounts(table, clock, systemRandom),
    inspection: dynamoAccountInspection(table, clock),
    links: dynamoLinkInspection(table),
    counter: dynamoCounter(table, clock),
    counts: dynamoCounterReader(table, clock),
    requestsAnHour: environment.REQUESTS_AN_HOUR,
    mailsAnHour: environment.MAILS_AN_HOUR,
    pauseSwitch: dynamoPauseSwitch(table),
  }),
);

/** Where the accounts are. */
function directoryIn(settings: Environment<'admin'>): Directory {
  if (settings.DIRECTORY === 'iam') {
    return iamDirectory({
      userPath: settings.IAM_USER_PATH,
      emailTag: settings.EMAIL_TAG,
      requiresMfa: settings.REQUIRE_MFA,
    });
  }
  const users = usersTable(settings.USERS_TABLE);
  return tableDirectory(users, { clock, random: systemRandom, passwordLength: settings.PASSWORD_LENGTH });
}
