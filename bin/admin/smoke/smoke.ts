/** Runs the main job with a throw-away IAM user, and removes the user whatever happens. */
import { setTimeout } from 'node:timers/promises';
import { settingsOf } from '../../../lib/synthesize';
import type { Settings } from '../../../lib/settings';
import { callApi } from '../api';
import type { Conversation } from '../conversation';
import { Refusal } from '../refusal';
import type { Target } from '../target';
import { expectStatus, openBrowser, type Answer, type Browser } from './browser';
import { throwAwayUser, type ThrowAwayUser } from './throw-away-user';

/** What was proven. */
export interface SmokeReport {
  readonly user: string;
  readonly steps: readonly string[];
  readonly removed: true;
}

/** How often a question is asked, and how long IAM may take to show a change everywhere. */
const mostAnswers = 3;
const patience = 60_000;

/** Where the job runs, and who helps. */
interface Run {
  readonly target: Target;
  readonly user: ThrowAwayUser;
  readonly settings: Settings;
  readonly browser: Browser;
  readonly people: Conversation;
  /** Notes down a step that is done. */
  readonly done: (step: string) => void;
}

/**
 * Runs the main job.
 *
 * @param address whose mailbox gets the mails.
 * @throws Refusal with the step that failed; the user is removed by then.
 */
export async function smoke(target: Target, address: string, people: Conversation): Promise<SmokeReport> {
  const settings = settingsOf(target.stackName.replace(/^passlink-/, ''));
  checkAddress(address, settings);
  const { iamUserPath: path, emailTag } = settings;
  const user = throwAwayUser(target, { path, emailTag, address });
  const steps: string[] = [];
  const done = (step: string) => {
    steps.push(step);
    people.tell(`ok  ${step}\n`);
  };
  try {
    const browser = openBrowser(target.outputs.PortalUrl ?? '', people.signal);
    await runJob({ target, user, settings, browser, people, done });
  } finally {
    await cleanUp(target, user, people);
  }
  return { user: user.name, steps, removed: true };
}

function checkAddress(address: string, { directory, mfa, allowedEmailDomains }: Settings): void {
  if (directory !== 'iam') throw new Refusal('no-iam-users', 'This stage has no IAM users, so no links.');
  if (mfa === 'required') {
    throw new Refusal('mfa-required', 'With "mfa": "required", a throw-away user could not recover.');
  }
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  if (!allowedEmailDomains.includes(domain)) {
    throw new Refusal(
      'address-not-allowed',
      `Passlink mails only addresses in ${allowedEmailDomains.join(', ')}. Give --address one of them.`,
    );
  }
}

async function runJob(run: Run): Promise<void> {
  const { target, user, browser, settings, people, done } = run;
  expectStatus('The portal answers', 200, await browser('GET', '/health'));
  done('The portal answers.');
  await user.create();
  await until(people.signal, 'Passlink sees the new user', async () => {
    const path = `/admin/accounts/${user.name}`;
    return (await callApi<{ readonly eligible: boolean }>(target, 'GET', path)).eligible;
  });
  done(`IAM has the user ${user.name}, and Passlink sees that it can recover.`);

  await signIn(run);
  const asked = await browser(
    'POST',
    '/generate',
    settings.verification === 'network' ? { user: user.name } : {},
  );
  expectStatus('Asking for a password link', 202, asked);
  done('Asking for a password link is accepted.');
  const { path, key } = await pickUp(run);
  await until(people.signal, 'AWS asks for a new password', user.mustChangePassword);
  done('IAM has the new password, and asks for another one at the next sign-in.');
  expectStatus('Opening the link again', 410, await browser('POST', path, { key }));
  done('The link works no second time.');
  expectStatus('The account page afterwards', 401, await browser('GET', '/account'));
  done('The new password has ended the session.');
}

/** Signs in with a mailed code. */
async function signIn({ browser, user, people, done }: Run): Promise<void> {
  const email = user.name;
  expectStatus('Asking for a code', 202, await browser('POST', '/login', { email }));
  done('Asking for a code is accepted.');
  await askFor(
    people,
    'Paste the code from the mail:',
    (code) => browser('POST', '/token', { email, code }),
    [400, 401],
  );
  expectStatus('The account page', 200, await browser('GET', '/account'));
  done('The code signs in, and the account page opens.');
}

/** Opens the mailed link and picks the password up. The password is not kept, and not shown. */
async function pickUp({
  browser,
  people,
  done,
}: Run): Promise<{ readonly path: string; readonly key: string }> {
  let used = { path: '', key: '' };
  const open = async (pasted: string): Promise<Answer> => {
    const [, path] = /(\/extract\/[\w-]{22})(?![\w-])/.exec(pasted) ?? [];
    // The portal finds the key in the whole link.
    if (path === undefined) return { status: 400, body: { title: 'This holds no link' } };
    expectStatus('The page of the link', 200, await browser('GET', path));
    used = { path, key: pasted };
    return browser('POST', path, { key: pasted });
  };
  const { body } = await askFor(people, 'Paste the whole link from the second mail:', open, [400]);
  if (typeof body.password !== 'string' || body.mustChangePassword !== true) {
    throw new Refusal('smoke-failed', 'The link: the portal showed no password.');
  }
  done('The link shows a password.');
  return used;
}

/** Asks until what was pasted is taken. */
async function askFor(
  people: Conversation,
  question: string,
  use: (pasted: string) => Promise<Answer>,
  again: readonly number[],
): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await use(await people.ask(question));
    if (tries === mostAnswers || !again.includes(answer.status))
      return expectStatus(question.replace(/:$/, ''), 200, answer);
    people.tell('That was not it.\n');
  }
}

/** IAM shows a change everywhere only after some seconds. */
async function until(signal: AbortSignal, step: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + patience;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Refusal('smoke-failed', `${step}: not within a minute.`);
    await setTimeout(2_000, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
  signal.throwIfAborted();
}

/** Locks the account, which ends its link and session, then removes the user. */
async function cleanUp(target: Target, user: ThrowAwayUser, people: Conversation): Promise<void> {
  await callApi(target, 'POST', `/admin/accounts/${user.name}/lock`).catch((error: unknown) => {
    const isGone = error instanceof Refusal && error.code === 'not-found';
    if (!isGone) people.tell(`The account was not locked: ${(error as Error).message}\n`);
  });
  if (await user.remove()) people.tell(`Removed ${user.name}. What the table has of it expires by itself.\n`);
}
