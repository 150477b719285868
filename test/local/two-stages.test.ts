/**
 * Two stages in one account. The laptop runs one stack a process, so what they could share is read from the templates: each
 * physical name, and each setting of the account. Then both run, one is deleted and ends, and the other goes on.
 */
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { join } from 'node:path';
import type { Local } from '../../local';
import { fromAssembly } from '../../local/template/assembly';
import { readStack, type Stack } from '../../local/template/stack';
import { choosePassword, newestNotice, receiveResetCode } from '../support/flows/code-reset';
import { Person } from '../support/flows/person';
import { startTestStack, type TestStage } from '../support/flows/stack';

const stackOf = (stage: TestStage): Stack =>
  readStack(fromAssembly(new CloudAssembly(join(process.env.PASSLINK_TEST_ASSEMBLIES ?? '', stage))));

/** Everything of a stack that an account has only once: names, ARNs and ids. */
const onlyOnce = (stack: Stack): readonly string[] => [
  ...stack.functions.flatMap(({ name, arn, logGroup, role }) => [name, arn, logGroup, role.name, role.arn]),
  ...stack.tables.flatMap(({ name, arn }) => [name, arn]),
  ...stack.keys.flatMap(({ id, arn, aliases }) => [id, arn, ...aliases]),
  ...stack.queues.map(({ arn }) => arn),
  ...stack.emailIdentities,
  ...stack.configurationSets,
  ...stack.schedules.map(({ ruleArn }) => ruleArn),
  ...(stack.api ? [stack.api.id] : []),
];

/** Resources that a policy of a stack's functions and keys allows to use. */
const allowedBy = (stack: Stack): readonly string[] =>
  stack.functions
    .flatMap(({ role }) => role.policies)
    .flatMap(({ statements }) => statements)
    .flatMap(({ Resource }) => [Resource ?? []].flat())
    .map(String);

describe('two stages in one account', () => {
  const [dev, network] = [stackOf('dev'), stackOf('network')];

  it('have nothing in common that an account has only once', () => {
    const names = onlyOnce(dev);
    expect(names.length).toBeGreaterThan(30);
    expect(onlyOnce(network).filter((name) => names.includes(name))).toEqual([]);
  });

  it('may use nothing of each other', () => {
    for (const [one, other] of [
      [dev, network],
      [network, dev],
    ] as const) {
      const foreign = onlyOnce(other);
      expect(allowedBy(one).filter((resource) => foreign.includes(resource))).toEqual([]);
      const vaults = allowedBy(one).filter((resource) => resource.includes(':parameter'));
      expect(vaults.length).toBeGreaterThan(0);
      for (const vault of vaults) expect(vault).toContain(`/passlink/${one === dev ? 'dev' : 'network'}/`);
    }
  });
});

describe('after one of two stages is destroyed', () => {
  const lines: string[] = [];
  let staying: Local;
  let left: readonly string[];

  const servedBy = (route: string) =>
    lines.filter((line) => line.includes('"request.served"') && line.includes(`"${route}"`));

  beforeAll(async () => {
    const [leaving, other] = await Promise.all([
      startTestStack({ stage: 'network' }),
      startTestStack({ stage: 'dev', log: (line) => lines.push(line) }),
    ]);
    staying = other;
    await new Person(leaving).receiveLink('alice@example.com');
    await leaving.aws.deleteStack();
    left = leaving.aws.parameters.names();
    await leaving.close();
    lines.length = 0;
  });
  afterAll(() => staying.close());

  it('nothing of the one is left', () => {
    expect(left).toEqual([]);
  });

  it('the other works, mails and logs', async () => {
    const alice = new Person(staying);
    const mails = staying.mailbox.mails().length;
    const code = await receiveResetCode(staying, alice, 'alice@example.com');
    const answer = await choosePassword(alice, 'alice@example.com', code, 'Chosen-by-Alice-7');
    expect(answer.status).toBe(200);
    expect(staying.console.signIn('alice@example.com', 'Chosen-by-Alice-7').signedIn).toBe(true);
    await newestNotice(staying, 'alice@example.com');
    expect(staying.mailbox.mails()).toHaveLength(mails + 2);
    expect(servedBy('/generate-otp')).toHaveLength(1);
    expect(servedBy('/reset')).toHaveLength(1);
  });

  it('the other logs links by the pattern of their route, without id, key or query', async () => {
    const id = 'B'.repeat(22);
    const key = 'C'.repeat(43);
    const answer = await new Person(staying).send('POST', `/extract/${id}?key=${key}`, {
      key,
      pickupCode: '123456',
    });
    expect(answer.status).toBe(410);
    const [line = '', ...others] = servedBy('/extract/:id');
    expect(others).toEqual([]);
    expect(JSON.parse(line)).toMatchObject({
      method: 'POST',
      route: '/extract/:id',
      status: 410,
      clientAddress: '127.0.0.1',
      requestId: expect.stringMatching(/^[\w-]{36}$/) as string,
      milliseconds: expect.any(Number) as number,
    });
    expect(lines.join('\n')).not.toMatch(/B{22}|C{43}/);
  });
});
