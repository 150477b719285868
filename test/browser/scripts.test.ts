import type { Page } from 'playwright-core';
import { json, page as answer } from '../../lambda/web/http/answers';
import { disputePage } from '../../lambda/web/pages/dispute/dispute-page';
import { extractPage } from '../../lambda/web/pages/password-link/extract-page';
import { lockedPage } from '../../lambda/web/pages/dispute/locked-page';
import { passwordChangedPage } from '../../lambda/web/pages/code-reset/password-changed-page';
import { passwordPage } from '../../lambda/web/pages/password-link/password-page';
import { keysIn } from '../../lambda/web/pasted/link-keys';
import { focusOn } from '../support/browser/chromium';
import { siteDuringTests } from '../support/browser/during-tests';
import { sample, sampleSite } from '../support/web/sample-site';

const { id, key, user, code, password, signInUrl } = sample;

/** The bodies of the posts. */
let posted: string[];

/** A site with one link, which shows its password to the first post. The site accepts any other post. */
function siteWithLink() {
  const { app } = sampleSite();
  app.get('/extract/:id', (call) => answer(call, extractPage({ id, askForPickupCode: false })));
  app.post('/extract/:id', (call) => {
    posted.push(Buffer.from(call.body).toString());
    return posted.length === 1
      ? answer(call, passwordPage({ user, password, signInUrl }))
      : json('used already', 410);
  });
  app.post('/reset', (call) => {
    posted.push(Buffer.from(call.body).toString());
    return answer(call, passwordChangedPage({ directory: 'iam', user, signInUrl }));
  });
  app.get('/dispute/:id', (call) => answer(call, disputePage({ directory: 'iam', id })));
  app.post('/dispute/:id', (call) => {
    posted.push(Buffer.from(call.body).toString());
    return answer(call, lockedPage({ directory: 'iam' }));
  });
  return app;
}

const site = siteDuringTests(siteWithLink());
const { withPage } = site;

beforeEach(() => {
  posted = [];
});

/** The keys that the server reads in a form that was sent. */
const keysInForm = (body: string) => keysIn(new URLSearchParams(body).get('key') ?? '');

const showMyPassword = (page: Page) => page.getByRole('button', { name: 'Show my password' }).click();

describe('the page of a link', () => {
  it.each([
    ['as it was mailed', `#${key}`],
    ['with its # as %23', `%23${key}`],
    ['with more hung onto it', `#${key}&utm_source=mail`],
    ['with a full stop behind it', `#${key}.`],
    ['with its # as %23 and something of somebody else behind it', `%23${key}#section`],
  ])('takes the key out of the link and out of the address bar: %s', async (_, ending) => {
    await withPage({}, async (page) => {
      await page.goto(`${site.url}/extract/${id}${ending}`);
      expect(page.url()).toBe(`${site.url}/extract/${id}`);
      expect(await page.getByLabel('Key from the mail').isVisible()).toBe(false);
      expect(posted).toStrictEqual([]);

      await showMyPassword(page);
      expect(await page.locator('#password').textContent()).toBe(password);
      expect(posted.map(keysInForm)).toStrictEqual([[key]]);
      expect(page.url()).toBe(`${site.url}/extract/${id}`);
    });
  });

  it('leaves no trace of the key in the history', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${site.url}/start`);
      await page.goto(`${site.url}/extract/${id}#${key}`);
      await page.goto(`${site.url}/generate`);
      await page.goBack();
      expect(page.url()).toBe(`${site.url}/extract/${id}`);
    });
  });

  it('asks for the key when the mail program cut it off, and takes a link that is pasted into the address bar', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${site.url}/extract/${id}`);
      expect(await page.getByLabel('Key from the mail').isVisible()).toBe(true);
      await showMyPassword(page);
      expect(posted).toStrictEqual([]);

      await page.evaluate(`location.hash = '${key}'`);
      await page.getByLabel('Key from the mail').waitFor({ state: 'hidden' });
      expect(page.url()).toBe(`${site.url}/extract/${id}`);
      await showMyPassword(page);
      expect(posted).toStrictEqual([`key=${key}`]);
    });
  });

  it('keeps asking when what is in the fragment is no key', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${site.url}/extract/${id}#section-2`);
      expect(await page.getByLabel('Key from the mail').isVisible()).toBe(true);
      expect(await page.getByLabel('Key from the mail').inputValue()).toBe('');
    });
  });

  it('works without scripts: the key is pasted', async () => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${site.url}/extract/${id}#${key}`);
      await page.getByLabel('Key from the mail').fill(key);
      await showMyPassword(page);
      expect(await page.locator('#password').textContent()).toBe(password);
      expect(await page.getByRole('button').count()).toBe(0);
    });
  });

  it('puts what went wrong first: the eye, the focus and the title find it', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${site.url}/extract-again`);
      expect(await page.title()).toMatch(/^Error: That pickup code is wrong/);
      await focusOn(page, 'problem');
    });
  });
});

describe('the password page', () => {
  /** Opens it as a person does: with the button on the link's page. */
  async function opened(page: Page): Promise<void> {
    await page.goto(`${site.url}/extract/${id}#${key}`);
    await showMyPassword(page);
    await page.getByRole('button', { name: 'Hide' }).waitFor();
  }

  const shown = (page: Page) => page.locator('#password').textContent();
  const told = (page: Page) => page.getByRole('status').textContent();
  const everything = (page: Page) => page.evaluate<string>('document.body.innerHTML');

  it('copies the password, hidden or not, and says so', async () => {
    await withPage({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      await opened(page);
      for (const name of ['Hide', 'Show']) {
        await page.evaluate(`navigator.clipboard.writeText('something else')`);
        await page.getByRole('button', { name: 'Copy' }).click();
        await page.getByText('Copied.').waitFor();
        expect(await page.evaluate('navigator.clipboard.readText()')).toBe(password);
        await page.getByRole('button', { name }).click();
        expect(await told(page)).toBe('');
      }
    });
  });

  it('selects the password where copying is not allowed', async () => {
    await withPage({}, async (page) => {
      await page.addInitScript('navigator.clipboard.writeText = () => Promise.reject(new Error("denied"))');
      await opened(page);
      await page.getByRole('button', { name: 'Hide' }).click();
      await page.getByRole('button', { name: 'Copy' }).click();
      await page.getByText('The password is selected').waitFor();
      expect(await page.evaluate('getSelection().toString()')).toBe(password);
    });
  });

  it('hides the password and shows it again', async () => {
    await withPage({}, async (page) => {
      await opened(page);
      await page.getByRole('button', { name: 'Hide' }).click();
      expect(await shown(page)).toMatch(/^•{12}$/);
      expect(await everything(page)).not.toContain(password);
      await page.getByRole('button', { name: 'Show' }).click();
      expect(await shown(page)).toBe(password);
    });
  });

  it('hides it after a minute, every time', async () => {
    await withPage({}, async (page) => {
      await page.clock.install();
      await opened(page);
      await page.clock.runFor(59_000);
      expect(await shown(page)).toBe(password);
      await page.clock.runFor(1_000);
      expect(await shown(page)).toMatch(/^•{12}$/);
      expect(await told(page)).toContain('The password is hidden');

      await page.getByRole('button', { name: 'Show' }).click();
      await page.clock.runFor(59_000);
      expect(await shown(page)).toBe(password);
      await page.clock.runFor(1_000);
      expect(await everything(page)).not.toContain(password);
    });
  });

  it('forgets the password when the person leaves, in case the browser keeps the page', async () => {
    await withPage({}, async (page) => {
      await opened(page);
      await page.evaluate(`dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))`);
      expect(await everything(page)).not.toContain(password);
      expect(await told(page)).toContain('The password is gone from this page');
      expect(await page.getByRole('button').count()).toBe(0);
    });
  });

  it('does not come back with the back button', async () => {
    await withPage({}, async (page) => {
      await opened(page);
      await page.goto(`${site.url}/start`);
      // A browser asks before it sends a form again. This one has nobody to ask, so going back may fail.
      await page.goBack().catch(() => null);
      await page.waitForFunction(`document.readyState === 'complete'`);
      expect(await page.content()).not.toContain(password);
    });
  });

  it('stays when the person signs in on another tab, which has no access to this one', async () => {
    await withPage({}, async (page) => {
      await page.context().route(`${signInUrl}*`, (route) => route.fulfill({ body: 'sign in' }));
      await opened(page);
      const [tab] = await Promise.all([
        page.context().waitForEvent('page'),
        page.getByRole('link', { name: /Sign in to AWS/ }).click(),
      ]);
      await tab.waitForLoadState();
      expect(tab.url()).toBe(signInUrl);
      expect(await tab.evaluate('[window.opener, document.referrer]')).toStrictEqual([null, '']);
      expect(await shown(page)).toBe(password);
    });
  });
});

describe('choosing a password', () => {
  const field = (page: Page) => page.getByLabel('New password');
  const toggle = (page: Page, name: 'Show password' | 'Hide password') => page.getByRole('button', { name });
  const typeOf = (page: Page) => field(page).getAttribute('type');
  const said = (page: Page) => page.locator('#password-status').textContent();
  const shown = (page: Page) => page.locator('#password-rules li:visible').allTextContents();
  const met = (page: Page) => page.locator('#password-rules .met:visible').allTextContents();
  const setIt = (page: Page) => page.getByRole('button', { name: 'Set my new password' }).click();

  /** Opens a page with a clock that only the test moves. */
  async function open(page: Page, name: string): Promise<void> {
    await page.clock.install();
    await page.goto(`${site.url}/${name}`);
    await page.clock.pauseAt(await page.evaluate<number>('Date.now() + 1000'));
    await toggle(page, 'Show password').waitFor();
  }

  it('marks at once which rules are met, and says after a pause what is missing', async () => {
    await withPage({}, async (page) => {
      await open(page, 'new-password-table');
      expect(await met(page)).toStrictEqual([]);
      await field(page).pressSequentially('nine char');
      expect(await met(page)).toStrictEqual([]);
      expect(await said(page)).toBe('');
      await page.clock.runFor(1_000);
      expect(await said(page)).toBe('Use at least 15 characters. Still missing: 6.');

      await field(page).pressSequentially('acters');
      expect(await met(page)).toStrictEqual(['Use at least 15 characters.']);
      await page.clock.runFor(1_000);
      expect(await said(page)).toBe('Long enough. When you set it, we check whether it is easy to guess.');

      await field(page).fill('');
      await page.clock.runFor(1_000);
      expect([await met(page), await said(page)]).toStrictEqual([[], '']);
    });
  });

  it.each([
    [
      'new-password',
      'łock',
      'Use at least 8 characters. Still missing: 4. Use 3 of these four: lower-case letters, upper-case letters, digits, symbols. Use only characters of Western European languages.',
    ],
    [
      'new-password',
      'Long-enough',
      'It meets these rules. When you set it, we check whether it is a common one. Your organisation may have more.',
    ],
    ['new-password-again', 'Long-enough', 'Use at least 14 characters. Still missing: 3. Use a digit.'],
    // The page counts as the server does: a letter with its accent is one character, and so is an emoji.
    ['new-password-table', 'e\u0301'.repeat(14), 'Use at least 15 characters. Still missing: 1.'],
    ['new-password-table', '\u{1f511}'.repeat(14), 'Use at least 15 characters. Still missing: 1.'],
    ['new-password-table', 'x'.repeat(129), 'Use at most 128 characters.'],
  ])('goes by the rules that the page shows: %s, %j', async (name, typed, words) => {
    await withPage({}, async (page) => {
      await open(page, name);
      await field(page).fill(typed);
      await page.clock.runFor(1_000);
      expect(await said(page)).toBe(words);
    });
  });

  it('shows a rule that forbids something only when it is broken', async () => {
    await withPage({}, async (page) => {
      await open(page, 'new-password');
      const asked = await shown(page);
      expect(asked).toStrictEqual([
        'Use at least 8 characters.',
        expect.stringMatching(/^Use 3 of these four/),
      ]);
      await field(page).fill('łock'.repeat(40));
      expect(await shown(page)).toHaveLength(4);
      await field(page).fill('lock');
      expect(await shown(page)).toStrictEqual(asked);
    });
  });

  it('shows and hides it, and sends it as a password', async () => {
    await withPage({}, async (page) => {
      await open(page, 'new-password-again');
      await field(page).fill('Long-enough-4-all');
      await toggle(page, 'Show password').click();
      expect(await typeOf(page)).toBe('text');
      await toggle(page, 'Hide password').click();
      expect(await typeOf(page)).toBe('password');

      await toggle(page, 'Show password').click();
      await page.evaluate(`addEventListener('submit', (event) => event.preventDefault())`);
      await setIt(page);
      expect(await typeOf(page)).toBe('password');
    });
  });

  it('takes what is pasted as a whole, however long', async () => {
    await withPage({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      const long = 'correct horse '.repeat(20);
      await page.goto(`${site.url}/new-password-again`);
      await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(long)})`);
      await field(page).focus();
      await page.keyboard.press('ControlOrMeta+v');
      await setIt(page);
      await page.getByRole('heading', { name: 'Your password has been changed' }).waitFor();
      expect(posted.map((body) => Object.fromEntries(new URLSearchParams(body)))).toStrictEqual([
        { email: user, otp: code, password: long },
      ]);
    });
  });

  it('forgets it when the person leaves, in case the browser keeps the page', async () => {
    await withPage({}, async (page) => {
      await open(page, 'new-password-table');
      await field(page).fill('Long-enough-4-all');
      await toggle(page, 'Show password').click();
      await page.evaluate(`dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))`);
      expect(await field(page).inputValue()).toBe('');
      expect(await typeOf(page)).toBe('password');
    });
  });

  it('works without scripts', async () => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${site.url}/new-password`);
      expect(await shown(page)).toHaveLength(4);
      expect(await page.getByRole('button').allTextContents()).toStrictEqual([
        'Set my new password',
        'Get a link instead',
        'Send a new code',
      ]);
      await page.getByLabel('Code from the mail').fill(code);
      await field(page).fill('short');
      await setIt(page);
      await page.getByRole('heading', { name: 'Your password has been changed' }).waitFor();
      expect(posted).toStrictEqual([`email=alice%40example.com&otp=${code}&password=short`]);
    });
  });

  it('lets a new code be had after a minute, as the page for signing in does', async () => {
    await withPage({}, async (page) => {
      await open(page, 'new-password');
      const resend = page.getByRole('button', { name: 'Send a new code' });
      expect(await resend.isDisabled()).toBe(true);
      await page.clock.runFor(60_000);
      expect(await resend.isEnabled()).toBe(true);
    });
  });
});

describe('the page "This wasn\'t me"', () => {
  const lock = (page: Page) => page.getByRole('button', { name: 'Lock my account' }).click();
  const word = (page: Page) => page.getByLabel('Type the word LOCK');

  it('takes the key out of the link, and sends nothing until the word is typed', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${site.url}/dispute/${id}#${key}`);
      expect(page.url()).toBe(`${site.url}/dispute/${id}`);
      expect(await page.getByLabel('Key from the mail').isVisible()).toBe(false);
      for (const typed of ['', 'no']) {
        await word(page).fill(typed);
        await lock(page);
        await focusOn(page, 'confirmation');
      }
      expect(posted).toStrictEqual([]);

      await word(page).fill('lock');
      await lock(page);
      await page.getByRole('heading', { name: 'Your account is locked' }).waitFor();
      expect(posted).toStrictEqual([`key=${key}&confirmation=lock`]);
    });
  });

  it('works without scripts: the link is pasted', async () => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${site.url}/dispute/${id}#${key}`);
      await page.getByLabel('Key from the mail').fill(`${site.url}/dispute/${id}#${key}`);
      await word(page).fill('LOCK');
      await lock(page);
      await page.getByRole('heading', { name: 'Your account is locked' }).waitFor();
      expect(posted).toHaveLength(1);
    });
  });
});

describe('a form that is being sent', () => {
  const forms = {
    [`extract/${id}#${key}`]: 'Show my password',
    [`dispute/${id}#${key}`]: 'Lock my account',
    'new-password-again': 'Set my new password',
    code: 'Sign in',
    login: 'Send me a code',
    // The second button of its form.
    start: 'Get a link instead',
    'link-request': 'Reset my AWS password',
  };

  /** Fills in the empty fields, holds every answer back, and finds the button. */
  async function fillIn(page: Page, path: string, button: string): Promise<string[]> {
    const sent: string[] = [];
    await page.route('**', async (route, request) => {
      if (request.method() === 'POST') sent.push(request.url());
      else await route.continue();
    });
    await page.goto(`${site.url}/${path}`);
    const texts = { confirmation: 'LOCK', password: 'Long-enough-4-all', code, email: user };
    for (const [name, text] of Object.entries(texts)) {
      const field = page.locator(`input[name=${name}]:visible`);
      if ((await field.count()) > 0) await field.fill(text);
    }
    await page.evaluate(`
      button = [...document.querySelectorAll('[type=submit]')].find(({ textContent }) => textContent === '${button}');
      look = () => [button.textContent, button.getAttribute('aria-disabled')];
      pause = () => new Promise((resolve) => setTimeout(resolve, 300));
    `);
    return sent;
  }

  // Pressed by a script, because Playwright's own click waits for the answer.
  it.each(Object.entries(forms))('is not sent again by a second press: %s', async (path, button) => {
    await withPage({}, async (page) => {
      const sent = await fillIn(page, path, button);
      const seen = await page.evaluate(`(async () => {
        for (let press = 0; press < 3; press += 1) {
          button.click();
          await pause();
        }
        return look();
      })()`);
      expect(seen).toStrictEqual(['One moment…', 'true']);
      expect(sent).toHaveLength(1);
    });
  });

  it('can be sent again when the page comes back, or no answer can come any more', async () => {
    await withPage({}, async (page) => {
      await page.addInitScript(`{
        const { setTimeout } = window;
        window.setTimeout = (act, delay) => setTimeout(act, delay === 30000 ? 600 : delay);
      }`);
      const sent = await fillIn(page, 'new-password-again', 'Set my new password');
      const seen = await page.evaluate(`(async () => {
        button.click();
        await pause();
        dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
        const seen = [look()];
        button.click();
        await pause();
        seen.push(look());
        await pause();
        await pause();
        return [...seen, look()];
      })()`);
      const [ready, busy] = [
        ['Set my new password', null],
        ['One moment…', 'true'],
      ];
      expect(seen).toStrictEqual([ready, busy, ready]);
      expect(sent).toHaveLength(2);
    });
  });
});
