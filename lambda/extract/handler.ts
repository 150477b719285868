import { randomUUID } from 'node:crypto';
import { dynamoAccountReader } from '../aws/dynamo/accounts';
import { dynamoLinkClaims } from '../aws/dynamo/links';
import { dynamoIsPaused } from '../aws/dynamo/pause';
import { challengeTable, prime } from '../aws/dynamo/table';
import { kmsCodeVerifier } from '../aws/kms-code-mac';
import { powertoolsLog } from '../aws/powertools-log';
import { sqsQueue } from '../aws/sqs/queue';
import { ssmVaultReader } from '../aws/ssm-vault';
import { systemRandom } from '../core/crypto/random';
import { readEnvironment, readOrganisation } from '../environment';
import { toLambda } from '../web/http/lambda';
import { extractRoutes } from './routes';

const environment = readEnvironment('extract');
const clock = () => new Date();
const table = challengeTable(environment.CHALLENGE_TABLE);

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
    vault: ssmVaultReader(environment.VAULT_PREFIX),
    codes: kmsCodeVerifier(environment.CODE_KEY),
    notices: sqsQueue(environment.MAIL_QUEUE, clock),
    newClaimId: randomUUID,
    signInUrl: environment.SIGN_IN_URL,
  }),
);

await prime(table, 'link#');
