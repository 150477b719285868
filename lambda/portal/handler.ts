import { randomUUID } from 'node:crypto';
import { dynamoAccounts } from '../aws/dynamo/accounts';
import { dynamoCodeClaims, dynamoCodeReservation } from '../aws/dynamo/codes';
import { dynamoCounter } from '../aws/dynamo/counter';
import { dynamoSessions } from '../aws/dynamo/sessions';
import { dynamoRehearsedPause, dynamoIsPaused } from '../aws/dynamo/pause';
import { challengeTable } from '../aws/dynamo/table';
import { dynamoVouchLinks } from '../aws/dynamo/vouch-links';
import { kmsCodeMac } from '../aws/kms-code-mac';
import { kmsTokens } from '../aws/kms-tokens';
import { powertoolsLog } from '../aws/powertools-log';
import { sqsQueue } from '../aws/sqs/queue';
import { systemRandom } from '../core/crypto/random';
import type { Log } from '../core/events';
import type { IsPaused } from '../core/ports';
import { readEnvironment, readOrganisation, type Environment } from '../environment';
import { toLambda } from '../web/http/lambda';
import { rehearse, silentLog } from '../web/rehearsal';
import { portalRoutes } from './routes';

const environment = readEnvironment('portal');
const clock = () => new Date();
const table = challengeTable(environment.CHALLENGE_TABLE);
const tokens = kmsTokens({ keyId: environment.SESSION_KEY, issuer: environment.PUBLIC_URL });
const codeMac = kmsCodeMac(environment.CODE_KEY);
const mailQueue = sqsQueue<unknown>(environment.MAIL_QUEUE, clock);

const links = linksIn(environment);

const handlerWith = (log: Log, isPaused: IsPaused) => {
  const common = {
    publicUrl: environment.PUBLIC_URL,
    organisation: readOrganisation(environment),
    clock,
    random: systemRandom,
    log,
    isPaused,
    accounts: dynamoAccounts(table, clock, systemRandom),
    counter: dynamoCounter(table, clock),
    limits: environment.LIMITS,
    codeMac,
    mailQueue,
  };
  return toLambda(
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
      links: links && { ...common, ...links },
    }),
  );
};

export const handler = handlerWith(powertoolsLog('portal'), dynamoIsPaused(table));

/** Only IAM users have a password that a link can deliver. */
function linksIn(settings: Environment<'portal'>) {
  if (settings.DIRECTORY === 'table') return undefined;
  const { VERIFICATION: verification, LINK_MINUTES: linkMinutes, LINK_QUEUE } = settings;
  return { verification, linkMinutes, linkQueue: sqsQueue<unknown>(LINK_QUEUE, clock) };
}

await rehearse(handlerWith(silentLog, dynamoRehearsedPause(table)), '/token', [
  table,
  tokens,
  codeMac,
  mailQueue,
  ...(links === undefined ? [] : [links.linkQueue]),
]);
