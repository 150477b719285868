import { consolePage, indexPage, mailboxPage } from '../../../local/site/pages';

const portal = '/dev/';

const mail = {
  id: '1',
  to: 'bob@example.com',
  from: 'passlink@example.com',
  subject: '<b>Hello</b>',
  text: 'Plain & simple',
  html: '<p class="x">Open <a href="https://example.com">this</a></p>',
  sentAt: '2026-11-20T09:30:00.000Z',
};

describe.each([
  ['index', indexPage(portal)],
  ['mailbox', mailboxPage(portal, [mail])],
  ['console', consolePage(portal)],
])('the %s page', (_, page) => {
  it.each(['/dev/', '/_local/mailbox', '/_local/console'])('links to %s', (address) => {
    expect(page).toContain(`<a href="${address}"`);
  });
});

describe('the mailbox page', () => {
  it('says so when there is no mail', () => {
    expect(mailboxPage(portal, [])).toContain('No mail yet');
  });

  it('shows the newest mail first', () => {
    const page = mailboxPage(portal, [mail, { ...mail, subject: 'Newer' }]);
    expect(page.indexOf('Newer')).toBeLessThan(page.indexOf('&lt;b&gt;Hello'));
  });

  it('keeps the mail in a frame without scripts, whose links open elsewhere', () => {
    const page = mailboxPage(portal, [mail]);
    expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(page).toContain('srcdoc="&lt;base target=&quot;_blank&quot;&gt;&lt;p class=&quot;x&quot;&gt;');
    expect(page).toContain('Plain &amp; simple');
    expect(page).not.toContain('<b>Hello</b>');
  });

  it('leaves a whole document what it is: its first words stay the doctype', () => {
    const html = '<!doctype html><html><head><title>Hello</title></head><body></body></html>';
    const page = mailboxPage(portal, [{ ...mail, html }]);
    expect(page).toContain('srcdoc="&lt;!doctype html&gt;&lt;html&gt;&lt;head&gt;&lt;base target=');
  });
});

describe('the console page', () => {
  it('asks for a user name and a password', () => {
    expect(consolePage(portal)).toMatch(/^<!doctype html><html lang="en">/);
    expect(consolePage(portal)).toContain('type="password"');
  });

  it('says what came of it', () => {
    expect(consolePage(portal, 'bob', { signedIn: false, mustChangePassword: false })).toContain('is wrong');
    expect(consolePage(portal, 'bob', { signedIn: true, mustChangePassword: true })).toContain(
      'ask for a new password',
    );
    expect(consolePage(portal, 'bob', { signedIn: true, mustChangePassword: false })).not.toContain(
      'ask for a new password',
    );
  });
});
