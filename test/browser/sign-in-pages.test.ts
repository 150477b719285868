import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { Problem } from '../../lambda/core/errors';
import { writeAccessToken } from '../../lambda/web/http/cookies';
import { readBody } from '../../lambda/web/http/body';
import { mailAddress, oneTimeCode } from '../../lambda/web/http/fields';
import { page as answer, redirect } from '../../lambda/web/http/answers';
import { codePage } from '../../lambda/web/pages/sign-in/code-page';
import { focusOn } from '../support/browser/chromium';
import { siteDuringTests } from '../support/browser/during-tests';
import { sample, sampleSite } from '../support/web/sample-site';

const { code, user } = sample;

/** The posts, by path. */
let posted: [string, Record<string, string>][];

/** A site that mails the same code to everybody, and stores no account. */
function siteWithCode() {
  const { app } = sampleSite();
  for (const from of ['/login', '/register'] as const) {
    app.post(from, (call) => {
      const body = readBody(call, v.object({ email: mailAddress }));
      posted.push([from, body]);
      return answer(call, codePage({ directory: 'table', user: body.email, minutes: 10, from }), 202);
    });
  }
  app.post('/token', (call) => {
    const body = readBody(call, v.object({ email: mailAddress, code: oneTimeCode }));
    posted.push(['/token', { ...body, code: body.code ?? '' }]);
    if (body.code === code.replace('-', '')) {
      writeAccessToken(call, 'token', 60);
      return redirect(call, '/account');
    }
    call.formFor = (problem) =>
      codePage({ directory: 'table', user: body.email, minutes: 10, from: '/login', problem });
    throw new Problem('code-invalid');
  });
  return app;
}

const site = siteDuringTests(siteWithCode());
const { withPage } = site;

beforeEach(() => {
  posted = [];
});

/** Asks for a code as a person does. */
async function askForCode(page: Page, from: 'login-table' | 'register' = 'login-table'): Promise<void> {
  await page.goto(`${site.url}/${from}`);
  await page.getByLabel('Email address').fill(user);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.getByRole('heading', { name: 'Check your mailbox' }).waitFor();
}

const codeField = (page: Page) => page.getByLabel('Code from the mail');
const signIn = (page: Page) => page.getByRole('button', { name: 'Sign in' }).click();
const resend = (page: Page) => page.getByRole('button', { name: 'Send a new code' });
const countdown = (page: Page) => page.getByRole('timer').textContent();
const announced = (page: Page) => page.getByRole('status').textContent();

describe('a person who has a code already', () => {
  it('finds where to enter it on the sign-in page, pasted with its label and another dash', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${site.url}/login`);
      const link = page.getByRole('link', { name: 'I have a code already' });
      expect(await link.getAttribute('href')).toBe('/dev/login?code');
      await page.goto(`${site.url}/code-opened`);
      await page.getByLabel('IAM user name').fill(user);
      await page.getByLabel('Code from the mail').fill(`Code: \u201c${code.replace('-', '\u2011')}\u201d.`);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL('**/account');
      expect(posted).toStrictEqual([['/token', { email: user, code: code.replace('-', '') }]]);
    });
  });
});

describe('entering the code', () => {
  it.each(['K7MQ-2X9P', 'K7MQ2X9P', 'k7mq-2x9p', '  K7MQ 2X9P \n'])(
    'takes it as it is pasted: %j',
    async (text) => {
      await withPage({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
        await askForCode(page);
        await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
        await codeField(page).focus();
        await page.keyboard.press('ControlOrMeta+v');
        await signIn(page);
        await page.getByRole('heading', { name: 'Your account' }).waitFor();
        expect(page.url()).toBe(`${site.url}/account`);
        expect(posted[1]?.[1].email).toBe(user);
        const cookies = await page.context().cookies();
        expect(cookies).toMatchObject([{ name: '__Host-access_token', httpOnly: true, secure: true }]);
      });
    },
  );

  it('does not send what cannot be a code, so a typo costs no attempt', async () => {
    await withPage({}, async (page) => {
      await askForCode(page);
      await codeField(page).fill('K7MQ-2X9');
      await signIn(page);
      await focusOn(page, 'code');
      expect(posted).toHaveLength(1);
    });
  });

  it('after a wrong one puts that first, and takes another at once', async () => {
    await withPage({}, async (page) => {
      await askForCode(page);
      await codeField(page).fill('AAAA-AAAA');
      await signIn(page);
      await page.getByRole('alert').waitFor();
      expect(await page.title()).toMatch(/^Error: That code is not valid/);
      await focusOn(page, 'problem');
      expect(await resend(page).isEnabled()).toBe(true);
      await codeField(page).fill(code);
      await signIn(page);
      await page.getByRole('heading', { name: 'Your account' }).waitFor();
    });
  });

  it.each([
    ['login-table', '/login'],
    ['register', '/register'],
  ] as const)('works without scripts, and a new code can be had at once: %s', async (from, path) => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await askForCode(page, from);
      await resend(page).click();
      await page.getByRole('heading', { name: 'Check your mailbox' }).waitFor();
      expect(posted).toStrictEqual([
        [path, { email: user }],
        [path, { email: user }],
      ]);
      await codeField(page).fill(code);
      await signIn(page);
      expect(await page.locator('time').first().textContent()).toBe('15 Jan 2026, 09:05 UTC');
    });
  });

  it('leads back to the page where another address can be entered', async () => {
    await withPage({}, async (page) => {
      await askForCode(page, 'register');
      await page.getByRole('link', { name: 'Use another address' }).click();
      expect(await page.getByRole('button', { name: 'Send me a code' }).count()).toBe(1);
      expect(page.url()).toBe(`${site.url}/register`);
    });
  });
});

describe('sending a new code', () => {
  it('takes a minute, which is counted down for the eye and announced at its end only', async () => {
    await withPage({}, async (page) => {
      await page.clock.install();
      await askForCode(page);
      await page.clock.pauseAt(await page.evaluate<number>('Date.now() + 1000'));
      expect(await countdown(page)).toMatch(/^in (59|58) s$/);
      expect(await resend(page).isDisabled()).toBe(true);
      await page.clock.runFor(50_000);
      expect(await countdown(page)).toMatch(/^in [89] s$/);
      expect(await announced(page)).toBe('');

      await page.clock.runFor(10_000);
      expect(await resend(page).isEnabled()).toBe(true);
      expect(await countdown(page)).toBe('');
      expect(await announced(page)).toBe('You can ask for a new code now.');

      await resend(page).click();
      await page.waitForFunction(`document.getElementById('resend').disabled`);
      expect(posted).toStrictEqual([
        ['/login', { email: user }],
        ['/login', { email: user }],
      ]);
    });
  });

  it('reads the clock, so a paused tab does not delay it', async () => {
    await withPage({}, async (page) => {
      await page.clock.install();
      await askForCode(page);
      await page.clock.fastForward(61_000);
      expect(await resend(page).isEnabled()).toBe(true);
    });
  });
});

describe('the account page', () => {
  it.each([
    ['Europe/Helsinki', '15 Jan 2026, 11:05'],
    ['America/New_York', '15 Jan 2026, 04:05'],
  ])('tells the time as it is in %s', async (timezoneId, time) => {
    await withPage({ timezoneId, locale: 'fi-FI' }, async (page) => {
      await page.goto(`${site.url}/account`);
      expect(await page.locator('time').first().textContent()).toBe(time);
    });
  });
});
