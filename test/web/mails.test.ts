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
    expect(mail.html).not.toMatch(/src=|url\(|@import|@font-face|<(script|img|link|form|iframe)\b|\son\w+=/);
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
