/** Checks what would fail, before and after a deployment, and says how to mend it. */
import { SettingsError, type Settings } from '../../../lib/settings';
import { settingsOf } from '../../../lib/synthesize';
import { table } from '../tables';
import type { Target } from '../target';
import { broken, carryOut, notChecked, ok, type Check, type Finding } from './finding';
import { mailChecks } from './mail-checks';
import { bootstrapCheck, throughputCheck } from './settings-checks';
import { apiCheck, queueChecks } from './stack-checks';
import { passwordPolicyCheck, usersCheck } from './user-checks';

/** What to look at. */
export interface Patient {
  /** Without outputs if the stack is not deployed yet. */
  readonly target: Target;
  /** How far the long work is. */
  readonly progress: (text: string) => void;
}

/** Looks at everything, in the order in which an administrator meets it. */
export async function examine({ target, progress }: Patient): Promise<readonly Finding[]> {
  const stage = target.stackName.replace(/^passlink-/, '');
  const settings = settingsFor(stage);
  const first = await carryOut({
    name: 'settings',
    look: () => Promise.resolve(typeof settings === 'string' ? unusable(settings) : ok(`Stage ${stage}.`)),
  });
  // The rest would only ask about a sender and a path that are wrong.
  if (typeof settings === 'string') return first;
  const findings = [...first];
  for (const check of checksFor(target, settings, progress)) findings.push(...(await carryOut(check)));
  return findings;
}

function settingsFor(stage: string): Settings | string {
  try {
    return settingsOf(stage);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
}

const unusable = (message: string) =>
  broken(message, 'Correct them in cdk.json. docs/operations/settings.md says what each one means.');

function checksFor(target: Target, settings: Settings, progress: (text: string) => void): readonly Check[] {
  const isDeployed = target.outputs.PortalUrl !== undefined;
  const { overall } = settings.limits;
  const before = [
    bootstrapCheck(target),
    ...mailChecks(target, { ...settings, overall, isDeployed }),
    ...(settings.directory === 'iam' ? [passwordPolicyCheck(target), throughputCheck(target)] : []),
  ];
  if (!isDeployed) {
    const say = () =>
      Promise.resolve(notChecked('Not deployed yet: API, queues and users.', 'npx cdk deploy'));
    return [...before, { name: 'stack', look: say }];
  }
  const sayHowFar = (done: number, all: number) => {
    if (done % 100 === 0) progress(`${done} of ${all} users\n`);
  };
  return [
    ...before,
    apiCheck(target),
    ...queueChecks(target),
    ...(settings.directory === 'iam' ? [usersCheck(target, settings, sayHowFar)] : []),
  ];
}

/** The findings for people: a line each, and below it what to do. */
export function findingsText(findings: readonly Finding[]): string {
  const rows = findings.flatMap(({ check, outcome, says, mend }) => [
    [outcome, check, says],
    ...(mend === undefined ? [] : [['', '', `> ${mend}`]]),
  ]);
  const count = findings.filter(({ outcome }) => outcome === 'broken').length;
  return `${table(['result', 'check', 'what is so, and > what to do'], rows)}\n${
    count === 0 ? 'Nothing is broken.' : `Broken: ${count}.`
  }\n`;
}
