import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { startLocal, type Local, type LocalOptions } from '../../local';

/** Starts the stack that was synthesized once for all test files. */
export function startTestStack(options: Omit<LocalOptions, 'assembly' | 'settings'> = {}): Promise<Local> {
  const directory = process.env.PASSLINK_TEST_ASSEMBLY;
  if (directory === undefined)
    throw new Error('Run the tests with jest: its global set-up synthesizes the stack.');
  return startLocal({ ...options, assembly: new CloudAssembly(directory) });
}

/** The physical name of one of the stack's functions, by its folder. */
export async function functionName(local: Local, folder: string): Promise<string> {
  const names = Object.keys((await local.aws.describe()).functions);
  const name = names.find((candidate) => candidate.toLowerCase().includes(folder));
  if (name === undefined) throw new Error(`No function for "${folder}" among ${names.join(', ')}.`);
  return name;
}
