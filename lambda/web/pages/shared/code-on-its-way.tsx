/** What pages that ask for a code say about its mail. It is the same whether or not the account exists. */
import type { AccountDirectory } from '../../words/directories';
import { minutesInWords } from '../../words/minutes';
import { mailMayTake } from '../../words/waiting';
import type { PathTo } from '../layout/site';

interface Words {
  /** Comes before the name that was entered. */
  readonly to: string;
  readonly every: string;
  readonly another: string;
}

const words: Readonly<Record<AccountDirectory, Words>> = {
  iam: { to: 'the mailbox of ', every: 'every user name', another: 'Use another user name' },
  table: { to: '', every: 'every address', another: 'Use another address' },
};

interface CodeSentProps {
  readonly directory: AccountDirectory;
  /** The name or address as entered. */
  readonly user: string;
  /** How long the code is valid. */
  readonly minutes: number;
}

/** Says where the code goes, and where and how long it is valid. */
export function CodeSent({ directory, user, minutes }: CodeSentProps) {
  return (
    <p class="lead">
      We mail a code to {words[directory].to}
      <strong translate="no">{user}</strong>. It is valid for {minutesInWords(minutes)}, in this browser only.
    </p>
  );
}

interface NoMailProps {
  readonly directory: AccountDirectory;
  readonly user: string;
  /** The page where the person asked for the code. */
  readonly from: '/login' | '/register' | '/generate-otp';
  readonly pathTo: PathTo;
}

/** What to do when no mail comes. The script `delayResend` controls the button. */
export function NoMail({ directory, user, from, pathTo }: NoMailProps) {
  const { every, another } = words[directory];
  return (
    <>
      <h2>No mail?</h2>
      <p>
        {mailMayTake} Check your spam folder, and what you entered: this page looks the same for {every},
        known or not.
      </p>
      <form method="post" action={pathTo(from)}>
        <input type="hidden" name="email" value={user} />
        <div class="actions">
          <button type="submit" class="quiet" id="resend">
            Send a new code
          </button>
          <span id="countdown" role="timer"></span>
        </div>
        <p class="hint" id="resend-status" role="status"></p>
      </form>
      <p>
        <a href={pathTo(from)}>{another}</a>
      </p>
    </>
  );
}
