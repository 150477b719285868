import { callApi } from '../../bin/admin/api';
import { failures, redrive } from '../../bin/admin/failures';
import type { AwsCall, Fault, Local } from '../../local';
import { admin, pauseWithJobs } from '../support/flows/administrators';
import { Person } from '../support/flows/person';
import { startTestStack } from '../support/flows/stack';

const lines: string[] = [];
let local: Local;
let fault: ((call: AwsCall) => Fault | undefined) | undefined;

beforeAll(async () => {
  local = await startTestStack({ log: (line) => lines.push(line), onCall: (call) => fault?.(call) });
});
afterAll(() => local.close());

/** What each command takes, which route it calls, and what it answers at least. */
const commands = [
  [
    'show bob',
    'GET /admin/accounts/bob',
    { user: 'bob', eligible: true, reasons: [], email: 'bob@example.com' },
  ],
  ['lock bob', 'POST /admin/accounts/bob/lock', { status: 'account-locked', password: 'set' }],
  ['unlock bob', 'POST /admin/accounts/bob/unlock', { status: 'account-unlocked' }],
  ['pause', 'POST /admin/pause', { status: 'paused', by: 'arn:aws:iam::123456789012:user/administrator' }],
  ['resume', 'POST /admin/resume', { status: 'running' }],
] as const;

const onQueues = [
  ['failed', { failed: [] }],
  ['redrive', { redriven: { mail: 0, link: 0 } }],
] as const;

describe('a command', () => {
  it.each([...commands.map(([words, , answer]) => [words, answer] as const), ...onQueues])(
    '%s is done, and prints JSON on request, else a text',
    async (words, answer) => {
      const asJson = await admin(local, ...words.split(' '), '--json');
      expect(asJson).toMatchObject({ status: 0, complained: '' });
      expect(JSON.parse(asJson.printed)).toMatchObject(answer);
      const asText = await admin(local, ...words.split(' '));
      expect(asText).toMatchObject({ status: 0, complained: '' });
      expect(asText.printed).toMatch(/^[A-Z]\w+|^bob/);
      expect(asText.printed).not.toContain('{');
    },
  );

  it.each(commands)('%s is refused without a signature', async (_, route) => {
    const [method = '', path = ''] = route.split(' ');
    const answer = await new Person(local).send(method, path);
    expect([answer.status, answer.json()]).toMatchObject([403, { code: 'forbidden' }]);
  });

  const call = (who: keyof Local['administrators'], route: string, changes: object = {}) => {
    const [method, path = ''] = route.split(' ');
    const target = { ...local.administrators[who], ...changes };
    return callApi(target, method === 'GET' ? 'GET' : 'POST', path);
  };

  it.each(commands)('%s is refused without the permission', async (_, route) => {
    await expect(call('outsider', route)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it.each([failures, redrive])('on the queues is refused without the permission', async (act) => {
    await expect(act(local.administrators.outsider)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it.each(commands)('%s is refused with a secret that is not the one of the key', async (_, route) => {
    const { accessKeyId } = local.administrators.administrator.credentials;
    const credentials = { accessKeyId, secretAccessKey: 'another' };
    await expect(call('administrator', route, { credentials })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is refused to the helpdesk if it is about everybody', async () => {
    await expect(call('helpdesk', 'GET /admin/accounts/bob')).resolves.toMatchObject({ user: 'bob' });
    for (const route of ['POST /admin/pause', 'POST /admin/resume']) {
      await expect(call('helpdesk', route)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  it.each([['nonsense'], ['show'], ['show', 'bob', 'alice'], ['pause', '--nonsense'], []])(
    'that is used wrongly ends with status 2: %s %s',
    async (...words) => {
      await expect(admin(local, ...words)).resolves.toMatchObject({ status: 2, printed: '' });
    },
  );

  it('says what there is', async () => {
    const { status, printed } = await admin(local, '--help');
    expect(status).toBe(0);
    for (const [words] of [...commands, ...onQueues]) expect(printed).toContain(words.split(' ')[0]);
  });

  it('ends with status 1 and says what is wrong, also as JSON', async () => {
    const text = await admin(local, 'lock', 'nobody');
    expect(text).toMatchObject({ status: 1, printed: '' });
    expect(text.complained).toMatch(/^There is no such account:/);
    const { status, printed } = await admin(local, 'lock', 'nobody', '--json');
    expect([status, JSON.parse(printed)]).toMatchObject([1, { error: { code: 'not-found' } }]);
    const elsewhere = await admin(local, 'show', 'a b');
    expect(elsewhere.complained).toContain('an IAM user name');
  });
});

describe('an administrator', () => {
  it('is named in the log by the signature, whatever the request says', async () => {
    const { length } = lines;
    await admin(local, 'unlock', 'bob');
    const logged = lines.slice(length).filter((line) => line.includes('admin.account-unlocked'));
    expect(logged.map((line) => JSON.parse(line) as object)).toMatchObject([
      { by: 'arn:aws:iam::123456789012:user/administrator' },
    ]);
  });

  it('sees why somebody gets no mail', async () => {
    const reasons = async (user: string) => {
      const { printed } = await admin(local, 'show', user, '--json');
      return (JSON.parse(printed) as { reasons: string[] }).reasons;
    };
    await expect(reasons('carol@example.com')).resolves.toEqual(['no-password']);
    await expect(reasons('nobody')).resolves.toEqual(['unknown-or-outside-path']);
  });

  it('locks an account as its owner does: the old password works no more, and a link neither', async () => {
    const bob = new Person(local);
    const link = await bob.receiveLink('bob', 'bob@example.com');
    await admin(local, 'lock', 'bob');
    expect((await bob.open(link)).status).toBe(410);
    expect(local.console.signIn('bob', 'Old-password-1!').signedIn).toBe(false);
  });

  it('has what failed for good tried again', async () => {
    fault = ({ action, function: name }) =>
      action === 'kms:GenerateMac' && name.includes('SendMail') ? 'refuse' : undefined;
    await new Person(local).send('POST', '/login', { email: 'alice@example.com' });
    await local.aws.idle();
    fault = undefined;
    const failed = await admin(local, 'failed');
    expect(failed.printed).toMatch(/mail +code +alice@example\.com/);
    const known = local.mailbox.mails().length;
    await expect(admin(local, 'redrive', '--json')).resolves.toMatchObject({
      printed: JSON.stringify({ redriven: { mail: 1, link: 0 } }, null, 2) + '\n',
    });
    await local.aws.idle();
    expect(local.mailbox.mails()).toHaveLength(known + 1);
    expect((await admin(local, 'failed')).printed).toBe('Nothing failed.\n');
  });
});

describe('during a pause', () => {
  it('nothing is changed or mailed, and what waited goes on afterwards', async () => {
    const known = local.mailbox.mails().length;
    await pauseWithJobs(local, 'alice@example.com', lines);
    const state = async () => JSON.stringify([await local.aws.tables.items(), local.aws.parameters.values()]);
    const before = await state();

    const id = 'AAAAAAAAAAAAAAAAAAAAAA';
    const methods = Object.values(local.aws.template.Resources).filter(
      ({ Type, Properties }) =>
        Type === 'AWS::ApiGateway::Method' &&
        Properties?.HttpMethod === 'POST' &&
        Properties.AuthorizationType === 'NONE',
    );
    const paths = ['/login', '/token', '/logout', '/generate', '/generate-otp', '/reset', '/register'];
    const links = [`/extract/${id}`, `/dispute/${id}`, `/vouch/${id}`];
    expect([...paths, ...links]).toHaveLength(methods.length);
    // With IAM users, nobody registers.
    for (const path of [...paths, ...links].filter((each) => each !== '/register')) {
      const answer = await new Person(local).send('POST', path, {});
      expect([path, answer.status, answer.json()]).toMatchObject([path, 503, { code: 'paused' }]);
      expect(answer.headers.get('retry-after')).toBe('300');
    }
    const page = await new Person(local).send('POST', '/login', {}, { accept: 'text/html' });
    expect(page.text).toContain('Your administrator has stopped everything for now.');
    await local.aws.runSchedules();
    expect(lines.join('\n')).toContain('vault.not-swept');
    expect(await state()).toBe(before);
    expect(local.mailbox.mails()).toHaveLength(known);
    expect((await new Person(local).send('GET', '/login')).status).toBe(200);

    await admin(local, 'resume');
    await local.aws.idle();
    const mailed = local.mailbox.mails().slice(known);
    expect(mailed.map(({ to }) => to)).toEqual(['alice@example.com', 'alice@example.com']);
    expect(mailed.some(({ text }) => text.includes('/extract/'))).toBe(true);
    expect(local.aws.failures()).toHaveLength(0);
  });

  it('an administrator can still lock an account', async () => {
    await admin(local, 'pause');
    await expect(admin(local, 'lock', 'bob')).resolves.toMatchObject({ status: 0 });
    await admin(local, 'resume');
  });
});
