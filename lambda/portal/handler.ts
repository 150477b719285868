import { dynamoCounter } from '../aws/dynamo-counter';
import { challengeTable, prime } from '../aws/dynamo-table';
import { kmsCodeMac } from '../aws/kms-code-mac';
import { lambdaQueue } from '../aws/lambda-queue';
import { powertoolsLog } from '../aws/powertools-log';
import { systemRandom } from '../core/random';
import { readEnvironment } from '../environment';
import { toLambda } from '../web/lambda';
import { portalRoutes } from './routes';

const environment = readEnvironment('portal');
const clock = () => new Date();
const table = challengeTable(environment.CHALLENGE_TABLE);

export const handler = toLambda(
  portalRoutes({
    publicUrl: environment.PUBLIC_URL,
    clock,
    random: systemRandom,
    log: powertoolsLog('portal'),
    counter: dynamoCounter(table, clock),
    limits: environment.LIMITS,
    codeMac: kmsCodeMac(environment.CODE_KEY),
    queue: lambdaQueue(environment.GENERATE_FUNCTION),
    linkMinutes: environment.LINK_MINUTES,
  }),
);

await prime(table, 'count#overall');
