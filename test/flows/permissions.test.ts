import { permissionsOf, permissionsWithoutNeed, type AwsCall, type Fault, type Local } from '../../local';
import { accountKey } from '../../lambda/core/account/account';
import { requestsOf } from '../../lambda/core/limits/limits';
import { demoUsers } from '../../local/demo-users';
import { choosePassword, dispute, newestNotice, receiveResetCode } from '../support/flows/code-reset';
import { admin, pauseWithJobs } from '../support/flows/administrators';
import { lockCodes, useUp } from '../support/flows/used-up';
import { Person } from '../support/flows/person';
import { signIn } from '../support/flows/sign-in';
import { functionName, startTestStack } from '../support/flows/stack';

const isEndOfLease = ({ input }: AwsCall) => JSON.stringify(input).includes('REMOVE #leaseId');

type FaultOf = (call: AwsCall) => Fault | undefined;

/** A stage that runs, with something to make its calls fail. */
interface Stage {
  readonly local: Local;
  fault: FaultOf | undefined;
  readonly lines: string[];
}

/** Gives Alice and Bob an MFA device each. */
function withDevices({ aws }: Local): void {
  const device = (name: string) => [`arn:aws:iam::123456789012:mfa/${name}`];
  for (const user of demoUsers.slice(0, 2)) aws.users.add({ ...user, mfaDevices: device(user.name) });
}

/** Everything that sign-in does, once: also what happens only when something goes wrong. */
async function useSignIn(stage: Stage, user: string): Promise<void> {
  const { local } = stage;
  const person = new Person(local);
  await person.send('POST', '/register', { email: user });
  await local.aws.idle();
  await signIn(local, person, user);
  await person.send('POST', '/logout');
  await person.send('POST', '/login', { email: 'nobody@example.com' });
  await local.aws.idle();
  const [, id = '', key = ''] =
    /\/vouch\/([\w-]+)#([\w-]+)/.exec(local.mailbox.mails().at(-1)?.text ?? '') ?? [];
  await person.send('POST', `/vouch/${id}`, { key });

  // One that fails for good.
  const sendMail = await functionName(local, 'send-mail');
  stage.fault = (call) =>
    call.function === sendMail && call.action === 'kms:GenerateMac' ? 'refuse' : undefined;
  await person.send('POST', '/login', { email: user });
  await local.aws.idle();
  stage.fault = undefined;
}

/** Everything that the code reset does, likewise. */
async function useCodeReset(stage: Stage, user: string, to: string): Promise<void> {
  const { local } = stage;
  const person = new Person(local);
  const ask = () => receiveResetCode(local, person, user, to);
  // Each job comes in two messages: the later one sees that the work is done.
  stage.fault = ({ action, attempt }) =>
    action === 'sqs:SendMessage' && attempt === 1 ? 'drop-answer' : undefined;
  const code = await ask();
  await choosePassword(person, user, code, 'ten tiny Tugboats 4');
  await local.aws.idle();
  stage.fault = undefined;
  const notice = await newestNotice(local, to);
  await person.send('GET', `/dispute/${notice.id}`);
  await dispute(person, notice);

  // So many wrong codes that the right one is not taken.
  await lockCodes(local, 'reset', user);
  await choosePassword(person, user, await ask(), 'ten tiny Tugboats 5');
}

/** Everything that an administrator does with an account, likewise. */
async function useAdmin(stage: Stage, user: string): Promise<void> {
  const { local, lines } = stage;
  await admin(local, 'show', user);
  await admin(local, 'unlock', user);
  await admin(local, 'lock', user);
  await pauseWithJobs(local, user, lines);
  await admin(local, 'resume');
  await local.aws.idle();
  // Now there is a link to look at.
  await admin(local, 'show', user);
}

/** Everything that the password link does, likewise. */
async function usePasswordLink(stage: Stage): Promise<void> {
  const { local } = stage;
  const [alice, phone] = [new Person(local), new Person(local)];
  await alice.open(await alice.receiveLink('alice@example.com'));
  const link = await alice.receiveLink('alice@example.com');
  await alice.receiveLink('alice@example.com');
  await phone.open(await alice.receiveLink('alice@example.com'), '000000');
  await alice.open(link);
  await admin(local, 'show', 'alice@example.com');

  // One that fails for good.
  stage.fault = ({ action }) => (action === 'ssm:PutParameter' ? 'refuse' : undefined);
  await alice.ask('alice@example.com');
  await local.aws.idle();

  // Not reachable, and not eligible.
  await alice.ask('nobody');
  await alice.ask('carol@example.com');
  await local.aws.idle();
  await local.aws.runSchedules();

  // One that cannot give the account's lease back: the next one sees that it has to wait.
  let leaseStays = false;
  stage.fault = (call) => {
    leaseStays ||= isEndOfLease(call);
    return isEndOfLease(call) ? 'refuse' : undefined;
  };
  await alice.ask('alice@example.com');
  await local.aws.idle();
  expect(leaseStays).toBe(true);
  const generate = await functionName(local, 'generate');
  const waits = new Promise<void>((resolve) => {
    stage.fault = (call) => {
      if (call.function === generate && call.action === 'dynamodb:GetItem') resolve();
      return undefined;
    };
  });
  await alice.ask('alice@example.com');
  await waits;
  await local.aws.deleteStack();
}

/** Asks for one account too often, then for a code and, where there are links, for a link, when no more mails go out. */
async function reachTheLimits(local: Local, user: string): Promise<void> {
  const person = new Person(local);
  const flooded = 'flooded@example.com';
  await useUp(local, requestsOf(accountKey(flooded), 0), 1000);
  expect((await person.send('POST', '/login', { email: flooded })).status).toBe(429);
  await useUp(local, 'overall', 100_000);
  await person.send('POST', '/login', { email: user });
  await person.ask(user);
  await local.aws.idle();
  await useUp(local, 'overall', 0);
}

describe.each([
  { name: 'network' as const, refusals: ['iam:GetUser'] },
  { name: 'devices' as const, refusals: ['iam:GetUser'] },
  { name: 'table' as const, refusals: [] },
])("the functions' permissions on the stage $name", ({ name, refusals }) => {
  let stage: Stage;

  beforeAll(async () => {
    const onCall: FaultOf = (call) => stage.fault?.(call);
    const lines: string[] = [];
    const log = (line: string) => void lines.push(line);
    stage = {
      local: await startTestStack({ stage: name, onCall, log }),
      fault: undefined,
      lines,
    };
    if (name === 'devices') withDevices(stage.local);
    const user = name === 'table' ? 'zoe@example.com' : 'alice@example.com';
    await useSignIn(stage, user);
    await useAdmin(stage, user);
    if (name === 'table') {
      await useCodeReset(stage, user, user);
      await reachTheLimits(stage.local, user);
    } else {
      // Of somebody else, who has a link that was not picked up.
      await new Person(stage.local).receiveLink('bob', 'bob@example.com');
      await useCodeReset(stage, 'bob', 'bob@example.com');
      await reachTheLimits(stage.local, user);
      await usePasswordLink(stage);
    }
  });
  afterAll(() => stage.local.close());

  it('are all there: nothing was refused but looking at users who are out of reach', () => {
    const refused = stage.local.aws.authorizations.filter(({ allowed }) => !allowed);
    expect([...new Set(refused.map(({ action }) => action))]).toEqual(refusals);
  });

  it('are all needed: without any single one of them, something that people do is refused', () => {
    const { policies, authorizations } = stage.local.aws;
    expect(policies.flatMap(permissionsOf).length).toBeGreaterThan(15);
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
          JSON.stringify(template).replace(
            '"iam:UpdateLoginProfile"',
            '"iam:UpdateLoginProfile","iam:ListUsers"',
          ),
        ) as never,
    });
    try {
      await new Person(local).receiveLink('alice@example.com');
      const unused = permissionsWithoutNeed(local.aws.policies, local.aws.authorizations);
      expect(unused.map(({ action }) => action)).toContain('iam:ListUsers');
      const ofGenerate = unused.filter(({ resource }) => resource.includes('Generate'));
      expect(ofGenerate.map(({ action }) => action)).not.toContain('iam:UpdateLoginProfile');
    } finally {
      await local.close();
    }
  });
});
