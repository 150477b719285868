import type { AwsCall, Fault, Local } from '../../local';
import { admin } from '../support/flows/administrators';
import { choosePassword, dispute, newestNotice, receiveResetCode } from '../support/flows/code-reset';
import { Person, type Received, type Revealed } from '../support/flows/person';
import { auditProblems } from '../support/core/audit-schema';
import { leaked } from '../support/flows/secrets';
import { enterCode, receiveCode, signIn } from '../support/flows/sign-in';
import { startTestStack } from '../support/flows/stack';

describe('everything that is written anywhere', () => {
  const lines: string[] = [];
  /** What the command line printed. */
  const printed: string[] = [];
  const secrets = new Set<string>();
  let local: Local;
  let fault: ((call: AwsCall) => Fault | undefined) | undefined;

  /** All output of the functions, all items of all tables, and the dead letters. */
  const everythingWritten = async () => [
    ...lines,
    ...printed,
    JSON.stringify(await local.aws.tables.items()),
    JSON.stringify(local.aws.failures()),
  ];

  interface Token {
    readonly accessToken: string;
  }

  function remember(person: Person, { key, pickupCode }: Received): void {
    for (const secret of [key, pickupCode, ...person.cookies.values()]) secrets.add(secret);
  }

  async function receive(person: Person): Promise<Received> {
    const link = await person.receiveLink('alice@example.com');
    remember(person, link);
    for (const value of Object.values(local.aws.parameters.values())) secrets.add(value);
    return link;
  }

  async function open(person: Person, link: Received, pickupCode?: string): Promise<number> {
    const answer = await person.open(link, pickupCode);
    if (answer.status === 200) secrets.add((answer.json() as Revealed).password);
    return answer.status;
  }

  beforeAll(async () => {
    local = await startTestStack({ log: (line) => lines.push(line), onCall: (call) => fault?.(call) });
    const [alice, phone] = [new Person(local), new Person(local)];

    // The link works in the same browser and in another one, and somebody tries it again.
    let link = await receive(alice);
    await open(alice, link);
    await open(alice, link);
    link = await receive(alice);
    await open(phone, link);
    await open(phone, link, '000000');
    await open(phone, link, link.pickupCode);

    // The key in wrong places: the path, the query, another field, an invalid body.
    link = await receive(alice);
    await alice.send('GET', `/extract/${link.id}%23${link.key}`);
    await alice.send('GET', `/extract/${link.id}?key=${link.key}`);
    await alice.send('GET', `/nowhere/${link.key}`);
    await alice.send('POST', `/extract/${link.id}`, { wrong: link.key });
    await alice.send('POST', `/extract/${link.id}`, { key: [link.key] });
    await alice.send('POST', '/generate', { user: link.key + link.key });
    await alice.send('POST', `/extract/${link.id}`, link.key);

    // Signing in, with every secret on the way.
    const code = await receiveCode(local, alice, 'alice@example.com');
    secrets.add(code).add(code.replace('-', ''));
    await enterCode(alice, 'alice@example.com', '0000-0000');
    await enterCode(alice, code, code);
    secrets.add(((await enterCode(alice, 'alice@example.com', code)).json() as Token).accessToken);
    await alice.send('GET', '/account');
    await alice.send('GET', `/account?token=${[...alice.cookies.values()].join()}`);

    // A chosen password, accepted and refused, and "This wasn't me" with its key in wrong places.
    const otp = await receiveResetCode(local, alice, 'alice@example.com');
    const [chosen, refused] = ['Chosen-by-Alice-7', 'refused-by-the-policy'];
    for (const secret of [otp, otp.replace('-', ''), chosen, refused]) secrets.add(secret);
    await choosePassword(alice, 'alice@example.com', otp, refused);
    await choosePassword(alice, 'alice@example.com', '0000-0000', chosen);
    await choosePassword(alice, chosen, otp, chosen);
    await alice.send('POST', '/reset', { email: 'alice@example.com', otp: [otp], password: [chosen] });
    await choosePassword(alice, 'alice@example.com', otp, chosen);
    const notice = await newestNotice(local, 'alice@example.com');
    secrets.add(notice.key);
    await alice.send('GET', `/dispute/${notice.id}%23${notice.key}`);
    await alice.send('POST', `/dispute/${notice.id}`, { confirmation: notice.key });
    await dispute(alice, notice);

    // Each service fails, so that the functions log errors with all their details.
    for (const service of ['dynamodb', 'ssm', 'kms', 'sqs', 'iam', 'ses']) {
      for (const kind of ['refuse', 'drop-answer'] as const) {
        const fresh = await receiveResetCode(local, alice, 'alice@example.com');
        fault = ({ action }) => (action.startsWith(`${service}:`) ? kind : undefined);
        await alice.ask('alice@example.com');
        await alice.send('POST', '/login', { email: 'alice@example.com' });
        await enterCode(alice, 'alice@example.com', code);
        await alice.send('GET', '/account');
        await choosePassword(alice, 'alice@example.com', fresh, chosen);
        await dispute(alice, notice);
        await open(alice, link);
        await open(phone, link, link.pickupCode);
        await local.aws.idle();
        fault = undefined;
        link = await receive(alice);
      }
    }
    await open(alice, link);
    await signIn(local, alice, 'alice@example.com');
    await alice.send('POST', '/logout');
    for (const { text } of local.mailbox.mails()) {
      for (const code of text.match(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/gm) ?? []) secrets.add(code);
      for (const [, key = ''] of text.matchAll(/\/dispute\/[\w-]+#([\w-]+)/g)) secrets.add(key);
    }
    await local.aws.runSchedules();

    const words = ['show', 'unlock', 'lock'].map((command) => [command, 'alice@example.com']);
    for (const command of [...words, ['pause'], ['resume'], ['failed'], ['redrive'], ['trail']]) {
      for (const form of [[], ['--json']]) printed.push((await admin(local, ...command, ...form)).printed);
    }
  });
  afterAll(() => local.close());

  it('holds no password, key, pickup code, cookie or sealed value', async () => {
    expect(secrets.size).toBeGreaterThan(40);
    expect(lines.length).toBeGreaterThan(100);
    expect(leaked([...secrets], await everythingWritten())).toEqual([]);
  });

  it('has what each command of the administrators printed', () => {
    expect(printed).toHaveLength(16);
    expect(printed).not.toContain('');
  });

  it('names people by fingerprints only', () => {
    expect(lines.filter((line) => line.includes('alice@example.com'))).toEqual([]);
  });

  it('has the published form where it belongs to the audit trail, and the page shows it', async () => {
    const trail = lines
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
      .filter(({ audit }) => audit !== undefined);
    expect(trail.length).toBeGreaterThan(100);
    expect(trail.flatMap(auditProblems)).toEqual([]);
    const origin = new URL(local.url).origin;
    const page = await (await fetch(`${origin}/_local/trail`)).text();
    expect(page).toContain('password.changed');
    expect(leaked([...secrets], [page])).toEqual([]);
  });

  it('is searched for each secret in every spelling', () => {
    for (const secret of secrets) {
      expect(leaked([secret], [...lines, JSON.stringify({ message: 'oops', value: secret })])).toEqual([
        secret,
      ]);
    }
    const [long = ''] = [...secrets].filter((secret) => secret.length > 8);
    expect(leaked([long], [`/dev/extract/x%23${encodeURIComponent(long)}`])).toEqual([long]);
    expect(leaked([long], [Buffer.from(long).toString('base64')])).toEqual([long]);
  });
});
