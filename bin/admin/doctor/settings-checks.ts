/** What doctor checks of the project, and of the account before a deployment. */
import { GetParameterCommand, GetServiceSettingCommand, SSMClient } from '@aws-sdk/client-ssm';
import { advice, broken, notChecked, ok, type AwsAccess, type Check, type Verdict } from './finding';

/** What the synthesized template asks for. */
export const bootstrap = { parameter: '/cdk-bootstrap/hnb659fds/version', leastVersion: 6 } as const;

const highThroughput = '/ssm/parameter-store/high-throughput-enabled';

const clientOf = ({ region, credentials, endpoint }: AwsAccess): SSMClient =>
  new SSMClient({ region, credentials, ...(endpoint !== undefined && { endpoint }) });

/** Whether `cdk bootstrap` has prepared the account and region for this version of the CDK. */
export const bootstrapCheck = (aws: AwsAccess): Check => ({
  name: 'bootstrap',
  async look() {
    // The laptop has a vault, and would answer that there is no such parameter.
    if (aws.endpoint !== undefined) return notChecked('The laptop needs no bootstrap.');
    try {
      const { Parameter } = await clientOf(aws).send(new GetParameterCommand({ Name: bootstrap.parameter }));
      return judgeBootstrap(Parameter?.Value);
    } catch (error) {
      if (error instanceof Error && error.name === 'ParameterNotFound') return judgeBootstrap(undefined);
      throw error;
    }
  },
});

/** Judges the version of the bootstrap stack; undefined where there is none. */
export function judgeBootstrap(version: string | undefined): Verdict {
  const mend = 'Run "npx cdk bootstrap" once for this account and region.';
  if (version === undefined) return broken('This account and region are not bootstrapped.', mend);
  if (Number(version) >= bootstrap.leastVersion) return ok(`Version ${version}.`);
  return broken(`Version ${version} is too old: ${bootstrap.leastVersion} is the least.`, mend);
}

/** How many parameters a second the vault takes. */
export const throughputCheck = (aws: AwsAccess): Check => ({
  name: 'ssm-throughput',
  async look() {
    const command = new GetServiceSettingCommand({ SettingId: highThroughput });
    const { ServiceSetting } = await clientOf(aws).send(command);
    return judgeThroughput(ServiceSetting?.SettingValue);
  },
});

/** Judges the account's setting for the throughput of SSM's parameters. */
export const judgeThroughput = (value: string | undefined): Verdict =>
  value === 'true'
    ? ok('Higher throughput is on.')
    : advice(
        'Higher throughput is off: about 3 links a second. When many people ask at once, they wait, and nobody is lost.',
        `For more: aws ssm update-service-setting --setting-id ${highThroughput} --setting-value true. It is for the whole account and region, and AWS charges for it.`,
      );
