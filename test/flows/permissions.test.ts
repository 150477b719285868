import { permissionsOf, permissionsWithoutNeed, type AwsCall, type Fault, type Local } from '../../local';
import { Person } from '../support/person';
import { functionName, startTestStack } from '../support/stack';

const isEndOfTurn = ({ input }: AwsCall) => JSON.stringify(input).includes('REMOVE #heldBy');

describe("the functions' permissions", () => {
  let local: Local;
  let fault: ((call: AwsCall) => Fault | undefined) | undefined;

  /** Everything that the product does, once: also what happens only when something goes wrong. */
  beforeAll(async () => {
    local = await startTestStack({ onCall: (call) => fault?.(call) });
    const [alice, phone] = [new Person(local), new Person(local)];
    await alice.open(await alice.receiveLink('alice@example.com'));
    const link = await alice.receiveLink('alice@example.com');
    await alice.receiveLink('alice@example.com');
    await phone.open(await alice.receiveLink('alice@example.com'), '000000');
    await alice.open(link);

    // One that fails for good.
    fault = ({ action }) => (action === 'iam:UpdateLoginProfile' ? 'refuse' : undefined);
    await alice.ask('alice@example.com');
    await local.aws.idle();

    // Not reachable, and not eligible.
    await alice.ask('nobody');
    await alice.ask('carol@example.com');
    await local.aws.idle();
    await local.aws.runSchedules();
    await local.aws.deleteStack();

    // One that cannot give the account's turn back: the next one sees that it has to wait.
    fault = (call) => (isEndOfTurn(call) ? 'refuse' : undefined);
    await alice.ask('alice@example.com');
    await local.aws.idle();
    const generate = await functionName(local, 'generate');
    const waits = new Promise<void>((resolve) => {
      fault = (call) => {
        if (call.function === generate && call.action === 'dynamodb:GetItem') resolve();
        return undefined;
      };
    });
    await alice.ask('alice@example.com');
    await waits;
  });
  afterAll(() => local.close());

  it('are all there: nothing was refused but looking at users who are out of reach', () => {
    const refused = local.aws.authorizations.filter(({ allowed }) => !allowed);
    expect(new Set(refused.map(({ action }) => action))).toEqual(new Set(['iam:GetUser']));
  });

  it('are all needed: without any single one of them, something that people do is refused', () => {
    const { policies, authorizations } = local.aws;
    expect(policies.flatMap(permissionsOf).length).toBeGreaterThan(25);
    expect(permissionsWithoutNeed(policies, authorizations)).toEqual([]);
  });
});

describe('a single permission', () => {
  it.each([
    ['ssm:PutParameter', 'generate', 0],
    ['ssm:GetParameter', 'extract', 1],
  ])('%s, taken from "%s", stops the password link', async (action, _, mails) => {
    const local = await startTestStack({
      template: (template) =>
        JSON.parse(JSON.stringify(template).replaceAll(`"${action}"`, '"ssm:NoSuchAction"')) as never,
    });
    try {
      const alice = new Person(local);
      await alice.ask('alice@example.com');
      await local.aws.idle();
      expect(local.mailbox.mails()).toHaveLength(mails);
      const [, id = '', key = ''] =
        /\/extract\/([\w-]+)#([\w-]+)/.exec(local.mailbox.mails()[0]?.text ?? '') ?? [];
      expect((await alice.open({ id, key })).status).not.toBe(200);
    } finally {
      await local.close();
    }
  });

  it('that nothing uses is found', async () => {
    const local = await startTestStack({
      template: (template) =>
        JSON.parse(
          JSON.stringify(template).replace('"iam:GetUser"', '"iam:GetUser","iam:ListUsers"'),
        ) as never,
    });
    try {
      await new Person(local).receiveLink('alice@example.com');
      const unused = permissionsWithoutNeed(local.aws.policies, local.aws.authorizations);
      expect(unused.map(({ action }) => action)).toContain('iam:ListUsers');
      expect(unused.map(({ action }) => action)).not.toContain('iam:GetUser');
    } finally {
      await local.close();
    }
  });
});
