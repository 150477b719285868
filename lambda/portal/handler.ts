import { randomUUID } from 'node:crypto';
import { dynamoAccounts } from '../aws/dynamo/accounts';
import { dynamoCodeClaims, dynamoCodeReservation } from '../aws/dynamo/codes';
import { dynamoCounter } from '../aws/dynamo/counter';
import { dynamoSessions } from '../aws/dynamo/sessions';
import { dynamoIsPaused, prime } from '../aws/dynamo/pause';
import { challengeTable } from '../aws/dynamo/table';
import { dynamoVouchLinks } from '../aws/dynamo/vouch-links';
import { powertoolsLog } from '../aws/powertools-log';
import { systemRandom } from '../core/crypto/random';
import { later } from '../core/later';
import { readEnvironment, readOrganisation, type Environment } from '../environment';
import { toLambda } from '../web/http/lambda';

const environment = readEnvironment('portal');
const clock = () => new Date();
const table = challengeTable(environment.CHALLENGE_TABLE);

// The pages load while the first read is on its way.
const primed = prime(table);
const { portalRoutes } = await import('./routes');

// A page that nobody has signed in to needs none of these.
const tokens = later(
  async () => {
    const { kmsTokens } = await import('../aws/kms-tokens');
    return kmsTokens({ keyId: environment.SESSION_KEY, issuer: environment.PUBLIC_URL });
  },
  'issue',
  'verify',
  'keySet',
);
const codeMac = later(
  async () => (await import('../aws/kms-code-mac')).kmsCodeMac(environment.CODE_KEY),
  'generate',
);
const queue = (url: string) =>
  later(async () => (await import('../aws/sqs/queue')).sqsQueue<unknown>(url, clock), 'submit');

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
  codeMac,
  mailQueue: queue(environment.MAIL_QUEUE),
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
    keySet: tokens.keySet,
    newClaimId: randomUUID,
    passwordLength: environment.DIRECTORY === 'table' ? environment.PASSWORD_LENGTH : undefined,
    refuseCommonPasswords: environment.DIRECTORY === 'table' || environment.REFUSE_COMMON_PASSWORDS,
    links: linksIn(environment),
  }),
  [codeMac, common.mailQueue, tokens],
);

/** Only IAM users have a password that a link can deliver. */
function linksIn(settings: Environment<'portal'>) {
  if (settings.DIRECTORY === 'table') return undefined;
  const { VERIFICATION: verification, LINK_MINUTES: linkMinutes } = settings;
  return {
    ...common,
    verification,
    linkMinutes,
    linkQueue: queue(settings.LINK_QUEUE),
  };
}

await primed;
