/** The laptop's run with an account that the bench can look into. */
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { dirname, basename, join } from 'node:path';
import { Account, startLocal, type Local, type LocalOptions } from '../../../local';
import type { FunctionName } from '../../../lambda/environment';

export { Account, type Local };
export type { FunctionName };

type RunningFunction = Local['functions'][number]['definition'];

/** Runs a stage during a measurement. */
export async function withStage<Value>(
  assembly: CloudAssembly,
  measure: (local: Local) => Promise<Value>,
  options: Omit<LocalOptions, 'assembly' | 'stage'> = {},
): Promise<Value> {
  const local = await startLocal({ ...options, assembly });
  try {
    return await measure(local);
  } finally {
    await local.close();
  }
}

const nameOf = ({ handler = '' }: RunningFunction) => basename(dirname(handler)) as FunctionName;

/** The folder of a function, by its physical name. */
export function folderOf(local: Local, physicalName: string): FunctionName | undefined {
  const found = local.functions.find(({ definition }) => definition.name === physicalName);
  return found && nameOf(found.definition);
}

/** Where a function's bundle is, and the environment in which it acts as it does in the run. */
export function functionOf(local: Local, name: FunctionName) {
  const definition = local.functions.map((each) => each.definition).find((each) => nameOf(each) === name);
  if (!definition) throw new Error(`The stack has no function "${name}".`);
  return { bundle: join(definition.directory, 'index.mjs'), environment: local.aws.actAs(definition.name) };
}

/** Adds an IAM user in reach, unless a user of that name exists. */
export function addUser(local: Local, name: string): void {
  if (local.aws.users.names().includes(name)) return;
  local.aws.users.add({ name, path: '/staff/', password: 'Old-password-1!' });
}
