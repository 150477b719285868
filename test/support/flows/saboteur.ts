import type { AwsCall, Fault } from '../../../local';

/** All that can happen to a call. */
export const faults: readonly Fault[] = ['refuse', 'drop-answer', 'crash'];

/** What is to happen to one invocation, and what has. */
interface Plan {
  /** Which of its calls is to fail, counted from 0; one index more than there are calls leaves it alone. */
  readonly index: number;
  made: number;
  struck?: string;
}

/** The read that warms a new worker up; and for `reset`, which remembers the answer, the question for the policy. */
const isNotInEveryInvocation = ({ function: name, action, input }: AwsCall): boolean =>
  /"pk":\{"S":"\w+#"\}/.test(JSON.stringify(input)) ||
  (action === 'iam:GetAccountPasswordPolicy' && name.includes('Reset'));

/** Lets each invocation of one function fail once: the first one at its first call, the second one at its second, … */
export class Saboteur {
  private target: { readonly name: string; readonly fault: Fault; readonly calls: number } | undefined;
  private readonly plans = new Map<string, Plan>();

  /** @param calls how many calls the function makes when all goes well. */
  arm(name: string, fault: Fault, calls: number): void {
    this.target = { name, fault, calls };
    this.plans.clear();
  }

  /** All is well again. Returns which calls failed, and how many there were where none did. */
  disarm(): { readonly struck: number[]; readonly calls: number } {
    const { calls } = this.target ?? { calls: 0 };
    this.target = undefined;
    const plans = [...this.plans.values()];
    const struck = plans.filter((plan) => plan.struck !== undefined).map(({ index }) => index);
    const untouched = plans.filter(({ index }) => index === calls).map(({ made }) => made);
    return { struck: [...new Set(struck)].sort((a, b) => a - b), calls: Math.max(...untouched) };
  }

  readonly onCall = (call: AwsCall): Fault | undefined => {
    const { function: name, invocation, action, attempt } = call;
    if (this.target?.name !== name || invocation === undefined) return undefined;
    if (isNotInEveryInvocation(call)) return undefined;
    const plan = this.plans.get(invocation) ?? { index: this.plans.size % (this.target.calls + 1), made: 0 };
    this.plans.set(invocation, plan);
    // The SDK's own retries of the call that failed fail as well.
    if (attempt > 1) return plan.struck === action ? this.target.fault : undefined;
    plan.made += 1;
    if (plan.made - 1 !== plan.index || plan.struck !== undefined) return undefined;
    plan.struck = action;
    return this.target.fault;
  };
}

/** What a saboteur reports who struck every call. */
export const everyCall = (calls: number) => ({
  struck: Array.from({ length: calls }, (_, index) => index),
  calls,
});
