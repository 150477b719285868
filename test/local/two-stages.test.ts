/**
 * Two stages in one account. The templates tell what they could share: each physical name, and each setting of the account.
 * Then both run in one account of the laptop, one is deleted, and the other goes on.
 */
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { Account, type DeletionAnswer, type Local } from '../../local';
import { fromAssembly } from '../../local/template/assembly';
import { readStack, type Stack } from '../../local/template/stack';
import { choosePassword, newestNotice, receiveResetCode } from '../support/flows/code-reset';
import { Person, type Received, type Revealed } from '../support/flows/person';
import { signIn } from '../support/flows/sign-in';
import { assemblyOf, functionName, startTestStack, type TestStage } from '../support/flows/stack';

const stackOf = (stage: TestStage): Stack => readStack(fromAssembly(assemblyOf(stage)));

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

/** Sets a password of the person's own choice, with a mailed code. */
async function changePassword(local: Local, user: string, to: string, password: string): Promise<void> {
  const person = new Person(local);
  const code = await receiveResetCode(local, person, user, to);
  const answer = await choosePassword(person, user, code, password);
  expect(answer.status).toBe(200);
}

describe('the templates of two stages', () => {
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

describe('two stages that run in one account', () => {
  const lines: string[] = [];
  let account: Account;
  let leaving: Local;
  let staying: Local;

  beforeAll(async () => {
    account = await Account.open();
    [leaving, staying] = await Promise.all([
      startTestStack({ stage: 'network', account }),
      startTestStack({ stage: 'dev', account, log: (line) => lines.push(line) }),
    ]);
  });
  afterAll(async () => {
    await leaving.close();
    await staying.close();
    await account.close();
  });

  /** Everything of a stage that the account holds. */
  const heldOf = async (stage: TestStage) => {
    const names = onlyOnce(stackOf(stage));
    const callers = [...account.callers.values()].map(({ definition }) => definition.name);
    return {
      resources: account.resources().filter((name) => name.includes(`passlink-${stage}`)),
      parameters: account.parameters.names().filter((name) => name.startsWith(`/passlink/${stage}/`)),
      tables: (await account.database.names()).filter((name) => names.includes(name)),
      keys: account.keys.arns().filter((arn) => names.includes(arn)),
      identities: [...account.senders.identities].filter((identity) => names.includes(identity)),
      callers: callers.filter((name) => names.includes(name)),
    };
  };
  const servedBy = (route: string) =>
    lines.filter((line) => line.includes('"request.served"') && line.includes(`"${route}"`));

  it('share the users: a password from either signs in at the console of both', async () => {
    const alice = new Person(leaving);
    const opened = await alice.open(await alice.receiveLink('alice@example.com'));
    const { password } = opened.json() as Revealed;
    await changePassword(staying, 'bob', 'bob@example.com', 'Chosen-by-Bob-7');
    for (const { console } of [leaving, staying]) {
      expect(console.signIn('alice@example.com', password).signedIn).toBe(true);
      expect(console.signIn('bob', 'Chosen-by-Bob-7').signedIn).toBe(true);
    }
  });

  it("do not reach each other's vault, which is in the same account", async () => {
    await new Person(leaving).receiveLink('alice@example.com');
    const [Name] = (await heldOf('network')).parameters;
    const get = async (local: Local) => {
      const environment = local.aws.actAs(await functionName(local, 'extract'));
      const ssm = new SSMClient({
        region: environment.AWS_REGION ?? '',
        endpoint: environment.AWS_ENDPOINT_URL ?? '',
        maxAttempts: 1,
        credentials: {
          accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
          secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
        },
      });
      return ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
    };
    await expect(get(leaving)).resolves.toMatchObject({ Parameter: { Name } });
    await expect(get(staying)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('are not deployed twice', async () => {
    const before = await heldOf('dev');
    await expect(startTestStack({ stage: 'dev', account })).rejects.toThrow(
      'The account has a stack "passlink-dev". The laptop cannot update one: delete it first.',
    );
    await expect(heldOf('dev')).resolves.toEqual(before);
  });

  describe('and of which one is destroyed', () => {
    const carl = { name: 'carl@example.com', path: '/staff/', password: 'Old-password-1!' };
    let person: Person;
    let received: Received;
    let before: Awaited<ReturnType<typeof heldOf>>;
    let answers: readonly DeletionAnswer[];

    beforeAll(async () => {
      account.users.add(carl);
      person = new Person(staying);
      await signIn(staying, person, carl.name);
      received = await person.receiveLink(carl.name);
      await new Person(leaving).receiveLink('alice@example.com');
      before = await heldOf('network');
      answers = await leaving.aws.deleteStack();
      lines.length = 0;
    });

    it('keep nothing of the one', async () => {
      for (const held of Object.values(before)) expect(held).not.toEqual([]);
      expect(answers).toMatchObject([{ status: 'SUCCESS' }]);
      await expect(heldOf('network')).resolves.toEqual({
        resources: [],
        parameters: [],
        tables: [],
        keys: [],
        identities: [],
        callers: [],
      });
      expect((await fetch(`${leaving.url}/health`)).status).toBe(403);
    });

    it('keep a link of the other that was on its way', async () => {
      const opened = await person.open(received);
      const { password } = opened.json() as Revealed;
      expect(staying.console.signIn(carl.name, password).signedIn).toBe(true);
    });

    it('work, mail and log in the other', async () => {
      await staying.aws.idle();
      lines.length = 0;
      const mails = account.mailbox.mails().length;
      await changePassword(staying, 'alice@example.com', 'alice@example.com', 'Chosen-by-Alice-7');
      expect(staying.console.signIn('alice@example.com', 'Chosen-by-Alice-7').signedIn).toBe(true);
      await newestNotice(staying, 'alice@example.com');
      expect(account.mailbox.mails()).toHaveLength(mails + 2);
      expect(servedBy('/generate-otp')).toHaveLength(1);
      expect(servedBy('/reset')).toHaveLength(1);
    });

    it('log links by the pattern of their route, without id, key or query', async () => {
      const id = 'B'.repeat(22);
      const key = 'C'.repeat(43);
      lines.length = 0;
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
});
