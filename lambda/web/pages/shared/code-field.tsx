import { TextField } from '../layout/parts';

/** 8 letters and digits, grouped or not. U is not among them. O, I and L are read as the digits that they look like. */
const code = { pattern: String.raw`(?:[\s\-]*[\dA-TV-Za-tv-z]){8}[\s\-]*`, words: '8 letters and digits' };

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
      maxLength={64}
      allowed={code}
      width="code"
    />
  );
}
