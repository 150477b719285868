import { iamDefaultPolicy, rulesOf, tablePolicy } from '../core/password/password-rules';
import type { App } from '../web/http/app';
import { page } from '../web/http/answers';
import { forgotPasswordPage } from '../web/pages/code-reset/forgot-password-page';
import { newPasswordPage } from '../web/pages/code-reset/new-password-page';
import { addCodeRequest, type CodeRequestPorts } from './code-requests';

/** What the way to a new password by code needs. */
export interface CodeResetRoutePorts extends CodeRequestPorts {
  readonly codeMinutes: number;
  /** The shortest password that the users table takes; undefined for IAM, whose rules only `reset` can look up. */
  readonly passwordLength: number | undefined;
  /** Whether `reset` refuses common passwords. */
  readonly refuseCommonPasswords: boolean;
  /** Whether a person who signs in can have a password link instead. */
  readonly offersLinks: boolean;
}

/** "Forgot your password?": ask for a code, and the form that brings it to `reset`, with a new password. */
export function addCodeReset(app: App, ports: CodeResetRoutePorts): void {
  const {
    directory,
    codeMinutes: minutes,
    passwordLength,
    refuseCommonPasswords,
    offersLinks: orLink,
  } = ports;
  const rulesAreComplete = passwordLength !== undefined;
  const policy = rulesAreComplete ? tablePolicy(passwordLength) : iamDefaultPolicy;
  const form = { directory, rules: rulesOf(policy), rulesAreComplete, refuseCommonPasswords };

  app.get('/generate-otp', (call) => page(call, forgotPasswordPage({ directory })));
  addCodeRequest(app, ports, {
    path: '/generate-otp',
    purpose: 'reset',
    again: (entered) => forgotPasswordPage({ directory, ...entered }),
    next: (user) => newPasswordPage({ ...form, user, sent: { minutes, orLink } }),
  });
  app.get('/reset', (call) => page(call, newPasswordPage(form)));
}
