import * as v from 'valibot';
import type { CodePurpose } from '../core/limits/purposes';
import { requestCode, type RequestCodePorts } from '../core/code/request-code';
import type { App } from '../web/http/app';
import { checkFields, readFields, textOf } from '../web/http/body';
import { browserHalfOf, keepBrowserHalf, vouchingOf } from '../web/http/cookies';
import { accountName } from '../web/http/fields';
import { wantsJson } from '../web/http/negotiation';
import { json, page } from '../web/http/answers';
import type { AccountDirectory } from '../web/words/directories';
import type { Page } from '../web/pages/layout/document';
import type { FormProblem } from '../web/pages/layout/parts';
import { clientAddress } from '../web/http/request';

/** What requests for codes need. */
export interface CodeRequestPorts extends RequestCodePorts {
  readonly directory: AccountDirectory;
}

/** A form that asks for a code. */
export interface CodeRequestForm {
  readonly path: '/login' | '/register' | '/generate-otp';
  readonly purpose: CodePurpose;
  /** The form again, with what was entered and why that failed. */
  readonly again: (entered: { readonly user: string | undefined; readonly problem: FormProblem }) => Page;
  /** What asks for the code, once it is on its way. */
  readonly next: (user: string) => Page;
}

/** Serves what a form that asks for a code sends. The answer is the same for every account. */
export function addCodeRequest(app: App, ports: CodeRequestPorts, form: CodeRequestForm): void {
  const { path, purpose, again, next } = form;
  const codeRequest = v.object({ email: accountName(ports.directory) });
  app.postAtOnce(path, async (call, goAhead) => {
    const fields = readFields(call);
    call.formFor = (problem) => again({ user: textOf(fields.email), problem });
    const { email: user } = checkFields(call, fields, codeRequest);
    const sent = browserHalfOf(call);
    const browserHalf = await requestCode(ports, {
      purpose,
      user,
      register: path === '/register',
      address: clientAddress(call),
      browserHalf: sent,
      vouching: vouchingOf(call),
      language: call.site.phrases.language,
      goAhead,
    });
    if (browserHalf !== sent) keepBrowserHalf(call, browserHalf);
    return wantsJson(call) ? json({ status: 'code-sent' }, 202) : page(call, next(user), 202);
  });
}
