import { codeMail } from '../../lambda/web/mails/code-mail';
import { linkMail } from '../../lambda/web/mails/link-mail';
import { sample } from '../support/sample-site';

const { key, user } = sample;
const portalUrl = sample.publicUrl;
const link = `${portalUrl}/extract/${sample.id}#${key}`;
const mail = linkMail({ link, key, user, minutes: 60, portalUrl });

/** The sentences of a mail, whatever the lines and tags around them. */
function sentences(text: string): string {
  return text
    .replace(/<(style|title)>[^]*?<\/\1>/g, '')
    .replace(/<\/(p|h1|h2)>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const noRemoteContent = /src=|url\(|@import|@font-face|<(script|img|link|form|iframe)\b|\son\w+=/;

describe('the mail with a link', () => {
  it('has a subject that shows neither the account nor the link', () => {
    expect(mail.subject).toBe('Your new AWS password is ready');
  });

  it.each(['text', 'html'] as const)('says all that there is to say in its %s part', (part) => {
    const said = sentences(mail[part]);
    for (const words of [
      'a new AWS password for the account alice@example.com',
      'The old password does not work any more',
      'works a single time and is good for 60 minutes',
      '6-digit pickup code',
      'Does the page ask for a key?',
      'Was it not you?',
      'Tell your administrator',
      link,
      portalUrl,
    ]) {
      expect(said).toContain(words);
    }
  });

  it('says the same in both parts', () => {
    expect(sentences(mail.html)).toBe(`${mail.subject} ${sentences(mail.text)}`);
  });

  it('has lines of at most 72 characters, but for addresses', () => {
    const long = mail.text.split('\n').filter((line) => line.length > 72);
    expect(long).toStrictEqual([link]);
  });

  it.each([
    ['the link', link],
    ['the key', key],
    ['the portal', portalUrl],
  ])('has %s on a line by itself, with a blank line on both sides', (_, text) => {
    expect(`${mail.text}\n`).toContain(`\n\n${text}\n\n`);
  });

  it('links only to what it shows', () => {
    const links = [...mail.html.matchAll(/<a [^>]*href="([^"]*)"[^>]*>([^<]*)<\/a>/g)];
    expect(links.map(([, address, shown]) => [address, shown])).toStrictEqual([
      [link, link],
      [portalUrl, portalUrl],
    ]);
  });

  it('loads nothing and runs nothing', () => {
    expect(mail.html).not.toMatch(noRemoteContent);
  });

  it('counts a single minute as one', () => {
    expect(linkMail({ link, key, user, minutes: 1, portalUrl }).text).toContain('good for 1 minute.');
  });

  it('keeps hostile text a text', () => {
    const hostile = '"><img src=x>';
    const { html } = linkMail({ link, key: hostile, user: hostile, minutes: 60, portalUrl });
    expect(html).not.toContain('<img');
    expect(html).toContain('&quot;&gt;&lt;img src=x&gt;');
  });

  it('keeps the longest user name there is on one line', () => {
    const longest = `${'x'.repeat(52)}@example.com`;
    expect(linkMail({ link, key, user: longest, minutes: 60, portalUrl }).text).toContain(longest);
  });
});

describe('the mail with a code', () => {
  const { code } = sample;
  const details = { code, user, minutes: 10, portalUrl };
  const codeByMail = codeMail(details);

  it('has a subject that shows neither the account nor the code', () => {
    expect(codeByMail.subject).toBe('Your Passlink sign-in code');
    expect(codeMail({ ...details, code: 'AAAA-BBBB', user: 'bob' }).subject).toBe(codeByMail.subject);
  });

  it.each(['text', 'html'] as const)('says all that there is to say in its %s part', (part) => {
    const said = sentences(codeByMail[part]);
    for (const words of [
      'sign in to Passlink as alice@example.com',
      'works a single time, is good for 10 minutes, and works only in the browser that asked for it',
      'Was it not you?',
      'nothing to do: without the code nobody can sign in',
      'Never tell the code to anyone',
      code,
      portalUrl,
    ]) {
      expect(said).toContain(words);
    }
  });

  it('says the same in both parts', () => {
    expect(sentences(codeByMail.html)).toBe(`${codeByMail.subject} ${sentences(codeByMail.text)}`);
  });

  it('has lines of at most 72 characters', () => {
    expect(codeByMail.text.split('\n').filter((line) => line.length > 72)).toStrictEqual([]);
  });

  it.each([
    ['the code', code],
    ['the portal', portalUrl],
  ])('has %s on a line by itself, with a blank line on both sides', (_, text) => {
    expect(`${codeByMail.text}\n`).toContain(`\n\n${text}\n\n`);
  });

  it('has the code once, in large letters that are not broken', () => {
    expect(codeByMail.text.split(code)).toHaveLength(2);
    expect(codeByMail.html.split(code)).toHaveLength(2);
    expect(codeByMail.html).toMatch(/font-size: 28px;[^"]*white-space: nowrap"[^>]*>K7MQ-2X9P</);
  });

  it('loads nothing, runs nothing, and leads nowhere but to the portal', () => {
    expect(codeByMail.html).not.toMatch(noRemoteContent);
    const links = [...codeByMail.html.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, address]) => address);
    expect(links).toStrictEqual([portalUrl]);
  });

  it('counts a single minute as one', () => {
    expect(codeMail({ ...details, minutes: 1 }).text).toContain('good for 1 minute,');
  });

  it('keeps hostile text a text', () => {
    const { html } = codeMail({ ...details, code: '<img src=x>', user: '"><img src=x>' });
    expect(html).not.toContain('<img');
    expect(html).toContain('&quot;&gt;&lt;img src=x&gt;');
  });
});
