import type { AccountDirectory } from '../../words/directories';
import { AccountField } from './account-field';
import type { FormProblem } from '../layout/parts';

interface CodeRequestFormProps {
  /** Where it posts to, as the browser needs it. */
  readonly action: string;
  readonly directory: AccountDirectory;
  readonly user: string | undefined;
  readonly problem: FormProblem | undefined;
}

/** Asks for a code by mail. What the code is for decides where the form posts to, and nothing else. */
export function CodeRequestForm({ action, directory, user, problem }: CodeRequestFormProps) {
  return (
    <form method="post" action={action}>
      <AccountField name="email" directory={directory} value={user} wrong={problem?.code === 'bad-request'} />
      <button type="submit">Send me a code</button>
    </form>
  );
}
