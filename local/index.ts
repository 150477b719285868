/**
 * Runs a synthesized stack on this machine. The template decides what exists: its routes, bundles, environments, roles
 * and resources. docs/operations/laptop.md says what replaces each AWS service.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { fromAssembly } from './template/assembly';
import { runLocal, type Local, type OnClose, type RunOptions } from './run';
import type { Synthesized } from './template/stack';

export { Account } from './account';
export type { AdministratorName } from './administrators';
export type { Authorization, AwsCall, Fault } from './aws/calls';
export { demoUsers, staff } from './demo-users';
export { permissionsOf, permissionsWithoutNeed, type Permission } from './aws/least-privilege';
export type { DeadLetter } from './aws/queues';
export type { Rates } from './aws/quotas';
export type { AdminAccess, AwsSummary, LocalAws } from './local-aws';
export type { Mail, MailPredicate } from './site/mailbox';
export { allows, type Call, type Decision, type Policies, type Policy, type StatementId } from './aws/policy';
export type { NewUser, SignIn } from './aws/services/user-directory';
export type { DeletionAnswer } from './functions/stack-deletion';
export type { Template } from './template/template';
export type { Local } from './run';

/** Which stack to run, and how. */
export interface LocalOptions extends RunOptions {
  /** @default 'dev' */
  readonly stage?: string;
  /** Overrides the stage's settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** An assembly that already exists, in place of `stage` and `settings`. */
  readonly assembly?: CloudAssembly;
}

/**
 * Synthesizes the stack and runs it.
 *
 * @throws Error when the port is taken (`EADDRINUSE`), the settings are wrong, or the template needs what the laptop does
 *   not have.
 */
export function startLocal(options: LocalOptions = {}): Promise<Local> {
  const { assembly } = options;
  return runLocal(
    (onClose) => (assembly ? fromAssembly(assembly) : synthesizeStage(options, onClose)),
    options,
  );
}

async function synthesizeStage(
  { stage = 'dev', settings }: LocalOptions,
  onClose: OnClose,
): Promise<Synthesized> {
  const directory = await mkdtemp(join(tmpdir(), 'passlink-'));
  onClose(() => rm(directory, { recursive: true }));
  // Loading the CDK takes a second. A caller with an assembly does not need it.
  const { synthesize } = await import('../lib/synthesize');
  return fromAssembly(
    synthesize({ stage, outdir: directory, validation: false, ...(settings && { settings }) }),
  );
}
