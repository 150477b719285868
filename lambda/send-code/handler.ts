import { dynamoCodePublication } from '../aws/dynamo-codes';
import { challengeTable, usersTable } from '../aws/dynamo-table';
import { dynamoUsers } from '../aws/dynamo-users';
import { iamDirectory } from '../aws/iam-directory';
import { kmsCodeMac } from '../aws/kms-code-mac';
import { powertoolsLog } from '../aws/powertools-log';
import { sesMailer } from '../aws/ses-mailer';
import { newAccountId } from '../core/accounts';
import { iamMailboxes, tableMailboxes } from '../core/mailboxes';
import { systemRandom } from '../core/random';
import { readEnvironment, type Environment } from '../environment';
import { codeMail } from '../web/mails/code-mail';
import { sendCode } from './send-code';

const environment = readEnvironment('send-code');
const clock = () => new Date();
const log = powertoolsLog('send-code');

export const handler = sendCode({
  clock,
  random: systemRandom,
  log,
  codes: dynamoCodePublication(challengeTable(environment.CHALLENGE_TABLE)),
  codeMac: kmsCodeMac(environment.CODE_KEY),
  mailer: sesMailer({ sender: environment.SENDER, configurationSet: environment.CONFIGURATION_SET }),
  composeMail: (content) => codeMail({ ...content, portalUrl: environment.PUBLIC_URL }),
  codeMinutes: environment.CODE_MINUTES,
  ...accountsIn(environment),
});

/** Where the accounts are. */
function accountsIn(settings: Environment<'send-code'>) {
  const { ALLOWED_EMAIL_DOMAINS: allowedEmailDomains } = settings;
  if (settings.DIRECTORY === 'iam') {
    const mailboxes = iamMailboxes(iamDirectory(settings.IAM_USER_PATH), allowedEmailDomains);
    return { mailboxes, markVerified: () => Promise.resolve() };
  }
  const users = dynamoUsers(usersTable(settings.USERS_TABLE), clock);
  return {
    mailboxes: tableMailboxes(users, { allowedEmailDomains, newId: () => newAccountId(systemRandom), log }),
    markVerified: (email: string) => users.markVerified(email),
  };
}
