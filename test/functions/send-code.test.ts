import type { CodeJob } from '../../lambda/core/ports';
import { sendCode, type SendCodePorts } from '../../lambda/send-code/send-code';
import { codeJob, newBrowser, openTestSignIn, type TestSignIn } from '../support/code-sign-in';

const alice = 'alice@example.com';

describe('the function that mails codes', () => {
  let test: TestSignIn;
  let ports: SendCodePorts;
  let verified: string[];

  beforeEach(async () => {
    test = await openTestSignIn();
    verified = [];
    ports = { ...test.sendCode, markVerified: (user) => Promise.resolve(void verified.push(user)) };
  });
  afterEach(() => test.close());

  const job = (user = alice): CodeJob =>
    codeJob({ user, browserHalf: newBrowser(), requestedAt: test.clock.now() });

  it('mails a code for the event that the portal sends', async () => {
    await sendCode(ports)(job());
    expect(test.mailer.mails).toMatchObject([{ to: alice }]);
    expect(test.log.events()).toEqual(['code.mailed']);
    expect(verified).toEqual([]);
  });

  it('notes that a mailbox was proven, and mails nothing', async () => {
    await sendCode(ports)({ kind: 'verified', user: alice });
    expect(verified).toEqual([alice]);
    expect(test.mailer.mails).toEqual([]);
    expect(test.log.events()).toEqual(['account.verified']);
    expect(JSON.stringify(test.log.entries)).not.toContain('alice');
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'code'],
    ['no kind', { user: alice }],
    ['another kind', { kind: 'reset', user: alice }],
    ['another purpose', { ...codeJobOf(), purpose: 'reset' }],
    ['no request id', { ...codeJobOf(), requestId: undefined }],
    ['no browser', { ...codeJobOf(), browserHash: undefined }],
    ['a time that is none', { ...codeJobOf(), requestedAt: 'now' }],
    ['nobody verified', { kind: 'verified' }],
  ])('refuses an event with %s, so that it ends in the failure queue', async (_, event) => {
    await expect(sendCode(ports)(event)).rejects.toThrow();
    expect(test.mailer.mails).toEqual([]);
    expect(verified).toEqual([]);
    expect(await test.table.items()).toEqual([]);
  });

  it('tells the log and the failure queue what failed, and nobody by name', async () => {
    const failure = () => Promise.reject(new TypeError(`User ${alice} cannot be found.`));
    const failing = sendCode({ ...ports, mailboxes: { find: failure }, markVerified: failure });
    for (const event of [job(), { kind: 'verified', user: alice }]) {
      const error: unknown = await failing(event).catch((reason: unknown) => reason);
      expect(error).toEqual(new Error('code.failed: TypeError'));
      expect((error as Error).cause).toBeUndefined();
      expect((error as Error).stack).not.toContain('alice');
      expect(test.log.entries.at(-1)).toMatchObject({
        level: 'error',
        event: 'code.failed',
        details: { error: 'TypeError', kind: event.kind },
        cause: undefined,
      });
    }
    expect(JSON.stringify(test.log.entries)).not.toContain('alice');
  });
});

function codeJobOf(): CodeJob {
  return codeJob({ user: alice, browserHalf: newBrowser(), requestedAt: new Date(0) });
}
