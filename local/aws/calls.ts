/** What passes between the parts of the local AWS: who calls, what a call needs, and what came of it. */
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

/** A permission that was asked for, and the engine's answer. */
export interface Authorization {
  /** Physical name of the calling function. */
  readonly function: string;
  /** ARN of its role. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
  readonly allowed: boolean;
  /** The statements that the answer comes from. */
  readonly statements: readonly StatementId[];
  /** The policies that were asked, so that a test can ask the engine again with one statement fewer. */
  readonly policies: Policies;
}

/** One request of a function to AWS that was allowed. A retry by the SDK is a call of its own. */
export interface AwsCall {
  /** Physical name of the calling function. */
  readonly function: string;
  /** Request id of the invocation that made the call; undefined while the function initializes. */
  readonly invocation: string | undefined;
  /** As in a policy: `ssm:GetParameter`. */
  readonly action: string;
  /** ARNs of what it touches. */
  readonly resources: readonly string[];
  readonly input: unknown;
  /** 1 for the first try; the SDK counts its retries. */
  readonly attempt: number;
}

/**
 * What a test can do to a call.
 *
 * - `refuse`: answer a server error before the call takes effect
 * - `drop-answer`: let it take effect, then cut the connection without an answer
 * - `stall`: let it take effect, then never answer; the connection stays open until the caller or the run closes it
 * - `crash`: let it take effect, then end the calling function's process
 */
export type Fault = 'refuse' | 'drop-answer' | 'stall' | 'crash';

/** A running copy of a function that can call AWS. */
export interface Caller {
  readonly definition: FunctionDefinition;
  /** Request id of the invocation that it works on. */
  readonly invocation: string | undefined;
  /** Ends it at once, as when the runtime exits; resolves when it has ended. */
  crash: () => Promise<unknown>;
}
