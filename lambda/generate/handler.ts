import { dynamoAccounts } from '../aws/dynamo/accounts';
import { dynamoCounter } from '../aws/dynamo/counter';
import { dynamoLinkPreparation } from '../aws/dynamo/links';
import { dynamoIsPaused, prime } from '../aws/dynamo/pause';
import { challengeTable } from '../aws/dynamo/table';
import { iamDirectory } from '../aws/iam-directory';
import { powertoolsLog } from '../aws/powertools-log';
import { sesMailer } from '../aws/ses-mailer';
import { sqsDefer, sqsPostpone } from '../aws/sqs/batch';
import { ssmVaultWriter } from '../aws/ssm-vault';
import { systemRandom } from '../core/crypto/random';
import { readEnvironment } from '../environment';
import { linkMail } from '../web/mails/link-mail';
import { mailPhrases } from '../web/words/mails';
import { generate } from './generate';

const environment = readEnvironment('generate');
const clock = () => new Date();
const from = { portalUrl: environment.PUBLIC_URL, organisation: environment.ORGANISATION };
const table = challengeTable(environment.CHALLENGE_TABLE);

export const handler = generate({
  clock,
  random: systemRandom,
  log: powertoolsLog('generate'),
  postpone: sqsPostpone(environment.LINK_QUEUE),
  isPaused: dynamoIsPaused(table),
  defer: sqsDefer(environment.LINK_QUEUE),
  directory: iamDirectory({
    userPath: environment.IAM_USER_PATH,
    emailTag: environment.EMAIL_TAG,
    requiresMfa: environment.REQUIRE_MFA,
  }),
  vault: ssmVaultWriter(environment.VAULT_PREFIX, environment.VAULT_KEY),
  links: dynamoLinkPreparation(table, clock),
  accounts: dynamoAccounts(table, clock, systemRandom),
  counter: dynamoCounter(table, clock),
  mailsAnHour: environment.MAILS_AN_HOUR,
  mailer: sesMailer({
    sender: environment.SENDER,
    senderName: environment.SENDER_NAME,
    configurationSet: environment.CONFIGURATION_SET,
  }),
  composeMail: async ({ language = environment.LANGUAGES[0], ...content }) =>
    linkMail(await mailPhrases(language), { ...content, ...from }),
  publicUrl: environment.PUBLIC_URL,
  linkMinutes: environment.LINK_MINUTES,
  allowedEmailDomains: environment.ALLOWED_EMAIL_DOMAINS,
});

await prime(table);
