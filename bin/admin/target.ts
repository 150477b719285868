/** Which Passlink the command line talks to: a stage in the caller's AWS account, or a run on this machine. */
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { AdminAccess } from '../../local';
import { Refusal } from './refusal';

/** How to reach one Passlink, and as whom. */
export interface Target {
  readonly stackName: string;
  readonly region: string;
  readonly credentials: CloudFormationClient['config']['credentials'] | AdminAccess['credentials'];
  /** Where AWS is, if not where the SDK finds it. */
  readonly endpoint?: string;
  /** The stack's outputs. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** What the caller chose. */
export interface TargetOptions {
  readonly stage: string;
  /** The address of a laptop run; undefined for a stage in AWS. */
  readonly local?: string;
  /** Whether a stage that is not deployed is found, too: without outputs. */
  readonly mayBeMissing?: boolean;
}

/** Finds it. @throws Refusal if it is not there. */
export const findTarget = ({ stage, local, mayBeMissing = false }: TargetOptions): Promise<Target> =>
  local === undefined ? deployedStage(stage, mayBeMissing) : laptopRun(local);

async function deployedStage(stage: string, mayBeMissing: boolean): Promise<Target> {
  const stackName = `passlink-${stage}`;
  const client = new CloudFormationClient({});
  const region = await client.config.region().catch(() => {
    throw new Refusal('no-region', 'No AWS region is chosen. Set AWS_REGION, or give your AWS profile one.');
  });
  const description = client.send(new DescribeStacksCommand({ StackName: stackName }));
  const { Stacks = [] } = await description.catch((error: unknown) => {
    if (!(error instanceof Error && error.name === 'ValidationError')) throw error;
    if (mayBeMissing) return { Stacks: [] };
    throw new Refusal('not-deployed', `There is no stack "${stackName}" in this account and region.`);
  });
  const outputs = (Stacks[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]);
  return {
    stackName,
    region,
    credentials: client.config.credentials,
    outputs: Object.fromEntries(outputs) as Record<string, string>,
  };
}

async function laptopRun(address: string): Promise<Target> {
  const answer = await fetch(new URL('/_local/administrator.json', address)).catch(() => undefined);
  if (answer?.ok === true) return (await answer.json()) as AdminAccess;
  throw new Refusal(
    'not-running',
    `No laptop run answers at ${address}. Start one with "npm start", or give its address to --local.`,
  );
}
