import { runLocal, type Local } from '../../../local/run';
import {
  allow,
  loadSdk,
  removeTinyStacks,
  tinyStack,
  type TinyFunction,
} from '../../support/local/tiny-stack';

const hour = 3_600_000;

/** Tells all that a function can read off a clock, and what no clock may change. */
const telling: TinyFunction = {
  source: `
    const imported = Date.now();
    export const handler = async (event, context) => {
      const body = {
        times: [Date.now(), new Date().getTime(), +new Date(Date.now()), Date.parse(Date())],
        imported,
        givenDates: [new Date(5).getTime(), new Date(1970, 0).getFullYear(), Date.UTC(1970, 0), Date.parse('1970-01-01')],
        areDates: [new Date() instanceof Date, new (class extends Date {})() instanceof Date, typeof Date()],
        left: context.getRemainingTimeInMillis(),
      };
      return { statusCode: 200, body: JSON.stringify(body) };
    };`,
  routes: ['GET /'],
  properties: { Timeout: 5 },
};

interface Told {
  readonly times: readonly number[];
  readonly imported: number;
  readonly givenDates: readonly number[];
  readonly areDates: readonly (boolean | string)[];
  readonly left: number;
}

let local: Local;
let shifts: Readonly<Record<string, number>>;

beforeAll(async () => {
  const storing: TinyFunction = {
    source: `${loadSdk}
      const { SSMClient, PutParameterCommand } = require('@aws-sdk/client-ssm');
      export const handler = async () => {
        await new SSMClient({}).send(new PutParameterCommand({ Name: '/a', Type: 'String', Value: 'b', Overwrite: true }));
        return { statusCode: 204 };
      };`,
    statements: [allow('ssm:PutParameter')],
    routes: ['GET /stored'],
  };
  local = await runLocal(
    () => tinyStack({ Shifted: telling, Other: { ...telling, routes: ['GET /other'] }, Storing: storing }),
    { clockShift: (functionName) => shifts[functionName] ?? 0 },
  );
});

afterAll(async () => {
  await local.close();
  removeTinyStacks();
});

/** How far a time of just now is from here: a request takes far less than half an hour. */
const shiftInHours = (time: number) => Math.round((time - Date.now()) / hour) || 0;

/** What the function behind a path tells, with how far each of its times is from here. */
async function told(path = ''): Promise<Told & { readonly shiftsInHours: readonly number[] }> {
  const answer = (await fetch(local.url + path).then((response) => response.json())) as Told;
  return { ...answer, shiftsInHours: answer.times.map(shiftInHours) };
}

describe("a function's clock", () => {
  it.each([2, -2, 0])('is %d hours ahead, and no other function', async (hours) => {
    shifts = { Shifted: hours * hour };
    await expect(told()).resolves.toMatchObject({ shiftsInHours: [hours, hours, hours, hours] });
    await expect(told('/other')).resolves.toMatchObject({ shiftsInHours: [0, 0, 0, 0] });
  });

  it('is shifted before the function is imported', async () => {
    const fresh = await runLocal(() => tinyStack({ Shifted: telling }), { clockShift: () => 3 * hour });
    const { imported } = (await fetch(fresh.url).then((response) => response.json())) as Told;
    await fresh.close();
    expect(shiftInHours(imported)).toBe(3);
  });

  it('changes neither other dates nor the time that is left', async () => {
    shifts = { Shifted: 2 * hour };
    const { givenDates, areDates, left } = await told();
    expect(givenDates).toEqual([5, 1970, 0, 0]);
    expect(areDates).toEqual([true, true, 'string']);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(5000);
  });

  it.each([-4, 4])('may be %d minutes from that of AWS', async (minutes) => {
    shifts = { Storing: minutes * 60_000 };
    await expect(fetch(`${local.url}/stored`).then(({ status }) => status)).resolves.toBe(204);
  });
});
