/** The rules of a synthesized stack that invoke its functions on a schedule. */
import type { Resource } from './resources';

/** A rule that invokes a function on a schedule. */
export interface Schedule {
  readonly ruleArn: string;
  readonly everyMilliseconds: number;
  readonly functionArn: string;
  readonly input?: string;
}

/** The targets of a rule; empty when the rule has no schedule or is disabled. */
export function schedulesOf(rule: Resource<'AWS::Events::Rule'>, ruleArn: string): readonly Schedule[] {
  const { ScheduleExpression, State, Targets } = rule.properties;
  if (ScheduleExpression === undefined || State === 'DISABLED') return [];
  const everyMilliseconds = milliseconds(ScheduleExpression);
  return Targets.map(({ Arn, Input }) => ({
    ruleArn,
    everyMilliseconds,
    functionArn: Arn,
    ...(Input !== undefined && { input: Input }),
  }));
}

const unitMilliseconds: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

function milliseconds(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count === undefined || unit === undefined) {
    throw new Error(`The laptop runs schedules at a rate only, not ${expression}.`);
  }
  return Number(count) * (unitMilliseconds[unit] ?? 0);
}
