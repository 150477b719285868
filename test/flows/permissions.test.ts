import type { AwsCall, Fault, Local, Policy } from '../../local';
import { Person } from '../support/person';
import { permissionsOf, unusedPermissions, type Permission } from '../support/permissions';
import { functionName, startTestStack } from '../support/stack';

const isEndOfTurn = ({ input }: AwsCall) => JSON.stringify(input).includes('REMOVE #heldBy');

describe("the functions' permissions", () => {
  let local: Local;
  let permissions: Permission[];
  let roles: Map<string, readonly Policy[]>;
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

    const { authorizations } = local.aws;
    roles = new Map(authorizations.map(({ principal, policies }) => [principal, policies.identity]));
    const keys = new Map(
      authorizations.flatMap(({ policies }) => (policies.key ? [[policies.key.resource, policies.key]] : [])),
    );
    permissions = [...roles].flatMap(([principal, policies]) =>
      permissionsOf([...policies, ...keys.values()], principal),
    );
  });
  afterAll(() => local.close());

  it('are all there: nothing was refused but looking at users who are out of reach', () => {
    const refused = local.aws.authorizations.filter(({ allowed }) => !allowed);
    expect(new Set(refused.map(({ action }) => action))).toEqual(new Set(['iam:GetUser']));
  });

  it('are all needed: without any single one of them, something that people do is refused', () => {
    expect(roles.size).toBe(4);
    expect(permissions.length).toBeGreaterThan(25);
    expect(unusedPermissions(local.aws.authorizations, permissions)).toEqual([]);
  });

  it('would be found if one were granted that nothing uses', () => {
    const [principal = '', policies = []] = [...roles][0] ?? [];
    const [first] = policies;
    const superfluous: Policy = {
      resource: first?.resource ?? '',
      name: 'added',
      statements: [{ Effect: 'Allow', Action: 'ssm:GetParameterHistory', Resource: '*' }],
    };
    const added = permissionsOf([superfluous], principal);
    expect(unusedPermissions(local.aws.authorizations, added)).toEqual(added);
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
});
