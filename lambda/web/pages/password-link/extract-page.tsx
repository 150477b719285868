import { pickupCodePattern } from '../../pasted/field-patterns';
import { longestPaste } from '../../pasted/plain-text';
import type { Page } from '../layout/document';
import { KeyField } from '../shared/key-field';
import { ErrorSummary, type FormProblem, TextField, pageTitle } from '../layout/parts';
import { sendOnce } from '../scripts/send-once';
import { takeKeyFromAddress } from '../scripts/take-key-from-address';

export interface Extract {
  /** The link's id, the part of it that is not secret. */
  readonly id: string;
  /** Whether this browser lacks the cookie of the browser that asked. */
  readonly askForPickupCode: boolean;
  /** The link's key, if it came with this request. The person does not enter it again. */
  readonly key?: string | undefined;
  /** Why the last attempt failed, if the link still works. */
  readonly problem?: FormProblem | undefined;
}

/** The page behind a password link. Opening it uses nothing up; only the button does. */
export function extractPage({ id, askForPickupCode, key, problem }: Extract): Page {
  return {
    title: pageTitle('Your new password is ready', problem),
    script: takeKeyFromAddress + sendOnce,
    main: ({ pathTo }) => (
      <>
        <h1>Your new password is ready</h1>
        {problem === undefined ? (
          <p class="lead">You can see it once. Have a safe place ready, such as your password manager.</p>
        ) : (
          <ErrorSummary problem={problem} />
        )}
        <form method="post" action={pathTo(`/extract/${encodeURIComponent(id)}`)} autocomplete="off">
          <KeyField value={key} wrong={problem?.code === 'bad-request'} />
          {askForPickupCode ? (
            <TextField
              name="pickupCode"
              label="Pickup code"
              hint="The 6 digits shown in the browser where you asked for the reset."
              wrong={
                problem?.code === 'wrong-pickup-code' ||
                (problem?.code === 'bad-request' && key !== undefined)
              }
              inputMode="numeric"
              maxLength={longestPaste}
              allowed={{ pattern: pickupCodePattern, words: '6 digits' }}
              width="code"
            />
          ) : null}
          <button type="submit">Show my password</button>
        </form>
        {problem === undefined ? (
          <p class="hint">Until you press the button, the link is not used up.</p>
        ) : null}
      </>
    ),
  };
}
