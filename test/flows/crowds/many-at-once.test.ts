import type { Local } from '../../../local';
import { Person } from '../../support/flows/person';
import { startTestStack } from '../../support/flows/stack';

const codes = 60;
const links = 30;

describe('many people at once, with the quotas of AWS', () => {
  let local: Local;
  const lines: string[] = [];

  beforeAll(async () => {
    local = await startTestStack({
      users: codes + links,
      quotas: { 'ssm:PutParameter': 4, 'iam:UpdateLoginProfile': 5, 'ses:SendEmail': 10 },
      log: (line) => lines.push(line),
    });
  });
  afterAll(() => local.close());

  it('get exactly one mail each, and nothing is lost or left', async () => {
    const everybody = local.aws.users.names().filter((name) => name.startsWith('user'));
    expect(everybody).toHaveLength(codes + links);
    const answers = await Promise.all(
      everybody.map((email, index) => {
        const person = new Person(local);
        return index < codes ? person.send('POST', '/login', { email }) : person.ask(email);
      }),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    await local.aws.idle();

    const mails = local.mailbox.mails();
    expect(mails.map(({ to }) => to).sort()).toEqual([...everybody].sort());
    const linked = mails.filter(({ text }) => text.includes('/extract/')).map(({ to }) => to);
    expect(linked.sort()).toEqual(everybody.slice(codes));
    expect(local.aws.failures()).toEqual([]);
    // Otherwise nobody had to wait.
    expect(local.aws.throttled()).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes('job.'))).toEqual([]);
  }, 120_000);
});
