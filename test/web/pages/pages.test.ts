import * as v from 'valibot';
import { mailAddress, oneTimeCode, pickupCode, userName } from '../../../lambda/web/http/fields';
import { disputePage } from '../../../lambda/web/pages/dispute/dispute-page';
import { extractPage } from '../../../lambda/web/pages/password-link/extract-page';
import { forgotPasswordPage } from '../../../lambda/web/pages/code-reset/forgot-password-page';
import { generatePage } from '../../../lambda/web/pages/password-link/generate-page';
import { accountPage } from '../../../lambda/web/pages/sign-in/account-page';
import { codePage } from '../../../lambda/web/pages/sign-in/code-page';
import { loginPage } from '../../../lambda/web/pages/sign-in/login-page';
import { newPasswordPage } from '../../../lambda/web/pages/code-reset/new-password-page';
import { passwordChangedPage } from '../../../lambda/web/pages/code-reset/password-changed-page';
import { passwordPage } from '../../../lambda/web/pages/password-link/password-page';
import { registerPage } from '../../../lambda/web/pages/sign-in/register-page';
import { linkRequestPage } from '../../../lambda/web/pages/password-link/link-request-page';
import { submittedPage } from '../../../lambda/web/pages/password-link/submitted-page';
import { vouchPage } from '../../../lambda/web/pages/vouch/vouch-page';
import type { Organisation } from '../../../lambda/web/organisation';
import type { Page } from '../../../lambda/web/pages/layout/document';
import { ask } from '../../support/web/ask';
import { ruleSets, sample, samplePages, sampleSite } from '../../support/web/sample-site';
import { attribute, fieldOf, fieldsOf, markupOf, rendered, tags, wordsOf } from '../../support/web/markup';
import { writtenCodes, writtenPickupCodes } from '../../support/web/written';
import { told } from '../../support/web/told';

/** What the browser may fill in: account names, a code that just came, a password that it makes. */
function filledIn(input: string): string {
  const name = attribute(input, 'name') ?? '';
  if (name === 'email') return attribute(input, 'type') === 'email' ? 'email' : 'username';
  const others: Readonly<Record<string, string | undefined>> = {
    user: 'username',
    code: 'one-time-code',
    otp: 'one-time-code',
    password: 'new-password',
  };
  return others[name] ?? 'off';
}

const hostile = `"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;`;
const escaped =
  '&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&amp;amp;';

const entry = { directory: 'iam', user: sample.user, minutes: 10, from: '/login' } as const;
const wrongCode = told('code-invalid');

describe.each(Object.entries(samplePages))('the page %s', (_, shown) => {
  it('is a document with a language, a title, landmarks and one main heading', async () => {
    const html = markupOf(await rendered(shown));
    expect(html).toMatch(/^<!doctype html><html lang="en"><head><meta charset="utf-8"\/>/);
    expect(html).toMatch(/<title>[^<]+ – Passlink<\/title>/);
    expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1"/>');
    for (const name of ['header', 'main', 'footer', 'h1']) expect(tags(html, name)).toHaveLength(1);
  });

  it('labels and explains every field', async () => {
    const html = markupOf(await rendered(shown));
    for (const input of fieldsOf(html)) {
      expect(html).toContain(`<label for="${attribute(input, 'id') ?? ''}">`);
      for (const id of attribute(input, 'aria-describedby')?.split(' ') ?? ['nothing']) {
        expect(html).toContain(` id="${id}"`);
      }
      expect(attribute(input, 'autocomplete')).toBe(filledIn(input));
    }
  });

  it('uses each id once', async () => {
    const ids = [...markupOf(await rendered(shown)).matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has no inline handlers, no inline styles, and nothing that is loaded', async () => {
    const html = markupOf(await rendered(shown));
    expect(html).not.toMatch(/\s(on\w+|style|src|srcset|background)=/);
    expect(html).not.toMatch(/<(link|img|iframe|object|base)\b/);
    expect(await rendered(shown)).not.toMatch(/url\(|@import|innerHTML|\beval\b/);
  });

  it.each([
    ['https://passlink.example/dev', '/dev/'],
    ['https://passlink.example/dev/', '/dev/'],
    ['https://reset.passlink.example', '/'],
  ])('at %s links to its own site from %s on', async (publicUrl, start) => {
    const html = markupOf(await rendered(shown, publicUrl));
    const links = [
      ...tags(html, 'a').map((tag) => attribute(tag, 'href')),
      ...tags(html, 'form').map((tag) => attribute(tag, 'action')),
    ].filter((link) => link !== sample.signInUrl);
    expect(links[0]).toBe(start);
    for (const link of links) expect(link?.startsWith(start) && !link.startsWith('//')).toBe(true);
  });
});

describe("an organisation's page", () => {
  const logo = 'data:image/svg+xml;base64,PHN2Zy8+';
  const organisation = { name: hostile, logo, contact: 'https://help.example.com/?a="&b' };
  const of = async (shown: Page, whose: Organisation = organisation) =>
    markupOf(await rendered(shown, undefined, whose));

  it.each(Object.entries(samplePages))('shows name, logo and contact, harmlessly: %s', async (_, shown) => {
    const html = await of(shown);
    expect(html).toContain(`<bdi>${escaped}</bdi>`);
    expect(html).toContain(` – ${escaped}</title>`);
    expect(html).not.toContain('<script');
    expect(tags(html, 'img')).toStrictEqual([`<img class="logo" src="${logo}" alt=""/>`]);
    expect(html).toMatch(
      /<footer>.*<a href="https:\/\/help\.example\.com\/\?a=&quot;&amp;b">.*Passlink [\d.]+<\/p><\/footer>/,
    );
    // In the footer only, and nowhere else.
    expect(wordsOf(html).match(/Passlink/g)).toHaveLength(1);
  });

  const deadEnds = /^(problem|failure|unavailable|submitted|dispute|locked)/;
  const atDeadEnds = Object.entries(samplePages).filter(([name]) => deadEnds.test(name));

  it.each(atDeadEnds)('leads from a dead end to the contact: %s', async (_, shown) => {
    const html = await of(shown, { name: 'Acme', contact: 'help@example.com' });
    const [main = ''] = /<main>[^]*<\/main>/.exec(html) ?? [];
    expect(main).toMatch(/href="mailto:help@example\.com">(Ask|Tell) your administrator/);
    expect(await of(shown, { name: 'Acme' })).not.toContain('mailto:');
  });

  it('allows images only where there is a logo', async () => {
    const policy = async (whose?: Organisation) =>
      (await ask(sampleSite(undefined, undefined, whose).app, '/start')).headers.get(
        'Content-Security-Policy',
      );
    expect(await policy(organisation)).toContain('; img-src data:; ');
    expect(await policy({ name: 'Acme' })).not.toContain('img-src');
    expect(await policy()).not.toContain('img-src');
  });
});

describe('the page with a password', () => {
  it('says what else to do when AWS refuses the change that it asks for', async () => {
    const html = markupOf(
      await rendered(passwordPage({ user: 'alice', password: 'p', signInUrl: 'https://a.example' })),
    );
    expect(wordsOf(html)).toContain(
      'If AWS refuses the change, choose a password with a mailed code instead: AWS does not ask you to change that one.',
    );
    expect(html).toMatch(/href="[^"]*\/generate-otp"/);
  });
});

describe('hostile text', () => {
  it.each([
    [
      'a user name on the password page',
      passwordPage({ user: hostile, password: 'p', signInUrl: 'https://a.example' }),
    ],
    ['a password', passwordPage({ user: 'alice', password: hostile, signInUrl: 'https://a.example' })],
    ['a sign-in address', passwordPage({ user: 'alice', password: 'p', signInUrl: hostile })],
    ['a user name that fills in the form', generatePage({ user: hostile })],
    ['a user name that fills in the sign-in form', loginPage({ directory: 'iam', user: hostile })],
    ['an address that fills in the sign-in form', loginPage({ directory: 'table', user: hostile })],
    ['an address that fills in the registration', registerPage({ user: hostile })],
    ['an address that a code goes to', codePage({ ...entry, user: hostile })],
    ['a name that a code was wrong for', codePage({ ...entry, user: hostile, problem: wrongCode })],
    [
      'a problem with a code',
      codePage({ ...entry, problem: { code: 'x', title: hostile, detail: hostile } }),
    ],
    [
      'a person who is signed in',
      accountPage({ user: { email: hostile }, session: sample.session, resettable: true }),
    ],
    ['a person who wants a reset', linkRequestPage({ user: hostile })],
    ['a person who forgot a password', forgotPasswordPage({ directory: 'iam', user: hostile })],
    [
      'a person who chooses a password',
      newPasswordPage({ ...ruleSets.iam, user: hostile, sent: { minutes: 1 } }),
    ],
    ['a name that cannot be one', newPasswordPage({ ...ruleSets.iam, mistypedUser: hostile })],
    ['a code that is given back', newPasswordPage({ ...ruleSets.iam, user: 'bob', code: hostile })],
    [
      'a rule for passwords',
      newPasswordPage({ ...ruleSets.iam, rules: [{ name: 'digit', pattern: hostile }] }),
    ],
    [
      'a reason against a password',
      newPasswordPage({
        ...ruleSets.iam,
        problem: told('password-rejected', { faults: [{ name: 'refused-by-aws', reason: hostile }] }),
      }),
    ],
    [
      'a person who has a new password',
      passwordChangedPage({ directory: 'table', user: hostile, signInUrl: undefined }),
    ],
    ['where to sign in', passwordChangedPage({ directory: 'iam', user: 'bob', signInUrl: hostile })],
    ['a key of a dispute', disputePage({ directory: 'iam', id: 'id', key: hostile })],
    ['a key of a browser to let through', vouchPage({ id: 'id', key: hostile, days: 180 })],
    ['a key that is given back', extractPage({ id: 'id', askForPickupCode: true, key: hostile })],
    [
      'a problem',
      extractPage({
        id: 'id',
        askForPickupCode: true,
        problem: { code: 'x', title: hostile, detail: hostile },
      }),
    ],
  ])('stays text: %s', async (_, shown) => {
    const html = markupOf(await rendered(shown));
    expect(html).toContain(escaped);
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<img');
  });

  it.each([
    ['extract', extractPage({ id: '../"x?#', askForPickupCode: false })],
    ['dispute', disputePage({ directory: 'iam', id: '../"x?#' })],
    ['vouch', vouchPage({ id: '../"x?#', days: 180 })],
  ])('in an id stays one segment of a path: %s', async (path, shown) => {
    expect(await rendered(shown)).toContain(`action="/dev/${path}/..%2F%22x%3F%23"`);
  });
});

describe('the page of a link', () => {
  it('asks for the key, which the script fills in, and for nothing else in the browser that asked', async () => {
    const html = markupOf(await rendered(extractPage({ id: sample.id, askForPickupCode: false })));
    const [key, ...others] = tags(html, 'input');
    expect(others).toHaveLength(0);
    expect(attribute(key ?? '', 'name')).toBe('key');
    expect(attribute(key ?? '', 'type')).toBe('text');
    expect(key).toContain(' required=""');
  });

  it('asks for the pickup code elsewhere, with the digits at hand', async () => {
    const html = markupOf(await rendered(extractPage({ id: sample.id, askForPickupCode: true })));
    const code = fieldOf(html, 'pickupCode');
    expect(attribute(code, 'inputmode')).toBe('numeric');
  });

  it('after a wrong pickup code says so first, and keeps the key', async () => {
    const problem = told('wrong-pickup-code');
    const html = markupOf(
      await rendered(extractPage({ id: sample.id, askForPickupCode: true, key: sample.key, problem })),
    );
    expect(html).toContain('<title>Error: That pickup code is wrong – Passlink</title>');
    expect(html).toContain(`<input type="hidden" name="key" value="${sample.key}"/>`);
    expect(html.indexOf('role="alert"')).toBeLessThan(html.indexOf('<form'));
    const code = fieldOf(html, 'pickupCode');
    expect(attribute(code, 'aria-invalid')).toBe('true');
    expect(attribute(code, 'aria-describedby')).toBe('problem pickupCode-hint');
  });
});

describe('the page of the link "It was me"', () => {
  const days = 180;

  it('asks for the key, which the script fills in, and for nothing else', async () => {
    const html = markupOf(await rendered(vouchPage({ id: sample.id, days })));
    const [key, ...others] = tags(html, 'input');
    expect(others).toHaveLength(0);
    expect(attribute(key ?? '', 'name')).toBe('key');
    expect(key).toContain(' required=""');
    expect(tags(html, 'button')).toHaveLength(1);
  });

  it('says clearly what it does, and what it does not', async () => {
    const words = wordsOf(await rendered(vouchPage({ id: sample.id, days })));
    for (const said of [
      'Requests of other people no longer count against you in this browser.',
      'It signs nobody in, and it shows nothing about your account.',
      'It lasts 180 days, or until your password changes.',
      'Do this only in a browser that you use yourself.',
    ]) {
      expect(words).toContain(said);
    }
  });

  it('without a key says so first, and asks again', async () => {
    const problem = told('bad-request');
    const html = markupOf(await rendered(vouchPage({ id: sample.id, days, problem })));
    expect(html.indexOf('role="alert"')).toBeLessThan(html.indexOf('<form'));
    expect(attribute(fieldOf(html, 'key'), 'aria-invalid')).toBe('true');
  });

  it('keeps a key that came with the request', async () => {
    const html = markupOf(await rendered(vouchPage({ id: sample.id, key: sample.key, days })));
    expect(html).toContain(`<input type="hidden" name="key" value="${sample.key}"/>`);
  });
});

describe('the page after asking', () => {
  it.each([
    [1, 'within 1\u00a0minute.'],
    [60, 'within 60\u00a0minutes.'],
  ])('says how long the link is valid: %d', async (linkMinutes, words) => {
    const html = await rendered(submittedPage({ pickupCode: '482913', linkMinutes }));
    expect(html).toContain(words);
  });

  it('says how long the mail may take, and that asking again does not help', async () => {
    const html = await rendered(submittedPage({ pickupCode: '482913', linkMinutes: 60 }));
    expect(wordsOf(html)).toContain('it can take up to an hour, and asking again starts the wait anew.');
  });

  it('says that every session ends, only to people who signed in', async () => {
    const after = { pickupCode: '482913', linkMinutes: 60 };
    const sentence = 'you are signed out here and on your other devices';
    expect(wordsOf(await rendered(submittedPage({ ...after, signedIn: true })))).toContain(sentence);
    expect(wordsOf(await rendered(submittedPage(after)))).not.toContain('signed out');
  });

  it('shows the pickup code in two groups', async () => {
    const html = await rendered(submittedPage({ pickupCode: '482913', linkMinutes: 60 }));
    expect(html).toContain('<span>482</span><span>913</span>');
  });
});

describe('what a field lets pass', () => {
  const form = generatePage();
  const elsewhere = extractPage({ id: sample.id, askForPickupCode: true });
  const byName = loginPage({ directory: 'iam' });
  const byAddress = loginPage({ directory: 'table' });
  const longest = `${'x'.repeat(64)}@${'y'.repeat(63)}.${'y'.repeat(63)}.${'y'.repeat(57)}.com`;

  /** Whether the browser sends the form with this text in the field. */
  async function passes(shown: typeof form, name: string, text: string): Promise<boolean> {
    const input = fieldOf(await rendered(shown), name)
      .replace(/&amp;/g, '&')
      .replace(/&#39;/g, "'");
    return new RegExp(`^(?:${attribute(input, 'pattern') ?? 'no pattern'})$`, 'v').test(text);
  }

  it.each([
    ['user', form, userName, ['alice', ' alice@example.com ', 'a+b=c,d.e_f-g', 'x'.repeat(64)]],
    ['user', form, userName, ['x'.repeat(65), 'al ice', 'alice/', 'älice']],
    ['email', byName, userName, ['bob', ' alice@example.com ', 'al ice', 'x'.repeat(65)]],
    ['email', byAddress, mailAddress, ['alice@example.com', 'Alice+aws@Example.COM', longest]],
    ['email', byAddress, mailAddress, ["o'neil.{x}|y`z~@a-b.example", 'a/b@1.example', '!#$%&*+=?^_@a.bc']],
    [
      'email',
      byAddress,
      mailAddress,
      ['', 'alice', 'alice@', '@example.com', 'alice@example', 'a@b@c.example'],
    ],
    [
      'email',
      byAddress,
      mailAddress,
      ['.a@b.example', 'a.@b.example', 'a..b@c.example', 'a@-b.example', 'a@b-.c'],
    ],
    [
      'email',
      byAddress,
      mailAddress,
      ['Alice <alice@example.com>', 'a@b.example,c@d.example', '"a b"@c.example'],
    ],
    [
      'email',
      byAddress,
      mailAddress,
      ['a\nb@c.example', 'älice@example.com', `${'x'.repeat(65)}@example.com`],
    ],
    ['pickupCode', elsewhere, pickupCode, ['482913', '482 913', '482-913', ' 482913 ']],
    ['pickupCode', elsewhere, pickupCode, ['48291', '4829130', '48291x']],
  ] as const)('is what the server lets pass: %s', async (name, shown, schema, texts) => {
    for (const text of texts) {
      expect([text, await passes(shown, name, text)]).toStrictEqual([text, v.is(schema, text)]);
    }
  });

  it.each([...writtenCodes, 'OIL0-1ilo'])('is a code however it is written: %j', async (text) => {
    expect(await passes(codePage(entry), 'code', text)).toBe(true);
    expect(v.parse(oneTimeCode, text)).toBeDefined();
  });

  it.each(writtenPickupCodes)('is a pickup code however it is written: %j', async (text) => {
    expect(await passes(elsewhere, 'pickupCode', text)).toBe(true);
    expect(v.parse(pickupCode, text)).toBe('482913');
  });

  it.each(['K7MQ-2X9', 'K7MQ-2X9PP', 'K7MQ-2X9U', 'K7MQ_2X9P', '482913'])(
    'does not let pass what cannot be a code, so it costs no attempt: %j',
    async (text) => {
      expect(await passes(codePage(entry), 'code', text)).toBe(false);
    },
  );
});
