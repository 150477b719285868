/** What pages that ask for a code say about its mail. It is the same whether or not the account exists. */
import type { Site } from '../layout/site';
import { fillWith } from '../../words/texts';
import type { AccountDirectory } from '../../words/directories';

interface CodeSentProps {
  readonly site: Site;
  readonly directory: AccountDirectory;
  /** The name or address as entered. */
  readonly user: string;
  /** How long the code is valid. */
  readonly minutes: number;
}

/** Says where the code goes, and where and how long it is valid. */
export function CodeSent({ site, directory, user, minutes }: CodeSentProps) {
  const { texts } = site.phrases;
  return (
    <p class="lead">
      {fillWith(texts.codes.sent[directory], {
        user: <strong translate="no">{user}</strong>,
        minutes: site.phrases.minutes(minutes),
      })}
    </p>
  );
}

interface NoMailProps {
  readonly site: Site;
  readonly directory: AccountDirectory;
  readonly user: string;
  /** The page where the person asked for the code. */
  readonly from: '/login' | '/register' | '/generate-otp';
}

/** What to do when no mail comes. The script `delayResend` controls the button. */
export function NoMail({ site, directory, user, from }: NoMailProps) {
  const { codes: texts } = site.phrases.texts;
  return (
    <>
      <h2>{texts.noMail}</h2>
      <p>{texts.noMailMeans[directory]}</p>
      <form method="post" action={site.pathTo(from)}>
        <input type="hidden" name="email" value={user} />
        <div class="actions">
          <button type="submit" class="quiet" id="resend">
            {texts.sendNew}
          </button>
          <span id="countdown" role="timer" data-text={texts.countdown}></span>
        </div>
        <p class="hint" id="resend-status" role="status" data-text={texts.sendNewNow}></p>
      </form>
      <p>
        <a href={site.pathTo(from)}>{texts.another[directory]}</a>
      </p>
    </>
  );
}
