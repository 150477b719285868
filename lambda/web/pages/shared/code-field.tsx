import type { Site } from '../layout/site';
import { codePattern } from '../../pasted/field-patterns';
import { longestPaste } from '../../pasted/plain-text';
import { TextField } from '../layout/parts';

interface CodeFieldProps {
  readonly site: Site;
  readonly name: 'code' | 'otp';
  readonly value?: string | undefined;
  readonly wrong: boolean;
}

/**
 * The field for the code from a mail. The browser does not send a typo that cannot be a code, so it costs no attempt.
 */
export function CodeField({ site, ...field }: CodeFieldProps) {
  const texts = site.phrases.texts.fields.code;
  return (
    <TextField
      {...field}
      label={texts.label}
      hint={texts.hint}
      inputMode="text"
      autocomplete="one-time-code"
      autocapitalize="characters"
      maxLength={longestPaste}
      allowed={{ pattern: codePattern, words: texts.allowed }}
      width="code"
    />
  );
}
