import { codeMail } from '../../../lambda/web/mails/code-mail';
import { floodMail } from '../../../lambda/web/mails/flood-mail';
import { mails as texts } from '../../../lambda/web/words/en/mails';
import { phrasebook } from '../../../lambda/web/words/phrasebook';
import { linkMail } from '../../../lambda/web/mails/link-mail';
import { noticeMail } from '../../../lambda/web/mails/notice-mail';
import { sample } from '../../support/web/sample-site';

const english = phrasebook('en', texts);
const { key, user } = sample;
const portalUrl = sample.publicUrl;
const link = `${portalUrl}/extract/${sample.id}#${key}`;
const vouchLink = `${portalUrl}/vouch/${sample.id}#${key}`;
const mail = linkMail(english, { link, key, user, minutes: 60, portalUrl });

/** The sentences of a mail, without its lines and tags. */
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
      'The old password no longer works',
      'is valid for 60 minutes and works once',
      '6-digit pickup code',
      'Does the page ask for a key?',
      'If this wasn’t you',
      'Tell your administrator',
      link,
      portalUrl,
    ]) {
      expect(said).toContain(words);
    }
  });

  it('has the link before what it is about', () => {
    const [open, address] = mail.text.split('\n\n');
    expect([open, address]).toStrictEqual(['Open this link and press “Show my password”:', link]);
  });

  it('says the same in both parts', () => {
    expect(sentences(mail.html)).toBe(`Passlink ${mail.subject} ${sentences(mail.text)}`);
  });

  it('has lines of at most 72 characters, but for addresses', () => {
    const long = mail.text.split('\n').filter((line) => line.length > 72);
    expect(long).toStrictEqual([link]);
  });

  it.each([
    ['the link', link],
    ['the key', key],
    ['the portal', portalUrl],
  ])('has %s on a line of its own, with a blank line on both sides', (_, text) => {
    expect(`${mail.text}\n`).toContain(`\n\n${text}\n\n`);
  });

  it('links only to what it shows', () => {
    const links = [...mail.html.matchAll(/<a [^>]*href="([^"]*)"[^>]*>([^<]*)<\/a>/g)];
    expect(links.map(([, address, shown]) => [address, shown])).toStrictEqual([
      [link, link],
      [portalUrl, portalUrl],
      [portalUrl, portalUrl],
    ]);
  });

  it('loads nothing and runs nothing', () => {
    expect(mail.html).not.toMatch(noRemoteContent);
  });

  it('counts a single minute as one', () => {
    expect(linkMail(english, { link, key, user, minutes: 1, portalUrl }).text).toContain(
      'valid for 1\u00a0minute and',
    );
  });

  it('keeps hostile text a text', () => {
    const hostile = '"><img src=x>';
    const { html } = linkMail(english, { link, key: hostile, user: hostile, minutes: 60, portalUrl });
    expect(html).not.toContain('<img');
    expect(html).toContain('&quot;&gt;&lt;img src=x&gt;');
  });

  it('keeps the longest user name there is on one line', () => {
    const longest = `${'x'.repeat(52)}@example.com`;
    expect(linkMail(english, { link, key, user: longest, minutes: 60, portalUrl }).text).toContain(longest);
  });
});

/** The tests of the laptop run search for this, and so do people with a script. */
const codeAlone = /^[0-9A-Z]{4}-[0-9A-Z]{4}$/gm;

describe.each([
  [
    'sign-in',
    'Your sign-in code',
    '/login',
    ['sign in as alice@example.com', 'do not need to do anything. Nobody can sign in without the code.'],
  ],
  [
    'reset',
    'Your code for a new password',
    '/generate-otp',
    [
      'choose a new password for the account alice@example.com',
      'together with the new password.',
      'do not need to do anything. Nobody can change your password without the code. Your current password still works.',
    ],
  ],
] as const)('the mail with a code: %s', (purpose, subject, path, own) => {
  const { code } = sample;
  const details = { purpose, code, user, minutes: 10, vouchLink, portalUrl };
  const codeByMail = codeMail(english, details);

  it('has a subject that shows neither the account nor the code', () => {
    expect(codeByMail.subject).toBe(subject);
    expect(codeMail(english, { ...details, code: 'AAAA-BBBB', user: 'bob' }).subject).toBe(subject);
  });

  it.each(['text', 'html'] as const)('says all that there is to say in its %s part', (part) => {
    const said = sentences(codeByMail[part]);
    for (const words of [
      ...own,
      'is valid for 10 minutes. It works once, and only in the browser that asked for it.',
      'If this wasn’t you',
      'Never tell anyone the code',
      code,
      portalUrl + path,
      'Does the page say “Too many requests”, or refuse the right code? Open this link in the browser that you use. It lets that browser through',
      'The link signs nobody in, and it shows nothing about your account. It works for 24 hours.',
      vouchLink,
    ]) {
      expect(said).toContain(words);
    }
  });

  it('says the same in both parts', () => {
    const [lead = '', ...rest] = codeByMail.text.split('\n\n');
    expect(sentences(codeByMail.html)).toBe(`Passlink ${lead} ${subject} ${sentences(rest.join('\n\n'))}`);
  });

  it('has lines of at most 72 characters, but for the link', () => {
    expect(codeByMail.text.split('\n').filter((line) => line.length > 72)).toStrictEqual([vouchLink]);
  });

  it.each([
    ['the code', code],
    ['where to get another', portalUrl + path],
    ['the link for a flood', vouchLink],
  ])('has %s on a line of its own, with a blank line on both sides', (_, text) => {
    expect(`\n\n${codeByMail.text}\n`).toContain(`\n\n${text}\n\n`);
  });

  it('has the code first, so that a notification shows it', () => {
    expect(codeByMail.text.split('\n')[0]).toBe(code);
    expect(sentences(codeByMail.html)).toMatch(new RegExp(`^Passlink ${code} `));
  });

  it('has the code once, in large letters that are not broken', () => {
    expect(codeByMail.text.match(codeAlone)).toStrictEqual([code]);
    expect(codeByMail.html.split(code)).toHaveLength(2);
    expect(codeByMail.html).toMatch(/font-size: 28px;[^"]*white-space: nowrap"[^>]*>K7MQ-2X9P</);
  });

  it('loads nothing, runs nothing, and leads nowhere but to where another can be had and a flood ends', () => {
    expect(codeByMail.html).not.toMatch(noRemoteContent);
    const links = [...codeByMail.html.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, address]) => address);
    expect(links).toStrictEqual([portalUrl + path, vouchLink, portalUrl]);
  });

  it('counts a single minute as one', () => {
    expect(codeMail(english, { ...details, minutes: 1 }).text).toContain('valid for 1\u00a0minute.');
  });

  it('keeps hostile text a text', () => {
    const { html } = codeMail(english, { ...details, code: '<img src=x>', user: '"><img src=x>' });
    expect(html).not.toContain('<img');
    expect(html).toContain('&quot;&gt;&lt;img src=x&gt;');
  });
});

describe('the mail about a flood', () => {
  const details = { user, vouchLink, portalUrl };
  const flood = floodMail(english, details);

  it('has a subject that shows neither the account nor the link', () => {
    expect(flood.subject).toBe('Many requests for your account');
    expect(floodMail(english, { ...details, user: 'bob' }).subject).toBe(flood.subject);
  });

  it.each(['text', 'html'] as const)('says what happens and what helps in its %s part', (part) => {
    const said = sentences(flood[part]);
    for (const words of [
      'Someone asked for many mails for the account alice@example.com.',
      'For the next hour we send no more of them',
      'Nobody can get in without what is in the mails.',
      'If you do not need to get in now You do not need to do anything.',
      'If you need to get in Open this link in the browser that you use. It lets that browser through',
      'The link signs nobody in, and it shows nothing about your account. It works for 24 hours.',
      'Then ask again:',
    ]) {
      expect(said).toContain(words);
    }
  });

  it('says the same in both parts', () => {
    expect(sentences(flood.html)).toBe(`Passlink ${flood.subject} ${sentences(flood.text)}`);
  });

  it.each([
    ['the link', vouchLink],
    ['where to ask again', portalUrl],
  ])('has %s on a line of its own, with a blank line on both sides', (_, text) => {
    expect(`${flood.text}\n`).toContain(`\n\n${text}\n\n`);
  });

  it('has no other long lines, and none that looks like a code', () => {
    expect(floodMail(english, { ...details, user: 'A1B2-C3D4' }).text).not.toMatch(codeAlone);
    expect(flood.text.split('\n').filter((line) => line.length > 72)).toStrictEqual([vouchLink]);
  });

  it('loads nothing, runs nothing, and leads to the page and to the portal', () => {
    expect(flood.html).not.toMatch(noRemoteContent);
    const links = [...flood.html.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, address]) => address);
    expect(links).toStrictEqual([vouchLink, portalUrl, portalUrl]);
  });

  it('keeps hostile text a text', () => {
    const { html } = floodMail(english, { ...details, user: '"><img src=x>' });
    expect(html).not.toContain('<img');
    expect(html).toContain('&quot;&gt;&lt;img src=x&gt;');
  });
});

describe('the notice of a change', () => {
  const dispute = `${portalUrl}/dispute/${sample.id}#${key}`;
  const changedAt = new Date('2026-03-04T23:05:59Z');
  const details = {
    user,
    change: 'chosen',
    changedAt,
    link: dispute,
    key,
    days: 7,
    directory: 'iam',
    portalUrl,
  } as const;
  const notice = noticeMail(english, details);

  it.each([
    [
      'chosen',
      'iam',
      'someone used a mailed code to choose a new AWS password for the account alice@example.com.',
    ],
    [
      'chosen',
      'table',
      'someone used a mailed code to choose a new password for the account alice@example.com.',
    ],
    [
      'shown',
      'iam',
      'someone opened a mailed link and saw the new AWS password of the account alice@example.com.',
    ],
  ] as const)('says first what happened, and when: %s, %s', (change, directory, words) => {
    const said = noticeMail(english, { ...details, change, directory });
    expect(said.subject).toBe('Your password was changed');
    expect(sentences(said.text)).toMatch(/^On 4 March 2026 at 23:05 UTC, /);
    expect(sentences(said.text)).toContain(words);
  });

  it.each(['text', 'html'] as const)('says what to do about it in its %s part', (part) => {
    const said = sentences(notice[part]);
    for (const words of [
      'If this was you You do not need to do anything.',
      'This wasn’t me Lock your account on this page:',
      'The old and the new password stop working, and every session, code and password link of your account ends.',
      'Opening the page changes nothing',
      'works once, within 7 days',
      'Tell your administrator too: anyone who is already signed in to AWS stays signed in.',
      'Does the page ask for a key?',
    ]) {
      expect(said).toContain(words);
    }
  });

  it('counts a single day as one', () => {
    expect(noticeMail(english, { ...details, days: 1 }).text).toContain('within 1\u00a0day.');
  });

  it('does not mention AWS to accounts of the users table', () => {
    const { text } = noticeMail(english, { ...details, directory: 'table' });
    expect(text).not.toContain('AWS');
    expect(sentences(text)).toContain('every session and code of your account ends.');
  });

  it('says the same in both parts', () => {
    expect(sentences(notice.html)).toBe(`Passlink ${notice.subject} ${sentences(notice.text)}`);
  });

  it.each([
    ['the link', dispute],
    ['the key', key],
    ['where to choose a password', `${portalUrl}/generate-otp`],
  ])('has %s on a line of its own, with a blank line on both sides', (_, text) => {
    expect(`${notice.text}\n`).toContain(`\n\n${text}\n\n`);
  });

  it('has no other long lines, and none that looks like a code, whatever the account is called', () => {
    const named = noticeMail(english, { ...details, user: 'A1B2-C3D4' });
    expect(named.text).not.toMatch(codeAlone);
    expect(notice.text.split('\n').filter((line) => line.length > 72)).toStrictEqual([dispute]);
  });

  it('loads nothing, runs nothing, and leads to the page and to a new password', () => {
    expect(notice.html).not.toMatch(noRemoteContent);
    const links = [...notice.html.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, address]) => address);
    expect(links).toStrictEqual([dispute, `${portalUrl}/generate-otp`, portalUrl]);
  });

  it('keeps hostile text a text', () => {
    const { html } = noticeMail(english, { ...details, user: '"><img src=x>' });
    expect(html).not.toContain('<img');
    expect(html).toContain('&quot;&gt;&lt;img src=x&gt;');
  });
});

describe("an organisation's mail", () => {
  const from = { portalUrl, organisation: { name: 'Acme "Tools" <GmbH>', contact: 'help@example.com' } };
  const changedAt = new Date('2026-03-04T23:05:59Z');
  const mails = {
    link: linkMail(english, { link, key, user, minutes: 60, ...from }),
    code: codeMail(english, { purpose: 'reset', code: sample.code, user, minutes: 10, vouchLink, ...from }),
    flood: floodMail(english, { user, vouchLink, ...from }),
    notice: noticeMail(english, {
      user,
      change: 'chosen',
      changedAt,
      link,
      key,
      days: 7,
      directory: 'iam',
      ...from,
    }),
  };

  it.each(Object.entries(mails))(
    'says who sends it, why, and where the portal and help are: %s',
    (_, { text }) => {
      expect(sentences(text.replace(/[<>]/g, ''))).toMatch(
        new RegExp(
          'Acme "Tools" GmbH sends you this mail, because someone used this page for your account: ' +
            `${portalUrl} Any questions\\? Ask your administrator: help@example.com$`,
        ),
      );
      expect(text).toContain(`\n\n${portalUrl}\n\n`);
    },
  );

  it.each(Object.entries(mails))('shows the name as a text, and leads to the contact: %s', (_, { html }) => {
    expect(html).toContain('<bdi>Acme &quot;Tools&quot; &lt;GmbH&gt;</bdi>');
    expect(html).not.toContain('<GmbH>');
    expect(html).toMatch(/<a [^>]*href="mailto:help@example.com"[^>]*>help@example.com<\/a>/);
    expect(html).not.toMatch(noRemoteContent);
  });

  it.each(Object.entries(mails))(
    'never speaks of Passlink, but in its addresses: %s',
    (_, { subject, text, html }) => {
      const withoutAddresses = [subject, text, html].join('\n').replaceAll(portalUrl, '');
      expect(withoutAddresses).not.toMatch(/passlink/i);
    },
  );

  it.each(['אקמה', 'أكمي', '𞤀𞤣𞤤𞤢𞤥'])('isolates a name that is written from right to left: %s', (name) => {
    const organisation = { name };
    const { text, html } = floodMail(english, { user, vouchLink, portalUrl, organisation });
    expect(text).toContain(`\u2068${name}\u2069 sends you this mail`);
    expect(html).toContain(`<bdi>${name}</bdi>`);
  });
});
