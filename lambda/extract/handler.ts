import { randomUUID } from 'node:crypto';
import { dynamoAccountReader } from '../aws/dynamo/accounts';
import { dynamoLinkClaims } from '../aws/dynamo/links';
import { dynamoRehearsedPause, dynamoIsPaused } from '../aws/dynamo/pause';
import { challengeTable } from '../aws/dynamo/table';
import { kmsCodeVerifier } from '../aws/kms-code-mac';
import { powertoolsLog } from '../aws/powertools-log';
import { sqsQueue } from '../aws/sqs/queue';
import { ssmVaultReader } from '../aws/ssm-vault';
import { systemRandom } from '../core/crypto/random';
import type { Log } from '../core/events';
import type { NoticeJob } from '../core/notice/ports';
import type { IsPaused } from '../core/ports';
import { readEnvironment, readOrganisation } from '../environment';
import { toLambda } from '../web/http/lambda';
import { rehearse, silentLog } from '../web/rehearsal';
import { extractRoutes } from './routes';

const environment = readEnvironment('extract');
const clock = () => new Date();
const table = challengeTable(environment.CHALLENGE_TABLE);
const vault = ssmVaultReader(environment.VAULT_PREFIX);
const codes = kmsCodeVerifier(environment.CODE_KEY);
const notices = sqsQueue<NoticeJob>(environment.MAIL_QUEUE, clock);

const handlerWith = (log: Log, isPaused: IsPaused) =>
  toLambda(
    extractRoutes({
      publicUrl: environment.PUBLIC_URL,
      organisation: readOrganisation(environment),
      languages: environment.LANGUAGES,
      clock,
      random: systemRandom,
      log,
      isPaused,
      links: dynamoLinkClaims(table, clock),
      accounts: dynamoAccountReader(table),
      vault,
      codes,
      notices,
      newClaimId: randomUUID,
      signInUrl: environment.SIGN_IN_URL,
    }),
  );

export const handler = handlerWith(powertoolsLog('extract'), dynamoIsPaused(table));

await rehearse(handlerWith(silentLog, dynamoRehearsedPause(table)), '/extract/none', [
  table,
  vault,
  codes,
  notices,
]);
