import { randomUUID } from 'node:crypto';
import { dynamoAccountReader } from '../aws/dynamo/accounts';
import { dynamoLinkClaims } from '../aws/dynamo/links';
import { dynamoIsPaused, prime } from '../aws/dynamo/pause';
import { challengeTable } from '../aws/dynamo/table';
import { powertoolsLog } from '../aws/powertools-log';
import { systemRandom } from '../core/crypto/random';
import { later } from '../core/later';
import type { NoticeJob } from '../core/notice/ports';
import { readEnvironment, readOrganisation } from '../environment';
import { toLambda } from '../web/http/lambda';

const environment = readEnvironment('extract');
const clock = () => new Date();
const table = challengeTable(environment.CHALLENGE_TABLE);

// The pages load while the first read is on its way.
const primed = prime(table);
const { extractRoutes } = await import('./routes');

// The page of a link needs none of these.
const vault = later(
  async () => (await import('../aws/ssm-vault')).ssmVaultReader(environment.VAULT_PREFIX),
  'read',
  'delete',
);
const codes = later(
  async () => (await import('../aws/kms-code-mac')).kmsCodeVerifier(environment.CODE_KEY),
  'matches',
);
const notices = later(
  async () => (await import('../aws/sqs/queue')).sqsQueue<NoticeJob>(environment.MAIL_QUEUE, clock),
  'submit',
);

export const handler = toLambda(
  extractRoutes({
    publicUrl: environment.PUBLIC_URL,
    organisation: readOrganisation(environment),
    languages: environment.LANGUAGES,
    clock,
    random: systemRandom,
    log: powertoolsLog('extract'),
    isPaused: dynamoIsPaused(table),
    links: dynamoLinkClaims(table, clock),
    accounts: dynamoAccountReader(table),
    vault,
    codes,
    notices,
    newClaimId: randomUUID,
    signInUrl: environment.SIGN_IN_URL,
  }),
  [vault, notices, codes],
);

await primed;
