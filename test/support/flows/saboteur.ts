import type { AwsCall, Fault } from '../../../local';

/** The faults that can happen to a call. */
export const faults: readonly Fault[] = ['refuse', 'drop-answer', 'crash'];

/** Milliseconds after which an account's lease is over. */
const longerThanALease = 21_000;

/** Milliseconds after which the hold of a mail's delivery is over that died. */
export const longerThanAHold = 31_000;

/** The planned fault of one invocation, or of one message however often it is delivered, and what happened. */
interface Plan {
  /** The call to fail, counted from 0. An index beyond the last call fails none. */
  readonly index: number;
  made: number;
  /** The calls that came. On a busy machine the first attempt at one may not come at all. */
  readonly seen: Set<string>;
  struck?: string;
  /** The invocation that it happened in. */
  struckIn?: string | undefined;
}

/** The read that warms a new worker up, and for `reset`, the read of the policy, whose answer it caches. */
const isNotInEveryInvocation = ({ function: name, action, input }: AwsCall): boolean =>
  /"pk":\{"S":"\w+#"\}/.test(JSON.stringify(input)) ||
  (action === 'iam:GetAccountPasswordPolicy' && name.includes('Reset'));

/**
 * Makes one call fail in each invocation of a function, or once for each message: the first call in the first one, the second
 * in the second, …
 */
export class Saboteur {
  private target:
    | { readonly name: string; readonly fault: Fault; readonly calls: number; readonly lasts: number }
    | undefined;
  private readonly plans = new Map<string, Plan>();
  private passed = 0;

  /**
   * The clock of the functions. Each fault takes as long as a lease or a hold: nothing later has to wait until one ends that the
   * fault left behind.
   */
  readonly clockShift = (): number => this.passed;

  /**
   * @param calls how many calls the function makes without a fault.
   * @param lasts how long each fault takes, in milliseconds.
   */
  arm(name: string, fault: Fault, calls: number, lasts = longerThanALease): void {
    this.target = { name, fault, calls, lasts };
    this.plans.clear();
  }

  /** Stops the faults. Returns the calls that failed, and the number of calls without a fault. */
  disarm(): { readonly struck: number[]; readonly calls: number } {
    const { calls } = this.target ?? { calls: 0 };
    this.target = undefined;
    const plans = [...this.plans.values()];
    const struck = plans.filter((plan) => plan.struck !== undefined).map(({ index }) => index);
    const untouched = plans.filter(({ index }) => index === calls).map(({ made }) => made);
    return { struck: [...new Set(struck)].sort((a, b) => a - b), calls: Math.max(...untouched) };
  }

  readonly onCall = (call: AwsCall): Fault | undefined => {
    const { function: name, invocation: request, messages, action, input, attempt } = call;
    const invocation = messages[0] ?? request;
    if (this.target?.name !== name || invocation === undefined) return undefined;
    if (isNotInEveryInvocation(call)) return undefined;
    const plan = this.plans.get(invocation) ?? {
      index: this.plans.size % (this.target.calls + 1),
      made: 0,
      seen: new Set(),
    };
    this.plans.set(invocation, plan);
    const what = `${request} ${action} ${JSON.stringify(input)}`;
    // The SDK's own retries of the failing call fail too. Those of a later delivery are others.
    if (attempt > 1 && plan.seen.has(what))
      return plan.struck === action && plan.struckIn === request ? this.target.fault : undefined;
    plan.seen.add(what);
    plan.made += 1;
    if (plan.made - 1 !== plan.index || plan.struck !== undefined) return undefined;
    plan.struck = action;
    plan.struckIn = request;
    this.passed += this.target.lasts;
    return this.target.fault;
  };
}

/** The report of a saboteur that has made every call fail. */
export const everyCall = (calls: number) => ({
  struck: Array.from({ length: calls }, (_, index) => index),
  calls,
});
