import { dynamoIsPaused } from '../aws/dynamo/pause';
import { challengeTable } from '../aws/dynamo/table';
import { powertoolsLog } from '../aws/powertools-log';
import { ssmVaultSweeper } from '../aws/ssm-vault';
import { readEnvironment } from '../environment';
import { sweep } from './sweep';

const environment = readEnvironment('sweep');

export const handler = sweep({
  clock: () => new Date(),
  log: powertoolsLog('sweep'),
  isPaused: dynamoIsPaused(challengeTable(environment.CHALLENGE_TABLE)),
  vault: ssmVaultSweeper(environment.VAULT_PREFIX),
  linkMinutes: environment.LINK_MINUTES,
});
