import * as v from 'valibot';
import { changePassword, type ChangePasswordPorts } from '../core/change-password';
import { disputeChange, isOpenToDispute, type DisputePorts } from '../core/dispute-change';
import { Problem } from '../core/errors';
import { rulesOf } from '../core/password-rules';
import type { Clock } from '../core/ports';
import { createApp, type App, type AppOptions } from '../web/app';
import { readBody } from '../web/body';
import { browserHalfOf } from '../web/browser-half';
import { accountName, chosenPassword, linkKey, oneTimeCode } from '../web/fields';
import { readLinkAddress } from '../web/link-address';
import { wantsJson } from '../web/negotiation';
import { page } from '../web/page';
import type { AccountDirectory } from '../web/pages/account-field';
import { disputePage } from '../web/pages/dispute-page';
import { lockedPage } from '../web/pages/locked-page';
import { newPasswordPage } from '../web/pages/new-password-page';
import { passwordChangedPage } from '../web/pages/password-changed-page';

/** What the function needs. */
export interface ResetPorts extends AppOptions, ChangePasswordPorts, DisputePorts {
  readonly directoryKind: AccountDirectory;
  readonly accounts: ChangePasswordPorts['accounts'] & DisputePorts['accounts'];
  /** Where people sign in with the password; undefined where Passlink does not know. */
  readonly signInUrl: string | undefined;
}

/** A mail scanner that presses every button, and has no other half to be told by, does not know what to type. */
const disputeBody = v.object({ key: linkKey, confirmation: v.optional(v.string(), '') });

/** API Gateway waits for 29 seconds; some are left to answer in. */
const patienceMilliseconds = 25_000;

/** Changes of passwords: one that a person chose with a code, and the undoing of one that was not theirs. */
export function resetRoutes(ports: ResetPorts): App {
  const app = createApp(ports);
  addReset(app, ports);
  addDispute(app, ports);
  return app;
}

function addReset(app: App, ports: ResetPorts): void {
  const { directoryKind: directory, signInUrl } = ports;
  const choice = v.object({ email: accountName(directory), otp: oneTimeCode, password: chosenPassword });

  app.post('/reset', async (c) => {
    const rules = rulesOf(await ports.directory.passwordPolicy());
    const form = { directory, rules, rulesAreComplete: true };
    c.set('formFor', (problem) => newPasswordPage({ ...form, problem }));
    const { email: user, otp: code, password } = await readBody(c, choice);
    c.set('formFor', (problem) => newPasswordPage({ ...form, user, code, problem }));
    const entry = { user, code, password, browserHalf: browserHalfOf(c) };
    await changePassword(ports, entry, deadlineOf(ports.clock));
    return wantsJson(c)
      ? c.json({ status: 'password-changed' })
      : page(c, passwordChangedPage({ user, signInUrl }));
  });
}

function addDispute(app: App, ports: ResetPorts): void {
  app.get('/dispute/:id', async (c) => {
    const { id, key } = readLinkAddress(c.req.param('id'));
    if (!(await isOpenToDispute(ports, id))) throw new Problem('link-unavailable');
    return page(c, disputePage({ id, key }));
  });

  app.post('/dispute/:id', async (c) => {
    const { id: disputeId } = readLinkAddress(c.req.param('id'));
    const { key, confirmation } = await readBody(c, disputeBody);
    c.set('formFor', (problem) =>
      problem.code === 'link-unavailable' ? undefined : disputePage({ id: disputeId, key, problem }),
    );
    if (!/^\s*lock\s*$/i.test(confirmation)) {
      throw new Problem('bad-request', { detail: 'Expected confirmation: the word LOCK.' });
    }
    await disputeChange(ports, { disputeId, key }, deadlineOf(ports.clock));
    return wantsJson(c) ? c.json({ status: 'account-locked' }) : page(c, lockedPage());
  });
}

const deadlineOf = (clock: Clock): Date => new Date(clock().getTime() + patienceMilliseconds);
