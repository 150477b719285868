import type { Site } from '../layout/site';
import type { Child } from 'hono/jsx';
import type { AccountDirectory } from '../../words/directories';
import { AccountField } from './account-field';
import type { FormProblem } from '../layout/parts';

interface CodeRequestFormProps {
  readonly site: Site;
  /** The path that the form posts to, stage included. */
  readonly action: string;
  readonly directory: AccountDirectory;
  readonly user?: string | undefined;
  readonly problem?: FormProblem | undefined;
  /** Buttons that send the same field elsewhere. */
  readonly children?: Child;
}

/** Asks for a code by mail. The purpose of the code decides only where the form posts to. */
export function CodeRequestForm({ site, action, directory, user, problem, children }: CodeRequestFormProps) {
  return (
    <form method="post" action={action}>
      <AccountField
        site={site}
        name="email"
        directory={directory}
        value={user}
        wrong={problem?.code === 'bad-request'}
      />
      <div class="actions">
        <button type="submit">{site.phrases.texts.codes.send}</button>
        {children}
      </div>
    </form>
  );
}
