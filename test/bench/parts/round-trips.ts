import type { Part } from '../part';
import type { Row, Table } from '../report';
import { withFlows, type Step } from '../recording/flows';
import { wavesOf } from '../recording/waves';

/** Up to which call a goal counts; without, up to the answer. The last such call counts. */
interface Goal {
  readonly most: number;
  readonly until?: string;
}

const codeIsUsed = { most: 4, until: 'dynamodb:UpdateItem code' };

const goals: Readonly<Record<string, Goal>> = {
  'ask for a code': { most: 2 },
  'ask for a link': { most: 2 },
  'ask for a code to reset': { most: 2 },
  'check a code (wrong)': { most: 4 },
  'check a code to reset (wrong)': { most: 4 },
  'sign in': codeIsUsed,
  reset: codeIsUsed,
  reveal: { most: 3, until: 'ssm:GetParameter' },
};

/** How often each request waits for AWS, from a recorded run. */
export const roundTrips: Part = ({ assembly }) =>
  withFlows(assembly('dev'), (steps) => Promise.resolve([tableOf(steps)]));

function tableOf(steps: readonly Step[]): Table {
  return {
    title: 'Calls to AWS',
    columns: [
      { name: 'calls', digits: 0 },
      { name: 'in a row', digits: 0 },
      { name: 'in a row, for the goal', digits: 0 },
    ],
    rows: steps.map(rowOf),
    notes: [
      'Calls that a function makes at once count once “in a row”.',
      'A goal counts: an ask until its answer; a right code until it is used; a reveal until the vault gave the password.',
      'Before this design: ask by a GET that reset, stored and mailed: 3 in a row. Open: read, store again, delete: 3 in a row.',
    ],
    details: steps.flatMap(sequenceOf),
  };
}

function rowOf({ name, exchanges }: Step): Row {
  const waves = wavesOf(exchanges);
  const goal = goals[name];
  const { until } = goal ?? {};
  const counted =
    until === undefined
      ? waves.length
      : waves.findLastIndex((wave) => wave.some(({ call }) => call === until)) + 1;
  return {
    name,
    values: [exchanges.length, waves.length, goal ? counted : NaN],
    ...(goal && { goal: { column: 2, most: goal.most } }),
  };
}

const sequenceOf = ({ name, function: folder, exchanges }: Step): readonly string[] => [
  `${name} (${folder})`,
  ...wavesOf(exchanges).map((wave, at) => `  ${at + 1}. ${wave.map(({ call }) => call).join(' + ')}`),
];
