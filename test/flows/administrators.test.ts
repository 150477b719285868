import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  CreateLoginProfileCommand,
  CreateUserCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  IAMClient,
  paginateListUsers,
} from '@aws-sdk/client-iam';
import { callApi } from '../../bin/admin/api';
import { examine } from '../../bin/admin/doctor/doctor';
import { failures, redrive } from '../../bin/admin/failures';
import { smoke } from '../../bin/admin/smoke/smoke';
import { accountFingerprint } from '../../lambda/core/account/account';
import type { AwsCall, Fault, Local } from '../../local';
import { differences, errorDifferences } from '../support/core/documented-shape';
import { admin, adminAnswering, pauseWithJobs } from '../support/flows/administrators';
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

/** Those that call AWS itself, or read the log. */
const read = [
  ['failed', { failed: [] }],
  ['redrive', { redriven: { mail: 0, link: 0 } }],
  ['trail', { events: expect.any(Array) as unknown, complete: true }],
] as const;

describe('a command', () => {
  it.each([...commands.map(([words, , answer]) => [words, answer] as const), ...read])(
    '%s is done, and prints JSON on request, else a text',
    async (words, answer) => {
      const asJson = await admin(local, ...words.split(' '), '--json');
      expect(asJson).toMatchObject({ status: 0, complained: '' });
      expect(JSON.parse(asJson.printed)).toMatchObject(answer);
      expect(differences(words, asJson.printed)).toEqual([]);
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

  it('on the queues is refused without a signature', async () => {
    const { endpoint, outputs } = local.administrators.administrator;
    const headers = { 'content-type': 'application/x-amz-json-1.0' };
    for (const operation of ['ReceiveMessage', 'GetQueueAttributes']) {
      const answer = await fetch(endpoint, {
        method: 'POST',
        headers: { ...headers, 'x-amz-target': `AmazonSQS.${operation}` },
        body: JSON.stringify({ QueueUrl: outputs.MailFailures }),
      });
      expect(answer.status).toBe(403);
    }
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

  const wrong = [
    ['nonsense'],
    [],
    ...[...commands, ...read].map(([words]) => [...words.split(' '), 'more']),
    ...[...commands, ...read].map(([words]) => [...words.split(' '), '--nonsense']),
    ...['show', 'lock', 'unlock'].map((command) => [command]),
    ['trail', '--since', 'yesterday'],
    ...['doctor', 'smoke --address administrator@example.com'].flatMap((words) =>
      ['more', '--nonsense'].map((word) => [...words.split(' '), word]),
    ),
  ];

  it.each(wrong.map((words) => [words]))('that is used wrongly ends with status 2: %j', async (words) => {
    await expect(admin(local, ...words)).resolves.toMatchObject({ status: 2, printed: '' });
  });

  it('says what there is', async () => {
    const { status, printed } = await admin(local, '--help');
    expect(status).toBe(0);
    for (const [words] of [...commands, ...read]) expect(printed).toContain(words.split(' ')[0]);
  });

  it('ends with status 1 and says what is wrong, also as JSON', async () => {
    const text = await admin(local, 'lock', 'nobody');
    expect(text).toMatchObject({ status: 1, printed: '' });
    expect(text.complained).toMatch(/^There is no such account:/);
    const { status, printed } = await admin(local, 'lock', 'nobody', '--json');
    expect([status, JSON.parse(printed)]).toMatchObject([1, { error: { code: 'not-found' } }]);
    expect(errorDifferences(printed)).toEqual([]);
    const elsewhere = await admin(local, 'show', 'a b');
    expect(elsewhere.complained).toContain('an IAM user name');
  });
});

describe('the trail', () => {
  interface Event {
    readonly [name: string]: string | undefined;
    readonly timestamp: string;
    readonly message: string;
  }

  const trailOf = async (...words: readonly string[]) => {
    const { status, printed } = await admin(local, 'trail', ...words, '--json');
    expect(status).toBe(0);
    return JSON.parse(printed) as { readonly events: readonly Event[]; readonly complete: boolean };
  };

  it('names who did what, newest last, of one account or of all', async () => {
    await new Person(local).send('POST', '/login', { email: 'alice@example.com' });
    await local.aws.idle();
    for (const command of ['show bob', 'lock bob', 'unlock bob', 'pause', 'resume'])
      await admin(local, ...command.split(' '));
    const by = 'arn:aws:iam::123456789012:user/administrator';
    const account = accountFingerprint('bob');
    const ofBob = await trailOf('--user', 'BOB');
    expect(ofBob.complete).toBe(true);
    expect(new Set(ofBob.events.map((event) => event.account))).toEqual(new Set([account]));
    expect(ofBob.events.slice(-3)).toMatchObject([
      { message: 'admin.account-shown', outcome: 'done', account, by },
      { message: 'admin.account-locked', outcome: 'done', account, by },
      { message: 'admin.account-unlocked', outcome: 'done', account, by },
    ]);
    const { events } = await trailOf();
    expect(events.slice(-2)).toMatchObject([
      { message: 'admin.paused', outcome: 'done', by },
      { message: 'admin.resumed', outcome: 'done', by },
    ]);
    expect(events.map(({ message }) => message)).toContain('code.mailed');
    const times = events.map(({ timestamp }) => timestamp);
    expect(times).toEqual([...times].sort());
    expect((await trailOf('--since', '2100-01-01')).events).toEqual([]);
    expect(await admin(local, 'trail', '--since', '2100-01-01')).toMatchObject({
      status: 0,
      printed: 'Nothing happened in this time.\n',
    });
  });

  it('has its last events with the account that an administrator looks at', async () => {
    await admin(local, 'unlock', 'bob');
    const { events } = JSON.parse((await admin(local, 'show', 'bob', '--json')).printed) as {
      readonly events: readonly Event[];
    };
    expect(events.map(({ message }) => message)).toContain('admin.account-unlocked');
    expect(events.length).toBeLessThanOrEqual(10);
    expect((await admin(local, 'show', 'bob')).printed).toContain('admin.account-unlocked');
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

  it('sees what became of a link', async () => {
    const shown = async () => {
      const { printed } = await admin(local, 'show', 'alice@example.com');
      return /^Link +(.*)$/m.exec(printed)?.[1];
    };
    const alice = new Person(local);
    const link = await alice.receiveLink('alice@example.com');
    await expect(shown()).resolves.toBe('waits');
    await alice.open(link);
    await expect(shown()).resolves.toBe('opened');
  });

  it('locks an account as its owner does: the old password works no more, and a link neither', async () => {
    const bob = new Person(local);
    const link = await bob.receiveLink('bob', 'bob@example.com');
    await admin(local, 'lock', 'bob');
    expect((await bob.open(link)).status).toBe(410);
    expect(local.console.signIn('bob', 'Old-password-1!').signedIn).toBe(false);
  });

  // After a lost answer nobody knows whether SES took the mail.
  it.each([
    ['code', 'kms:GenerateMac', 'refuse', { mail: 1, link: 0 }],
    ['code', 'ses:SendEmail', 'drop-answer', { mail: 1, link: 0 }],
    ['link', 'ses:SendEmail', 'drop-answer', { mail: 0, link: 1 }],
  ] as const)(
    'has what failed for good tried again, and mails it: a %s after %s with "%s"',
    async (kind, failing, how, redriven) => {
      fault = ({ action, function: name }) =>
        action === failing && /SendMail|Generate/.test(name) ? how : undefined;
      const person = new Person(local);
      if (kind === 'link') await person.ask('alice@example.com');
      else await person.send('POST', '/login', { email: 'alice@example.com' });
      await local.aws.idle();
      fault = undefined;
      // A look does not hide the message from the next one.
      expect((await admin(local, 'failed')).printed).toMatch(new RegExp(`${kind} +alice@example\\.com`));
      const { printed } = await admin(local, 'failed', '--json');
      expect(differences('failed', printed)).toEqual([]);
      expect(printed).toContain('"user": "alice@example.com"');
      const known = local.mailbox.mails().length;
      await expect(admin(local, 'redrive', '--json')).resolves.toMatchObject({
        printed: JSON.stringify({ redriven }, null, 2) + '\n',
      });
      await local.aws.idle();
      expect(local.mailbox.mails()).toHaveLength(known + 1);
      expect((await admin(local, 'failed')).printed).toBe('Nothing failed.\n');
    },
  );
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

  it('an administrator can still lock an account, and doctor says that it holds', async () => {
    await admin(local, 'pause');
    await expect(admin(local, 'lock', 'bob')).resolves.toMatchObject({ status: 0 });
    expect((await admin(local, 'doctor')).printed).toMatch(/^advice +users +Everything is paused since/m);
    await admin(local, 'resume');
  });
});

describe('doctor', () => {
  interface Findings {
    readonly findings: readonly { check: string; outcome: string; says: string; mend?: string }[];
  }
  const doctor = async () => {
    const { status, printed } = await admin(local, 'doctor', '--json');
    expect(differences('doctor', printed)).toEqual([]);
    return { status, findings: (JSON.parse(printed) as Findings).findings };
  };

  it('checks what the laptop has, and says of the rest that nobody looked', async () => {
    const { status, findings } = await doctor();
    expect(findings.filter(({ outcome }) => outcome === 'broken')).toEqual([]);
    expect(status).toBe(0);
    const outcomes = (outcome: string) =>
      findings.filter((finding) => finding.outcome === outcome).map(({ check }) => check);
    expect(outcomes('ok')).toEqual([
      'settings',
      'password-policy',
      'api',
      'queue MailJobs',
      'queue MailFailures',
      'queue LinkJobs',
      'queue LinkFailures',
      'users',
    ]);
    expect(outcomes('not checked')).toEqual([
      'bootstrap',
      'sender',
      'dkim',
      'sending',
      'ssm-throughput',
      'users',
    ]);
    expect(findings.at(-1)).toMatchObject({ says: '2 of 3 under /staff/ can recover.' });
  });

  it('ends with status 1 if a user cannot recover, and says what to do', async () => {
    const [password, path] = ['Old-password-1!', '/staff/'];
    local.aws.users.add({ name: 'dave', path, password });
    local.aws.users.add({ name: 'erin@example.net', path, password });
    const { status, findings } = await doctor();
    expect(status).toBe(1);
    expect(findings.filter(({ outcome }) => outcome === 'broken')).toMatchObject([
      {
        says: expect.stringMatching(/^dave: no mail address/) as string,
        mend: 'aws iam tag-user --user-name dave --tags Key=email,Value=<address>',
      },
      { says: 'erin@example.net: the mail address is not in example.com.' },
    ]);
    const { printed } = await admin(local, 'doctor');
    expect(printed).toMatch(/^broken +users +dave: no mail address.*\n +> aws iam tag-user/m);
    expect(printed).toContain('\nBroken: 2.\n');
  });

  it('is for those with the policy', async () => {
    const findings = await examine({ target: local.administrators.outsider, progress: () => undefined });
    expect(findings.filter(({ check }) => check === 'password-policy')).toMatchObject([
      { outcome: 'not checked', mend: expect.stringContaining('AdministratorPolicy') as string },
    ]);
  });
});

describe('smoke', () => {
  const address = 'administrator@example.com';
  const smokeUsers = () => local.aws.users.names().filter((name) => name.startsWith('passlink-smoke-'));
  /** Reads the mailbox as an administrator would: the code, then the whole link. */
  const answer = async (question: string) => {
    const mail = await local.mailbox.waitFor(
      ({ to, text }) => to === address && text.includes('/extract/') === question.includes('link'),
    );
    const [found = ''] =
      (question.includes('link') ? /\S+\/extract\/\S+/ : /\b[\dA-Z]{4}-[\dA-Z]{4}\b/).exec(mail.text) ?? [];
    return found;
  };

  it('runs the main job and removes the user', async () => {
    const parameters = local.aws.parameters.names();
    const { status, printed, complained } = await adminAnswering(
      local,
      answer,
      'smoke',
      '--address',
      address,
      '--json',
    );
    expect(complained).toMatch(/^(ok {2}.+\n){9}Removed passlink-smoke-/);
    expect(status).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ removed: true });
    expect(differences('smoke', printed)).toEqual([]);
    expect(smokeUsers()).toEqual([]);
    expect(local.aws.parameters.names()).toEqual(parameters);
  });

  it('removes the user also when it fails half way, and says which step failed', async () => {
    const made: string[] = [];
    const wrong = () => {
      made.push(...smokeUsers());
      return Promise.resolve('AAAA-AAAA');
    };
    const ended = await adminAnswering(local, wrong, 'smoke', '--address', address);
    expect([ended.status, made.length]).toEqual([1, 3]);
    expect(ended.complained).toContain('Paste the code from the mail: the portal answered 401, not 200.');
    expect(smokeUsers()).toEqual([]);
  });

  it('ends with what IAM says if it makes no user', async () => {
    const people = {
      ask: answer,
      tell: () => undefined,
      signal: new AbortController().signal,
      end: () => undefined,
    };
    await expect(smoke(local.administrators.helpdesk, address, people)).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('removes the user also if IAM gives it no password', async () => {
    fault = ({ action }) => (action === 'iam:CreateLoginProfile' ? 'refuse' : undefined);
    const ended = await adminAnswering(local, answer, 'smoke', '--address', address);
    fault = undefined;
    expect(ended).toMatchObject({
      status: 1,
      complained: expect.stringContaining('Removed passlink-') as string,
    });
    expect(smokeUsers()).toEqual([]);
  });

  it('makes no user for an address that gets no mail', async () => {
    const ended = await admin(local, 'smoke', '--address', 'me@example.net');
    expect(ended).toMatchObject({
      status: 1,
      complained: expect.stringContaining('in example.com') as string,
    });
    await expect(admin(local, 'smoke')).resolves.toMatchObject({ status: 2 });
  });

  it.each(['an interruption', 'the end of the input'])('removes the user also at %s', async (what) => {
    const words = ['smoke', '--address', address, '--local', new URL(local.url).origin];
    const root = join(__dirname, '..', '..');
    const child = spawn(process.execPath, ['--import', 'tsx', 'bin/admin.ts', ...words], { cwd: root });
    const ended = once(child, 'close');
    let said = '';
    for await (const text of child.stderr) {
      said += String(text);
      if (!said.endsWith('> ')) continue;
      expect(smokeUsers()).toHaveLength(1);
      if (what === 'an interruption') child.kill('SIGINT');
      else child.stdin.end();
      said += '\n';
    }
    await expect(ended).resolves.toEqual([1, null]);
    expect(said).toMatch(/Removed passlink-smoke-.*\n(Interrupted|The input ended before the answer)\.\n$/);
    expect(smokeUsers()).toEqual([]);
  });
});

describe('the IAM of the laptop', () => {
  const clientFor = (who: keyof Local['administrators']) => {
    const { endpoint, region, credentials } = local.administrators[who];
    return new IAMClient({ endpoint, region, credentials });
  };

  it('lists users page by page, only those under the path', async () => {
    const pages = paginateListUsers(
      { client: clientFor('administrator'), pageSize: 2 },
      { PathPrefix: '/staff/' },
    );
    const names: (readonly string[])[] = [];
    for await (const { Users = [] } of pages) names.push(Users.map(({ UserName = '' }) => UserName));
    expect(names.map(({ length }) => length)).toEqual([2, 2, 1]);
    expect(names.flat()).not.toContain('root-admin@example.com');
  });

  it('makes a user once, and removes it only without a password', async () => {
    const client = clientFor('administrator');
    const [UserName, Password] = ['passlink-smoke-test', 'Old-password-1!'];
    const make = () => client.send(new CreateUserCommand({ UserName, Path: '/staff/' }));
    const makeProfile = () => client.send(new CreateLoginProfileCommand({ UserName, Password }));
    const remove = () => client.send(new DeleteUserCommand({ UserName }));
    const removeProfile = () => client.send(new DeleteLoginProfileCommand({ UserName }));
    await make();
    await expect(make()).rejects.toMatchObject({ name: 'EntityAlreadyExistsException' });
    await makeProfile();
    await expect(makeProfile()).rejects.toMatchObject({ name: 'EntityAlreadyExistsException' });
    expect(local.console.signIn(UserName, Password)).toEqual({ signedIn: true, mustChangePassword: false });
    await expect(remove()).rejects.toMatchObject({ name: 'DeleteConflictException' });
    await removeProfile();
    await expect(removeProfile()).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    expect(local.console.signIn(UserName, Password).signedIn).toBe(false);
    await remove();
    // As on AWS, where a policy for a path knows no path of a name that is gone.
    await expect(removeProfile()).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(local.aws.users.names()).not.toContain(UserName);
  });

  it('lets an administrator make no other users', async () => {
    const make = (UserName: string, Path: string) =>
      clientFor('administrator').send(new CreateUserCommand({ UserName, Path }));
    await expect(make('mallory', '/staff/')).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(make('passlink-smoke-test', '/admins/')).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
