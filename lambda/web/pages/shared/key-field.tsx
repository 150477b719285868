import { TextField } from '../layout/parts';

interface KeyFieldProps {
  readonly value: string | undefined;
  /** Whether the error summary above the form is about this field. */
  readonly wrong?: boolean;
}

/**
 * The key of a link, which browsers do not send: the script `takeKeyFromAddress` puts it into the field and hides that.
 * Without the script, or without a fragment, it can be pasted. If it came with the request, it goes along unseen.
 */
export function KeyField({ value, wrong = false }: KeyFieldProps) {
  if (value !== undefined) return <input type="hidden" name="key" value={value} />;
  return (
    <TextField
      name="key"
      label="Key from the mail"
      hint="Copy it from the mail with the link. You can also paste the whole link."
      wrong={wrong}
      maxLength={2000}
    />
  );
}
