import { type App, createApp } from '../../lambda/web/app';
import type { Log, LogDetails, LogEvent } from '../../lambda/core/events';
import { Problem, type ProblemCode } from '../../lambda/core/errors';
import { page } from '../../lambda/web/page';
import type { Page } from '../../lambda/web/pages/document';
import { extractPage } from '../../lambda/web/pages/extract-page';
import { generatePage } from '../../lambda/web/pages/generate-page';
import { passwordPage } from '../../lambda/web/pages/password-page';
import { problemPage } from '../../lambda/web/pages/problem-page';
import { startPage } from '../../lambda/web/pages/start-page';
import { submittedPage } from '../../lambda/web/pages/submitted-page';
import { unavailablePage } from '../../lambda/web/pages/unavailable-page';

/** What the sample pages show. */
export const sample = {
  publicUrl: 'https://passlink.example/dev',
  id: 'q83vEjRWeJCrze8SNFZ4kA',
  key: 'Zm9v-YmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFy_A',
  user: 'alice@example.com',
  password: 'kT7-mQ4.wZ9_cR2-hX6.pN8',
  pickupCode: '482913',
  signInUrl: 'https://signin.example/console',
} as const;

const { id, key, user, password, pickupCode, signInUrl } = sample;

function told(problem: ProblemCode) {
  const { code, title, detail } = new Problem(problem);
  return { code, title, detail };
}

/** Every page there is, in every state that looks different. */
export const samplePages: Readonly<Record<string, Page>> = {
  start: startPage(),
  generate: generatePage(),
  'generate-again': generatePage({
    user: 'alice example',
    problem: new Problem('bad-request', { detail: 'Enter an IAM user name.' }),
  }),
  submitted: submittedPage({
    message: 'Your request has been submitted. Please check your email for further details.',
    pickupCode,
    linkMinutes: 60,
  }),
  extract: extractPage({ id, askForPickupCode: false }),
  'extract-elsewhere': extractPage({ id, askForPickupCode: true }),
  'extract-again': extractPage({
    id,
    askForPickupCode: true,
    key,
    problem: new Problem('wrong-pickup-code'),
  }),
  unavailable: unavailablePage(new Problem('link-unavailable')),
  password: passwordPage({ user, password, signInUrl }),
  problem: problemPage(told('too-many-requests')),
  failure: problemPage({
    ...told('internal-error'),
    requestId: '4f1c6c1e-1f0b-4c58-9d0d-5d6e9f1f2a3b',
  }),
};

/** One line of the log, as it was given. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: LogEvent;
  readonly details: LogDetails | undefined;
  readonly cause: unknown;
}

/** An app that serves every sample page under its name, and what it logged. */
export function sampleSite(publicUrl: string = sample.publicUrl): { app: App; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const keep =
    (level: LogLine['level']) =>
    (event: LogEvent, details?: LogDetails, cause?: unknown): void => {
      lines.push({ level, event, details, cause });
    };
  const log: Log = { info: keep('info'), warn: keep('warn'), error: keep('error') };
  const app = createApp({ publicUrl, log });
  for (const [name, shown] of Object.entries(samplePages)) app.get(`/${name}`, (c) => page(c, shown));
  return { app, lines };
}
