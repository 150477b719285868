import { accountFingerprint } from '../../lambda/core/account/account';
import type { Local, NewUser } from '../../local';
import { choosePassword, newestNotice, receiveResetCode } from '../support/flows/code-reset';
import { Person } from '../support/flows/person';
import { startTestStack, type TestStage } from '../support/flows/stack';

const path = '/staff/';
const password = 'Old-password-1!';
const newPassword = 'My-own-choice-2';

/** A running stage, and the lines of its log. */
interface Stage {
  readonly local: Local;
  readonly lines: string[];
}

/** Asks for a code for an IAM user. Returns to whom the mails went that this caused. */
async function askFor({ local }: Stage, name: string): Promise<readonly string[]> {
  const before = local.mailbox.mails().length;
  const answer = await new Person(local).send('POST', '/login', { email: name });
  expect([answer.status, answer.text]).toEqual([202, '{"status":"code-sent"}']);
  await local.aws.idle();
  return local.mailbox
    .mails()
    .slice(before)
    .map(({ to }) => to);
}

/** Why nobody got a mail, with a code or with a link, as the log says it for an account. */
function reasonsFor({ lines }: Stage, name: string, what: 'code' | 'link' = 'code'): readonly unknown[] {
  return lines
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
    .filter(({ account }) => account === accountFingerprint(name))
    .flatMap(({ message, reason }) => (message === `${what}.not-eligible` ? [reason] : []));
}

async function startStage(stage: TestStage): Promise<Stage> {
  const lines: string[] = [];
  return { local: await startTestStack({ stage, log: (line) => lines.push(line) }), lines };
}

describe('the address of an IAM user', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage('tags');
  });
  afterAll(() => stage.local.close());

  /** Adds a user with this tag. Each has a name of its own. */
  const withTags = (tags: NewUser['tags'] = {}, options: Partial<NewUser> = {}): string => {
    const { users } = stage.local.aws;
    const name = `user-${users.names().length}`;
    users.add({ name, path, password, tags, ...options });
    return options.name ?? name;
  };

  it.each([
    ['is the tag of the setting', { Mail: 'a@example.com' }, 'a@example.com'],
    ['is the tag in lower case', { mail: 'b@example.com' }, 'b@example.com'],
    ['is the tag in upper case', { MAIL: 'c@example.com' }, 'c@example.com'],
    ['is the tag beside another one', { email: 'x@example.com', mail: 'd@example.com' }, 'd@example.com'],
    ['has white space around it', { mail: ' \u00a0e@example.com\t' }, 'e@example.com'],
    ['has a full stop at its end', { mail: 'f@example.com.' }, 'f@example.com'],
    ['has both', { mail: ' g@example.com . ' }, 'g@example.com'],
    ['has a domain in capitals', { mail: 'h@EXAMPLE.com' }, 'h@EXAMPLE.com'],
    ['has a domain beyond ASCII', { mail: 'i@bücher.example' }, 'i@xn--bcher-kva.example'],
    ['has its A-label', { mail: 'j@xn--bcher-kva.example' }, 'j@xn--bcher-kva.example'],
  ])('%s', async (_, tags, to) => {
    const name = withTags(tags);
    await expect(askFor(stage, name)).resolves.toEqual([to]);
    expect(reasonsFor(stage, name)).toEqual([]);
  });

  it('is the user name without a value in the tag', async () => {
    const name = withTags({ mail: ' ', email: 'x@example.com' }, { name: 'zoe@example.com' });
    await expect(askFor(stage, name)).resolves.toEqual(['zoe@example.com']);
  });

  it.each([
    ['there is none', { email: 'k@example.com' }, 'no-mail-address'],
    ['there are two, with a comma', { mail: 'k@example.com,l@example.com' }, 'several-mail-addresses'],
    ['there are two, with a semicolon', { mail: 'k@example.com; l@example.com' }, 'several-mail-addresses'],
    ['there are two, with a space', { mail: 'k@example.com l@example.com' }, 'several-mail-addresses'],
    ['it is none', { mail: 'ask my assistant' }, 'invalid-mail-address'],
    ['its domain is not allowed', { mail: 'k@elsewhere.example' }, 'mail-domain-not-allowed'],
    ['its domain is like one that is', { mail: 'k@bucher.example' }, 'mail-domain-not-allowed'],
    ['SES does not take its beginning', { mail: 'grüße@example.com' }, 'mail-local-part-not-for-ses'],
  ])('gets no mail if %s, and the log says so', async (_, tags, reason) => {
    const name = withTags(tags);
    await expect(askFor(stage, name)).resolves.toEqual([]);
    expect(reasonsFor(stage, name)).toEqual([reason]);
  });

  it('is the tag even if it is wrong and the user name is an address', async () => {
    const tags = { mail: 'yan@example.com, yve@example.com' };
    const name = withTags(tags, { name: 'yan@example.com' });
    await expect(askFor(stage, name)).resolves.toEqual([]);
    expect(reasonsFor(stage, name)).toEqual(['several-mail-addresses']);
  });

  it.each([
    ['carol@example.com', 'no-password'],
    ['nobody@example.com', 'unknown-or-outside-path'],
    ['root-admin@example.com', 'unknown-or-outside-path'],
  ])('does not matter for %s, and the log says why', async (name, reason) => {
    await expect(askFor(stage, name)).resolves.toEqual([]);
    expect(reasonsFor(stage, name)).toEqual([reason]);
  });
});

describe('with mfa "required"', () => {
  let stage: Stage;
  const tags = { email: 'shared@example.com' };

  beforeAll(async () => {
    stage = await startStage('devicesAnywhere');
    const { users } = stage.local.aws;
    users.add({ name: 'with', path, password, tags, mfaDevices: ['arn:aws:iam::123456789012:mfa/with'] });
    users.add({ name: 'without', path, password, tags });
  });
  afterAll(() => stage.local.close());

  it('a user with a device gets a code, and sets a password', async () => {
    const person = new Person(stage.local);
    const code = await receiveResetCode(stage.local, person, 'with', 'shared@example.com');
    expect((await choosePassword(person, 'with', code, newPassword)).status).toBe(200);
    expect(stage.local.console.signIn('with', newPassword).signedIn).toBe(true);
    await newestNotice(stage.local, 'shared@example.com');
  });

  it('a user without one gets none, the answer is the same, and the log says why', async () => {
    await expect(askFor(stage, 'without')).resolves.toEqual([]);
    expect(reasonsFor(stage, 'without')).toEqual(['no-mfa-device']);
  });

  it('a user with a device gets a link, and a password from it', async () => {
    const person = new Person(stage.local);
    const opened = await person.open(await person.receiveLink('with', 'shared@example.com'));
    expect(opened.status).toBe(200);
    const { password: generated } = opened.json() as { readonly password: string };
    expect(stage.local.console.signIn('with', generated)).toEqual({
      signedIn: true,
      mustChangePassword: true,
    });
    await newestNotice(stage.local, 'shared@example.com');
  });

  it('a user without one gets no link, keeps the password, and the log says why', async () => {
    const before = stage.local.mailbox.mails().length;
    await new Person(stage.local).ask('without');
    await stage.local.aws.idle();
    expect(stage.local.mailbox.mails()).toHaveLength(before);
    expect(stage.local.console.signIn('without', password).signedIn).toBe(true);
    expect(reasonsFor(stage, 'without', 'link')).toEqual(['no-mfa-device']);
  });

  it.each([
    ['/login', (email: string) => ({ email }), 202],
    ['/generate-otp', (email: string) => ({ email }), 202],
    ['/generate', (user: string) => ({ user }), 202],
    ['/token', (email: string) => ({ email, code: 'K7MQ-2X9P' }), 401],
    ['/reset', (email: string) => ({ email, otp: 'K7MQ-2X9P', password: newPassword }), 401],
  ])('POST %s answers the same with a device, without one, and for nobody', async (route, fields, status) => {
    const answers = [];
    for (const name of ['with', 'without', 'nobody-at-all']) {
      const answer = await new Person(stage.local).send('POST', route, fields(name));
      const text = answer.text.replace(/"pickupCode":"\d{6}"/, '"pickupCode":"…"');
      answers.push({ status: answer.status, text, headers: [...answer.headers.keys()] });
    }
    expect(answers).toEqual(Array(3).fill({ ...answers[0], status }));
    await stage.local.aws.idle();
  });

  it('a name that IAM does not know is unknown, where the path is everything', async () => {
    await expect(askFor(stage, 'nobody')).resolves.toEqual([]);
    expect(reasonsFor(stage, 'nobody')).toEqual(['unknown']);
  });

  it('a common password is taken where the setting says so', async () => {
    const person = new Person(stage.local);
    const code = await receiveResetCode(stage.local, person, 'with', 'shared@example.com');
    expect((await choosePassword(person, 'with', code, 'Password1!')).status).toBe(200);
  });
});

describe('a common password', () => {
  let local: Local;

  beforeAll(async () => {
    local = await startTestStack({ stage: 'dev' });
  });
  afterAll(() => local.close());

  it('is refused for an IAM user, and does not use the code up', async () => {
    const person = new Person(local);
    const code = await receiveResetCode(local, person, 'bob', 'bob@example.com');
    const refused = await choosePassword(person, 'bob', code, 'Password1!');
    expect(refused.json()).toMatchObject({
      code: 'password-rejected',
      status: 422,
      reasons: [expect.stringContaining('is on a list of common passwords')],
    });
    expect(local.console.signIn('bob', password).signedIn).toBe(true);
    expect((await choosePassword(person, 'bob', code, newPassword)).status).toBe(200);
  });
});
