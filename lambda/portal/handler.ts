import { randomUUID } from 'node:crypto';
import { dynamoAccounts } from '../aws/dynamo/accounts';
import { dynamoCodeClaims, dynamoCodeReservation } from '../aws/dynamo/codes';
import { dynamoCounter } from '../aws/dynamo/counter';
import { dynamoSessions } from '../aws/dynamo/sessions';
import { dynamoIsPaused } from '../aws/dynamo/pause';
import { challengeTable, prime } from '../aws/dynamo/table';
import { dynamoVouchLinks } from '../aws/dynamo/vouch-links';
import { kmsCodeMac } from '../aws/kms-code-mac';
import { kmsTokens } from '../aws/kms-tokens';
import { powertoolsLog } from '../aws/powertools-log';
import { sqsQueue } from '../aws/sqs/queue';
import { systemRandom } from '../core/crypto/random';
import { readEnvironment, readOrganisation, type Environment } from '../environment';
import { toLambda } from '../web/http/lambda';
import { portalRoutes } from './routes';

const environment = readEnvironment('portal');
const clock = () => new Date();
const table = challengeTable(environment.CHALLENGE_TABLE);
const tokens = kmsTokens({ keyId: environment.SESSION_KEY, issuer: environment.PUBLIC_URL });
const common = {
  publicUrl: environment.PUBLIC_URL,
  organisation: readOrganisation(environment),
  clock,
  random: systemRandom,
  log: powertoolsLog('portal'),
  isPaused: dynamoIsPaused(table),
  accounts: dynamoAccounts(table, clock, systemRandom),
  counter: dynamoCounter(table, clock),
  limits: environment.LIMITS,
  codeMac: kmsCodeMac(environment.CODE_KEY),
  mailQueue: sqsQueue<unknown>(environment.MAIL_QUEUE, clock),
};

export const handler = toLambda(
  portalRoutes({
    ...common,
    directory: environment.DIRECTORY,
    languages: environment.LANGUAGES,
    codes: dynamoCodeClaims(table, clock),
    slots: dynamoCodeReservation(table),
    codeMinutes: environment.CODE_MINUTES,
    vouchLinks: dynamoVouchLinks(table, clock),
    sessions: dynamoSessions(table),
    sessionMinutes: environment.SESSION_MINUTES,
    tokens,
    keySet: () => tokens.keySet(),
    newClaimId: randomUUID,
    passwordLength: environment.DIRECTORY === 'table' ? environment.PASSWORD_LENGTH : undefined,
    refuseCommonPasswords: environment.DIRECTORY === 'table' || environment.REFUSE_COMMON_PASSWORDS,
    links: linksIn(environment),
  }),
);

/** Only IAM users have a password that a link can deliver. */
function linksIn(settings: Environment<'portal'>) {
  if (settings.DIRECTORY === 'table') return undefined;
  const { VERIFICATION: verification, LINK_MINUTES: linkMinutes } = settings;
  return {
    ...common,
    verification,
    linkMinutes,
    linkQueue: sqsQueue<unknown>(settings.LINK_QUEUE, clock),
  };
}

await Promise.all([prime(table, 'count#overall'), tokens.keySet().catch(() => undefined)]);
