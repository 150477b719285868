import * as v from 'valibot';
import { changePassword, type ChangePasswordPorts } from '../core/code/change-password';
import {
  disputeChange,
  disputeUnavailable,
  isOpenToDispute,
  type DisputePorts,
} from '../core/notice/dispute-change';
import { Problem } from '../core/errors';
import { rulesOf } from '../core/password/password-rules';
import type { Clock } from '../core/ports';
import { createApp, type App, type AppOptions } from '../web/http/app';
import { checkFields, readable, readFields, textOf } from '../web/http/body';
import { browserHalfOf, keepVouching, vouchingOf } from '../web/http/cookies';
import { accountName, chosenPassword, linkKey, oneTimeCode, readLinkAddress } from '../web/http/fields';
import { wantsJson } from '../web/http/negotiation';
import { json, page } from '../web/http/answers';
import type { ToldProblem } from '../web/words/told-problem';
import type { AccountDirectory } from '../web/words/directories';
import { fill } from '../web/words/texts';
import { disputePage, type DisputedChange } from '../web/pages/dispute/dispute-page';
import type { Page } from '../web/pages/layout/document';
import { lockedPage } from '../web/pages/dispute/locked-page';
import { newPasswordPage } from '../web/pages/code-reset/new-password-page';
import { passwordChangedPage } from '../web/pages/code-reset/password-changed-page';
import { unavailablePage } from '../web/pages/layout/unavailable-page';

/** What the function needs. */
export interface ResetPorts extends AppOptions, ChangePasswordPorts, DisputePorts {
  readonly directoryKind: AccountDirectory;
  /** Where people sign in with the password; undefined where Passlink does not know. */
  readonly signInUrl: string | undefined;
}

/** No browser half protects this form. A mail scanner that presses every button does not know the word to type. */
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
  const name = accountName(directory);
  const choice = v.object({ email: name, otp: oneTimeCode, password: chosenPassword });

  app.postAtOnce('/reset', async (call, goAhead) => {
    const deadline = deadlineOf(ports.clock);
    const policy = await ports.directory.passwordPolicy();
    const refuseCommonPasswords = policy.refuses !== 'nothing';
    const form = { directory, rules: rulesOf(policy), rulesAreComplete: true, refuseCommonPasswords };
    const fields = readFields(call);
    const entered = {
      user: readable(name, fields.email),
      mistypedUser: textOf(fields.email),
      code: textOf(fields.otp),
    };
    call.formFor = (problem) => newPasswordPage({ ...form, ...entered, problem });
    const { email: user, otp: code, password } = checkFields(call, fields, choice);
    const entry = {
      user,
      code,
      password,
      browserHalf: browserHalfOf(call),
      vouching: vouchingOf(call),
      language: call.site.phrases.language,
      goAhead,
    };
    const vouching = await changePassword(ports, entry, deadline);
    if (vouching !== undefined) keepVouching(call, vouching);
    return wantsJson(call)
      ? json({ status: 'password-changed' })
      : page(call, passwordChangedPage({ directory, user, signInUrl }));
  });
}

function addDispute(app: App, ports: ResetPorts): void {
  const { directoryKind: directory } = ports;

  app.get('/dispute/:id', async (call) => {
    const { id, key } = readLinkAddress(call.params.id);
    call.formFor = (problem) => disputeAgain({ directory, id, key }, problem);
    if (!(await isOpenToDispute(ports, id))) throw disputeUnavailable();
    return page(call, disputePage({ directory, id, key }));
  });

  app.post('/dispute/:id', async (call) => {
    const deadline = deadlineOf(ports.clock);
    const { id: disputeId } = readLinkAddress(call.params.id);
    const fields = readFields(call);
    call.formFor = (problem) => {
      const key = readable(linkKey, fields.key);
      return disputeAgain({ directory, id: disputeId, key }, problem);
    };
    const { key, confirmation } = checkFields(call, fields, disputeBody);
    if (!/^\s*lock\s*$/i.test(confirmation)) {
      const { fields, expected } = call.site.phrases.texts.problems;
      const { confirmation: said } = fields;
      const detail = wantsJson(call)
        ? fill(expected, { fields: `confirmation: ${said.expected}` })
        : said.enter;
      throw new Problem('bad-request', { detail });
    }
    await disputeChange(ports, { disputeId, key }, deadline);
    return wantsJson(call) ? json({ status: 'account-locked' }) : page(call, lockedPage({ directory }));
  });
}

/** The form once more, unless its link is not good any more. */
const disputeAgain = (entered: DisputedChange, problem: ToldProblem): Page =>
  problem.code === 'link-unavailable'
    ? unavailablePage(problem, 'dispute')
    : disputePage({ ...entered, problem });

const deadlineOf = (clock: Clock): Date => new Date(clock().getTime() + patienceMilliseconds);
