import type { Site } from '../layout/site';
import { localPartOfSes } from '../../../core/account/mail-address';
import type { AccountDirectory } from '../../words/directories';
import { TextField, type TextFieldProps } from '../layout/parts';

interface AccountName extends Pick<TextFieldProps, 'type' | 'maxLength' | 'autocomplete'> {
  readonly pattern: string;
}

/** The same spellings that the server accepts: it ignores spaces around the name. */
const iamUserName: AccountName = {
  maxLength: 100,
  autocomplete: 'username',
  pattern: String.raw`\s*[\w+=,.@\-]{1,64}\s*`,
};

const label = String.raw`[A-Za-z\d](?:[A-Za-z\d\-]{0,61}[A-Za-z\d])?`;

/** The browser removes spaces around an address on its own. */
const mailAddress: AccountName = {
  type: 'email',
  maxLength: 254,
  autocomplete: 'email',
  pattern: String.raw`${localPartOfSes}@(?:${label}\.)+${label}`,
};

const names: Readonly<Record<AccountDirectory, AccountName>> = { iam: iamUserName, table: mailAddress };

interface AccountFieldProps {
  readonly site: Site;
  readonly name: 'user' | 'email';
  readonly directory: AccountDirectory;
  readonly value?: string | undefined;
  readonly wrong: boolean;
}

/** The field for the account's name. */
export function AccountField({ site, directory, ...field }: AccountFieldProps) {
  const { label, hint, allowed: words } = site.phrases.texts.fields[directory];
  const { pattern, ...name } = names[directory];
  return <TextField {...name} {...field} label={label} hint={hint} allowed={{ pattern, words }} />;
}
