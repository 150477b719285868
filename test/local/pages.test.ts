import { consolePage, mailboxPage } from '../../local/pages';

const mail = {
  id: '1',
  to: 'bob@example.com',
  from: 'passlink@example.com',
  subject: '<b>Hello</b>',
  text: 'Plain & simple',
  html: '<p class="x">Open <a href="https://example.com">this</a></p>',
  sentAt: '2026-11-20T09:30:00.000Z',
};

describe('the mailbox page', () => {
  it('says so when there is no mail', () => {
    expect(mailboxPage([])).toContain('No mail yet');
  });

  it('shows the newest mail first', () => {
    const page = mailboxPage([mail, { ...mail, subject: 'Newer' }]);
    expect(page.indexOf('Newer')).toBeLessThan(page.indexOf('&lt;b&gt;Hello'));
  });

  it('keeps the mail in a frame without scripts, whose links open elsewhere', () => {
    const page = mailboxPage([mail]);
    expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(page).toContain('srcdoc="&lt;base target=&quot;_blank&quot;&gt;&lt;p class=&quot;x&quot;&gt;');
    expect(page).toContain('Plain &amp; simple');
    expect(page).not.toContain('<b>Hello</b>');
  });
});

describe('the console page', () => {
  it('asks for a user name and a password', () => {
    expect(consolePage()).toMatch(/^<!doctype html><html lang="en">/);
    expect(consolePage()).toContain('type="password"');
  });

  it('says what came of it', () => {
    expect(consolePage('bob', { signedIn: false, mustChangePassword: false })).toContain('is wrong');
    expect(consolePage('bob', { signedIn: true, mustChangePassword: true })).toContain(
      'ask for a new password',
    );
    expect(consolePage('bob', { signedIn: true, mustChangePassword: false })).not.toContain(
      'ask for a new password',
    );
  });
});
