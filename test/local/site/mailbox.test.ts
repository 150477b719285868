import { Mailbox, type Mail } from '../../../local/site/mailbox';

const mail = (to: string, subject: string): Mail => ({
  id: subject,
  to,
  from: 'passlink@example.com',
  subject,
  text: '',
  html: '',
  sentAt: '2026-11-20T09:30:00.000Z',
});

describe('waiting for a mail', () => {
  it('gives each mail once, the oldest first', async () => {
    const mailbox = new Mailbox();
    mailbox.deliver(mail('bob', 'one'));
    mailbox.deliver(mail('bob', 'two'));
    await expect(mailbox.waitFor({ to: 'bob' })).resolves.toMatchObject({ subject: 'one' });
    await expect(mailbox.waitFor({ to: 'bob' })).resolves.toMatchObject({ subject: 'two' });
    expect(mailbox.mails()).toHaveLength(2);
  });

  it('takes the next that arrives, and only what it waits for', async () => {
    const mailbox = new Mailbox();
    const [first, second] = [
      mailbox.waitFor({ to: 'bob' }),
      mailbox.waitFor(({ subject }) => subject === 'two'),
    ];
    mailbox.deliver(mail('alice', 'two'));
    mailbox.deliver(mail('bob', 'one'));
    await expect(first).resolves.toMatchObject({ to: 'bob' });
    await expect(second).resolves.toMatchObject({ to: 'alice' });
  });

  it('ends with what did arrive', async () => {
    const mailbox = new Mailbox();
    await expect(mailbox.waitFor({ to: 'bob' }, { milliseconds: 1 })).rejects.toThrow('Arrived: nothing');
    mailbox.deliver(mail('alice', 'Hello'));
    await expect(mailbox.waitFor({ to: 'bob' }, { milliseconds: 1 })).rejects.toThrow('- to alice: Hello');
  });
});
