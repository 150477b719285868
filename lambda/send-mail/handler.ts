import { dynamoCodePublication } from '../aws/dynamo/codes';
import { dynamoCounter } from '../aws/dynamo/counter';
import { dynamoDisputePublication } from '../aws/dynamo/disputes';
import { dynamoIsPaused, prime } from '../aws/dynamo/pause';
import { challengeTable, usersTable } from '../aws/dynamo/table';
import { tableAccounts, tableRegistry } from '../aws/dynamo/users';
import { dynamoVouchLinks } from '../aws/dynamo/vouch-links';
import { iamDirectory } from '../aws/iam-directory';
import { kmsCodeMac } from '../aws/kms-code-mac';
import { powertoolsLog } from '../aws/powertools-log';
import { sesMailer } from '../aws/ses-mailer';
import { sqsDefer, sqsPostpone } from '../aws/sqs/batch';
import { systemRandom } from '../core/crypto/random';
import type { Language } from '../core/language';
import { readEnvironment, type Environment } from '../environment';
import { codeMail } from '../web/mails/code-mail';
import { floodMail } from '../web/mails/flood-mail';
import { noticeMail } from '../web/mails/notice-mail';
import { mailPhrases } from '../web/words/mails';
import { sendMail } from './send-mail';

const environment = readEnvironment('send-mail');
const clock = () => new Date();
const table = challengeTable(environment.CHALLENGE_TABLE);
const {
  DIRECTORY: directory,
  PUBLIC_URL: publicUrl,
  ORGANISATION: organisation,
  LANGUAGES: languages,
} = environment;
const from = { portalUrl: publicUrl, organisation };
const phrasesIn = (language: Language = languages[0]) => mailPhrases(language);

export const handler = sendMail({
  clock,
  random: systemRandom,
  log: powertoolsLog('send-mail'),
  postpone: sqsPostpone(environment.MAIL_QUEUE),
  isPaused: dynamoIsPaused(table),
  defer: sqsDefer(environment.MAIL_QUEUE),
  codes: dynamoCodePublication(table, clock),
  disputes: dynamoDisputePublication(table, clock),
  counter: dynamoCounter(table, clock),
  mailsAnHour: environment.MAILS_AN_HOUR,
  vouchLinks: dynamoVouchLinks(table, clock),
  codeMac: kmsCodeMac(environment.CODE_KEY),
  mailer: sesMailer({
    sender: environment.SENDER,
    senderName: environment.SENDER_NAME,
    configurationSet: environment.CONFIGURATION_SET,
  }),
  composeCode: async (content) => codeMail(await phrasesIn(content.language), { ...content, ...from }),
  composeFlood: async (content) => floodMail(await phrasesIn(content.language), { ...content, ...from }),
  composeNotice: async (content) =>
    noticeMail(await phrasesIn(content.language), { ...content, directory, ...from }),
  publicUrl,
  codeMinutes: environment.CODE_MINUTES,
  allowedEmailDomains: environment.ALLOWED_EMAIL_DOMAINS,
  ...accountsIn(environment),
});

await prime(table);

/** Where the accounts are. */
function accountsIn(settings: Environment<'send-mail'>) {
  if (settings.DIRECTORY === 'iam') {
    const { IAM_USER_PATH: userPath, EMAIL_TAG: emailTag, REQUIRE_MFA: requiresMfa } = settings;
    return { directory: iamDirectory({ userPath, emailTag, requiresMfa }), registry: undefined };
  }
  const users = usersTable(settings.USERS_TABLE);
  return { directory: tableAccounts(users), registry: tableRegistry(users, clock) };
}
