import { localPartOfSes } from '../../../core/account/mail-address';
import type { AccountDirectory } from '../../words/directories';
import { TextField, type TextFieldProps } from '../layout/parts';

type AccountName = Omit<TextFieldProps, 'name' | 'value' | 'wrong'>;

/** The same spellings that the server accepts: it ignores spaces around the name. */
const iamUserName: AccountName = {
  label: 'IAM user name',
  hint: 'What you sign in to AWS with, such as alice@example.com',
  maxLength: 100,
  autocomplete: 'username',
  allowed: {
    pattern: String.raw`\s*[\w+=,.@\-]{1,64}\s*`,
    words: '1 to 64 letters, digits and + = , . @ _ -',
  },
};

const label = String.raw`[A-Za-z\d](?:[A-Za-z\d\-]{0,61}[A-Za-z\d])?`;

/** The browser removes spaces around an address on its own. */
const mailAddress: AccountName = {
  type: 'email',
  label: 'Email address',
  hint: 'Such as alice@example.com',
  maxLength: 254,
  autocomplete: 'email',
  allowed: {
    pattern: String.raw`${localPartOfSes}@(?:${label}\.)+${label}`,
    words: 'one email address, such as alice@example.com',
  },
};

const names: Readonly<Record<AccountDirectory, AccountName>> = { iam: iamUserName, table: mailAddress };

interface AccountFieldProps {
  readonly name: 'user' | 'email';
  readonly directory: AccountDirectory;
  readonly value?: string | undefined;
  readonly wrong: boolean;
}

/** The field for the account's name. */
export function AccountField({ directory, ...field }: AccountFieldProps) {
  return <TextField {...names[directory]} {...field} />;
}
