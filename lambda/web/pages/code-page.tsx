import type { AccountDirectory } from './account-field';
import type { Page } from './document';
import { ErrorSummary, type FormProblem, TextField, minutesInWords, pageTitle } from './parts';
import { delayResend } from './scripts/delay-resend';

export interface CodeEntry {
  readonly directory: AccountDirectory;
  /** The name or address as it was entered. */
  readonly user: string;
  /** How long the code is good for. */
  readonly minutes: number;
  /** The page that the code was asked for on. */
  readonly from: '/login' | '/register';
  /** Why the last try failed, if it did. */
  readonly problem?: FormProblem | undefined;
}

/** 8 letters and digits, grouped or not. There is no U among them; O, I and L are read as the digits they look like. */
const code = { pattern: String.raw`(?:[\s\-]*[\dA-TV-Za-tv-z]){8}[\s\-]*`, words: '8 letters and digits' };

interface Words {
  /** Stands before the name that was entered. */
  readonly to: string;
  readonly every: string;
  readonly another: string;
}

const words: Readonly<Record<AccountDirectory, Words>> = {
  iam: { to: 'the mailbox of ', every: 'every user name', another: 'Use another user name' },
  table: { to: '', every: 'every address', another: 'Use another address' },
};

/**
 * Asks for the code from the mail. It is the same for every account, there or not. A new code can be had after a minute;
 * somebody whose code was refused has waited already.
 */
export function codePage({ directory, user, minutes, from, problem }: CodeEntry): Page {
  const { to, every, another } = words[directory];
  return {
    title: pageTitle('Check your mailbox', problem),
    ...(problem === undefined ? { script: delayResend } : {}),
    main: (pathTo) => (
      <>
        <h1>Check your mailbox</h1>
        {problem === undefined ? (
          <p class="lead">
            We mail a code to {to}
            <strong translate="no">{user}</strong>. It is good for {minutesInWords(minutes)}, in this browser
            only.
          </p>
        ) : (
          <>
            <ErrorSummary problem={problem} />
            <p>
              You are signing in as <strong translate="no">{user}</strong>.
            </p>
          </>
        )}
        <form method="post" action={pathTo('/token')}>
          <input type="hidden" name="email" value={user} />
          <TextField
            name="code"
            label="Code from the mail"
            hint="8 letters and digits, written XXXX-XXXX"
            wrong={problem?.code === 'code-invalid' || problem?.code === 'bad-request'}
            inputMode="text"
            autocomplete="one-time-code"
            autocapitalize="characters"
            maxLength={64}
            allowed={code}
            width="code"
          />
          <button type="submit">Sign in</button>
        </form>
        <h2>No mail?</h2>
        <p>
          Give it a few minutes, and look into your spam folder, too. This page looks the same for {every},
          known or not: check what you entered.
        </p>
        <form method="post" action={pathTo(from)}>
          <input type="hidden" name="email" value={user} />
          <div class="actions">
            <button type="submit" class="quiet" id="resend">
              Send a new code
            </button>
            <span id="countdown" role="timer"></span>
          </div>
          <p class="hint" id="resend-status" role="status"></p>
        </form>
        <p>
          <a href={pathTo(from)}>{another}</a>
        </p>
      </>
    ),
  };
}
