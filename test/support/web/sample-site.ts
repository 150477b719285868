import { type App, createApp } from '../../../lambda/web/http/app';
import type { Language } from '../../../lambda/core/language';
import type { Log, LogDetails, LogEvent } from '../../../lambda/core/events';
import { vouchedDays } from '../../../lambda/core/limits/vouched-browser';
import { iamDefaultPolicy, rulesOf, tablePolicy } from '../../../lambda/core/password/password-rules';
import { page } from '../../../lambda/web/http/answers';
import type { Page } from '../../../lambda/web/pages/layout/document';
import type { Organisation } from '../../../lambda/web/organisation';
import { accountPage } from '../../../lambda/web/pages/sign-in/account-page';
import { codePage } from '../../../lambda/web/pages/sign-in/code-page';
import { disputePage } from '../../../lambda/web/pages/dispute/dispute-page';
import { extractPage } from '../../../lambda/web/pages/password-link/extract-page';
import { forgotPasswordPage } from '../../../lambda/web/pages/code-reset/forgot-password-page';
import { generatePage } from '../../../lambda/web/pages/password-link/generate-page';
import { lockedPage } from '../../../lambda/web/pages/dispute/locked-page';
import { loginPage } from '../../../lambda/web/pages/sign-in/login-page';
import { logoutPage } from '../../../lambda/web/pages/sign-in/logout-page';
import { newPasswordPage } from '../../../lambda/web/pages/code-reset/new-password-page';
import { passwordChangedPage } from '../../../lambda/web/pages/code-reset/password-changed-page';
import { passwordPage } from '../../../lambda/web/pages/password-link/password-page';
import { problemPage } from '../../../lambda/web/pages/layout/problem-page';
import { registerPage } from '../../../lambda/web/pages/sign-in/register-page';
import { linkRequestPage } from '../../../lambda/web/pages/password-link/link-request-page';
import { startPage } from '../../../lambda/web/pages/start/start-page';
import { submittedPage } from '../../../lambda/web/pages/password-link/submitted-page';
import { unavailablePage } from '../../../lambda/web/pages/layout/unavailable-page';
import { vouchedPage } from '../../../lambda/web/pages/vouch/vouched-page';
import { vouchPage } from '../../../lambda/web/pages/vouch/vouch-page';
import { Problem } from '../../../lambda/core/errors';
import { tell } from '../../../lambda/web/words/told-problem';
import { webPhrasesNow } from '../../../lambda/web/words/every-language';
import type { WebPhrases } from '../../../lambda/web/words/web';
import { english } from './told';

/** The values on the sample pages. */
export const sample = {
  publicUrl: 'https://passlink.example/dev',
  id: 'q83vEjRWeJCrze8SNFZ4kA',
  key: 'Zm9v-YmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFy_A',
  user: 'alice@example.com',
  password: 'kT7-mQ4.wZ9_cR2-hX6.pN8',
  pickupCode: '482913',
  code: 'K7MQ-2X9P',
  session: { createdAt: new Date('2026-01-15T09:05:00Z'), expiresAt: new Date('2026-01-15T17:05:00Z') },
  signInUrl: 'https://signin.example/console',
} as const;

const { id, key, user, password, pickupCode, code, signInUrl, session } = sample;

const codeEntry = { directory: 'iam', user, minutes: 10, from: '/login' } as const;

/** The password rules on the pages of the portal and of `reset`. */
export const ruleSets = {
  iam: {
    directory: 'iam',
    rules: rulesOf(iamDefaultPolicy),
    rulesAreComplete: false,
    refuseCommonPasswords: true,
  },
  strict: {
    directory: 'iam',
    rules: rulesOf({
      ...iamDefaultPolicy,
      minimumLength: 14,
      differentKinds: 0,
      requiredKinds: ['upper-case letter', 'digit', 'symbol'],
    }),
    rulesAreComplete: true,
    refuseCommonPasswords: false,
  },
  table: {
    directory: 'table',
    rules: rulesOf(tablePolicy(15)),
    rulesAreComplete: true,
    refuseCommonPasswords: true,
  },
} as const;

const sent = { minutes: 10 };
/** Every page, in every state that looks different. Problems are in words, so they need the language. */
export const samplePagesIn = (phrases: WebPhrases): Readonly<Record<string, Page>> => {
  const { userName, mailAddress, linkKey } = phrases.texts.problems.fields;
  const told = (...problem: ConstructorParameters<typeof Problem>) => tell(new Problem(...problem), phrases);
  const rejected = told('password-rejected', {
    faults: [{ name: 'minimum', count: 14 }, { name: 'upper-case letter' }],
  });
  return {
    start: startPage({ directory: 'iam' }),
    'start-network': startPage({ directory: 'iam', verification: 'network' }),
    'start-table': startPage({ directory: 'table' }),
    login: loginPage({ directory: 'iam' }),
    'login-table': loginPage({ directory: 'table' }),
    'login-again': loginPage({ directory: 'table', user, problem: told('too-many-requests') }),
    register: registerPage(),
    'register-again': registerPage({
      user: 'alice@example',
      problem: told('bad-request', { detail: mailAddress.enter }),
    }),
    code: codePage(codeEntry),
    'code-table': codePage({ ...codeEntry, directory: 'table', from: '/register' }),
    'code-again': codePage({ ...codeEntry, problem: told('code-invalid') }),
    'code-opened': codePage({ ...codeEntry, user: undefined }),
    'code-opened-mistyped': codePage({
      ...codeEntry,
      user: undefined,
      mistypedUser: 'alice example',
      problem: told('bad-request', { detail: userName.enter }),
    }),
    account: accountPage({ user: { email: user }, session, resettable: true }),
    'account-table': accountPage({ user: { email: user }, session, resettable: false }),
    'link-request': linkRequestPage({ user }),
    'forgot-password': forgotPasswordPage({ directory: 'iam' }),
    'new-password': newPasswordPage({ ...ruleSets.iam, user, sent: { ...sent, orLink: true } }),
    'new-password-table': newPasswordPage({ ...ruleSets.table, user, sent }),
    'new-password-opened': newPasswordPage(ruleSets.table),
    'new-password-again': newPasswordPage({ ...ruleSets.strict, user, code, problem: rejected }),
    'new-password-mistyped': newPasswordPage({
      ...ruleSets.table,
      mistypedUser: 'alice@example',
      code,
      problem: told('bad-request', { detail: mailAddress.enter }),
    }),
    'password-changed': passwordChangedPage({ directory: 'iam', user, signInUrl }),
    'password-changed-table': passwordChangedPage({ directory: 'table', user, signInUrl: undefined }),
    dispute: disputePage({ directory: 'iam', id }),
    'dispute-again': disputePage({ directory: 'table', id, key, problem: told('try-again') }),
    locked: lockedPage({ directory: 'iam' }),
    logout: logoutPage({ signedIn: true }),
    'logout-already': logoutPage({ signedIn: false }),
    generate: generatePage(),
    'generate-again': generatePage({
      user: 'alice example',
      problem: told('bad-request', { detail: userName.enter }),
    }),
    submitted: submittedPage({ pickupCode, linkMinutes: 60, signedIn: true }),
    'submitted-network': submittedPage({ pickupCode, linkMinutes: 60 }),
    extract: extractPage({ id, askForPickupCode: false }),
    'extract-elsewhere': extractPage({ id, askForPickupCode: true }),
    'extract-again': extractPage({
      id,
      askForPickupCode: true,
      key,
      problem: told('wrong-pickup-code'),
    }),
    unavailable: unavailablePage(told('link-unavailable')),
    'unavailable-dispute': unavailablePage(told('link-unavailable', { special: 'dispute-link' }), 'dispute'),
    'unavailable-vouch': unavailablePage(told('link-unavailable', { special: 'vouch-link' }), 'vouch'),
    vouch: vouchPage({ id, days: vouchedDays }),
    'vouch-again': vouchPage({
      id,
      days: vouchedDays,
      problem: told('bad-request', { detail: linkKey.enter }),
    }),
    'vouch-opened': vouchPage({ id, key, days: vouchedDays }),
    vouched: vouchedPage(),
    password: passwordPage({ user, password, signInUrl }),
    problem: problemPage(told('too-many-requests')),
    failure: problemPage({
      ...told('internal-error'),
      requestId: '4f1c6c1e-1f0b-4c58-9d0d-5d6e9f1f2a3b',
    }),
  };
};

export const samplePages = samplePagesIn(english);

/** One line of the log. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: LogEvent;
  readonly details: LogDetails | undefined;
  readonly cause: unknown;
}

/** An app that serves every sample page under its name, in each of the languages, and the lines that it logged. */
export function sampleSite(
  publicUrl: string = sample.publicUrl,
  stopwatch?: () => number,
  organisation?: Organisation,
  languages: readonly [Language, ...Language[]] = ['en'],
): { app: App; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const keep =
    (level: LogLine['level']) =>
    (event: LogEvent, details?: LogDetails, cause?: unknown): void => {
      lines.push({ level, event, details, cause });
    };
  const log: Log = { info: keep('info'), warn: keep('warn'), error: keep('error') };
  const app = createApp({ publicUrl, organisation, log, languages, stopwatch });
  const pages = new Map(languages.map((language) => [language, samplePagesIn(webPhrasesNow(language))]));
  for (const name of Object.keys(samplePages)) {
    app.get(`/${name}`, (call) => {
      const shown = pages.get(call.site.phrases.language)?.[name];
      if (shown === undefined)
        throw new Error(`The sample site has no page in ${call.site.phrases.language}.`);
      return page(call, shown);
    });
  }
  return { app, lines };
}
