import { longestPaste } from '../../pasted/plain-text';
import { TextField } from '../layout/parts';

interface KeyFieldProps {
  readonly value: string | undefined;
  /** Whether the error summary above the form is about this field. */
  readonly wrong?: boolean;
}

/**
 * The key of a link. Browsers do not send it: the script `takeKeyFromAddress` puts it into the field and hides the
 * field. Without the script or the fragment, a person can paste it. A key that came with the request goes into a hidden
 * field.
 */
export function KeyField({ value, wrong = false }: KeyFieldProps) {
  if (value !== undefined) return <input type="hidden" name="key" value={value} />;
  return (
    <TextField
      name="key"
      label="Key from the mail"
      hint="Copy it from the mail with the link. You can also paste the whole link."
      wrong={wrong}
      maxLength={longestPaste}
    />
  );
}
