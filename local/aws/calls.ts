/** Types that the parts of the local AWS share: the caller, the permissions that a call needs, and the outcome. */
import type { Context, Policies, Policy, StatementId } from './policy';
import type { FunctionDefinition } from '../template/stack';

/** A permission that a call needs before it is served. */
export interface Need {
  readonly action: string;
  readonly resource: string;
  readonly context?: Context;
  /** The policy of the KMS key that is used. */
  readonly key?: Policy;
}

/** A permission that a call needed, and the engine's answer. */
export interface Authorization {
  /** Physical name of the calling function. */
  readonly function: string;
  /** ARN of its role. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
  readonly allowed: boolean;
  /** The statements behind the answer. */
  readonly statements: readonly StatementId[];
  /** The policies behind the answer, so that a test can ask the engine again with one statement less. */
  readonly policies: Policies;
}

/** One allowed request of a function to AWS. A retry by the SDK is a separate call. */
export interface AwsCall {
  /** Physical name of the calling function. */
  readonly function: string;
  /** Request id of the invocation that made the call; undefined while the function initializes. */
  readonly invocation: string | undefined;
  /** Ids of the SQS messages that the invocation works on. */
  readonly messages: readonly string[];
  /** As in a policy: `ssm:GetParameter`. */
  readonly action: string;
  /** ARNs of the resources that it uses. */
  readonly resources: readonly string[];
  readonly input: unknown;
  /** 1 for the first attempt; the SDK counts its retries. */
  readonly attempt: number;
}

/**
 * The faults that a test can cause.
 *
 * - `refuse`: answer a server error before the call takes effect
 * - `drop-answer`: let it take effect, then cut the connection without an answer
 * - `stall`: let it take effect, then never answer; the connection stays open until the caller or the run closes it
 * - `crash`: let it take effect, then end the calling function's process
 */
export type Fault = 'refuse' | 'drop-answer' | 'stall' | 'crash';

/** Whose permissions a call has: a function's, or an administrator's. */
export type Principal = Pick<FunctionDefinition, 'name' | 'role'>;

/** Somebody who can call AWS, usually a running copy of a function. */
export interface Caller {
  readonly definition: Principal;
  /** Request id of the current invocation. */
  readonly invocation: string | undefined;
  /** Called for each of its allowed calls. The fault that it returns happens. */
  readonly onCall: (call: AwsCall) => Fault | undefined;
  /** Ids of the SQS messages that it works on. */
  readonly messages: readonly string[];
  /** Ends the process at once, like an exit of the runtime. Resolves when it has ended. */
  crash: () => Promise<unknown>;
}
