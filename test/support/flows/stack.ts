import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { join } from 'node:path';
import { noteEvent } from '../jest/seen-events';
import { startLocal, type Local, type LocalOptions } from '../../../local';

/** The stages that are synthesized once for all test files; `synthesizeOnce` says with which settings. */
export type TestStage = 'dev' | 'network' | 'table' | 'limited' | 'tags' | 'devices' | 'devicesAnywhere';

/** Where a stage was synthesized. */
export function assemblyOf(stage: TestStage): CloudAssembly {
  const folder = process.env.PASSLINK_TEST_ASSEMBLIES;
  if (folder === undefined)
    throw new Error('Run the tests with jest: its global set-up synthesizes the stack.');
  return new CloudAssembly(join(folder, stage));
}

/** Starts a stage, by default the one where a reset needs only a user name. */
export function startTestStack(
  options: Omit<LocalOptions, 'assembly' | 'settings'> & { readonly stage?: TestStage } = {},
): Promise<Local> {
  const { stage = 'network', log, ...others } = options;
  const listen = (line: string) => {
    const [, event] = /"message":"([a-z.-]+)".*"audit":/.exec(line) ?? [];
    if (event !== undefined) noteEvent(event);
    log?.(line);
  };
  return startLocal({ ...others, log: listen, assembly: assemblyOf(stage) });
}

/** The physical name of one of the stack's functions, by its folder. */
export async function functionName(local: Local, folder: string): Promise<string> {
  const names = Object.keys((await local.aws.describe()).functions);
  const name = names.find((candidate) => candidate.toLowerCase().includes(folder.replace('-', '')));
  if (name === undefined) throw new Error(`No function for "${folder}" among ${names.join(', ')}.`);
  return name;
}
