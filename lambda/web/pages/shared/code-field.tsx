import { codePattern } from '../../pasted/field-patterns';
import { longestPaste } from '../../pasted/plain-text';
import { TextField } from '../layout/parts';

interface CodeFieldProps {
  readonly name: 'code' | 'otp';
  readonly value?: string | undefined;
  readonly wrong: boolean;
}

/**
 * The field for the code from a mail. The browser does not send a typo that cannot be a code, so it costs no attempt.
 */
export function CodeField(field: CodeFieldProps) {
  return (
    <TextField
      {...field}
      label="Code from the mail"
      hint="8 letters and digits, written XXXX-XXXX"
      inputMode="text"
      autocomplete="one-time-code"
      autocapitalize="characters"
      maxLength={longestPaste}
      allowed={{ pattern: codePattern, words: '8 letters and digits' }}
      width="code"
    />
  );
}
