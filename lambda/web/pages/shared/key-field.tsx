import type { Site } from '../layout/site';
import { longestPaste } from '../../pasted/plain-text';
import { TextField } from '../layout/parts';

interface KeyFieldProps {
  readonly site: Site;
  readonly value: string | undefined;
  /** Whether the error summary above the form is about this field. */
  readonly wrong?: boolean;
}

/**
 * The key of a link. Browsers do not send it: the script `takeKeyFromAddress` puts it into the field and hides the
 * field. Without the script or the fragment, a person can paste it. A key that came with the request goes into a hidden
 * field.
 */
export function KeyField({ site, value, wrong = false }: KeyFieldProps) {
  if (value !== undefined) return <input type="hidden" name="key" value={value} />;
  return (
    <TextField
      name="key"
      label={site.phrases.texts.fields.key.label}
      hint={site.phrases.texts.fields.key.hint}
      wrong={wrong}
      maxLength={longestPaste}
    />
  );
}
