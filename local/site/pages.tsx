/** The local pages for people: an index, the mailbox, and a page in place of AWS's sign-in page. */
import type { Child } from 'hono/jsx';
import { raw } from 'hono/html';
import type { Mail } from './mailbox';
import type { SignIn } from '../aws/services/user-directory';

/** Without a script, a frame cannot adapt to its mail. It is as tall as the longest mail, on a phone and elsewhere. */
const style = `
  :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); }
  * { box-sizing: border-box; }
  body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; background: light-dark(#f7f7f5, #111317); color: light-dark(#1b1e24, #e9ebef); }
  header, main { max-width: 46rem; margin: 0 auto; padding: 1rem 1.25rem; }
  header { display: flex; flex-wrap: wrap; gap: 0 1.25rem; align-items: baseline; }
  h1 { font-size: 1.5rem; margin: 0; flex: 1; }
  h2 { font-size: 1.125rem; margin: 0; overflow-wrap: anywhere; }
  a { color: light-dark(#0b57d0, #9ec1ff); }
  .note { color: light-dark(#555, #bbb); margin: 0; }
  nav { display: flex; gap: 1rem; } nav [aria-current] { color: inherit; text-decoration: none; }
  article { border: 1px solid var(--line); border-radius: .5rem; margin: 0 0 1.25rem; overflow: hidden; background: light-dark(#fff, #191c22); }
  article > header, article > details { padding: .75rem 1rem; display: block; }
  iframe { display: block; width: 100%; height: 50rem; resize: vertical; border: 0; border-block: 1px solid var(--line); background: light-dark(#f7f7f5, #111317); }
  @media (max-width: 40rem) { iframe { height: 74rem; } }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font: .875rem/1.5 ui-monospace, monospace; }
  dl { display: grid; grid-template-columns: auto 1fr; gap: 0 .75rem; margin: .25rem 0 0; }
  dt { color: light-dark(#555, #bbb); } dd { margin: 0; overflow-wrap: anywhere; }
  form { display: grid; gap: .25rem; max-width: 22rem; }
  input, button { font: inherit; padding: .6rem .75rem; border-radius: .4rem; border: 1px solid light-dark(#767676, #999); }
  button { background: #0b57d0; border-color: #0b57d0; color: #fff; margin-top: 1rem; cursor: pointer; }
  :focus-visible { outline: 3px solid light-dark(#0b57d0, #9ec1ff); outline-offset: 2px; }
  label { margin-top: .75rem; } [role='status'], [role='alert'] { border-left: 4px solid; padding-left: .75rem; }
`;

/** The addresses of the pages. The portal's address depends on the stage. */
const placesAround = (portal: string) => [
  { name: 'Portal', path: portal, about: 'where people ask for a new password' },
  { name: 'Mailbox', path: '/_local/mailbox', about: 'the mails that Passlink sent' },
  { name: 'Trail', path: '/_local/trail', about: 'what happened to accounts' },
  { name: 'Console', path: '/_local/console', about: 'stands in for AWS’s sign-in page' },
];

interface PageProps {
  readonly title: string;
  readonly heading?: string;
  /** Path of the portal. */
  readonly portal: string;
  readonly children: Child;
}

/** What all local pages have. */
export function Page({ title, heading = title, portal, children }: PageProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title} – on this laptop</title>
        <style>{raw(style)}</style>
      </head>
      <body>
        <header>
          <h1>{heading}</h1>
          <nav>
            {placesAround(portal).map(({ name, path }) => (
              <a href={path} aria-current={name === title ? 'page' : undefined}>
                {name}
              </a>
            ))}
          </nav>
        </header>
        <main>{children}</main>
      </body>
    </html>
  );
}

/** The index of the laptop run. */
export function indexPage(portal: string): string {
  return document(
    <Page title="Passlink" portal={portal}>
      <p class="note">The synthesized stack runs on this machine. Nothing of it runs in the cloud.</p>
      <ul>
        {placesAround(portal).map(({ name, path, about }) => (
          <li>
            <a href={path}>{name}</a>: {about}
          </li>
        ))}
        <li>
          <a href="/_local/aws.json">The local AWS</a>: what it holds, as JSON
        </li>
      </ul>
    </Page>,
  );
}

function MailView({ mail }: { readonly mail: Mail }) {
  // A mail's links open outside the frame. Scripts in it would not run.
  const content = mail.html.replace(/^(.*<head>)?/s, '$1<base target="_blank">');
  return (
    <article aria-label={mail.subject}>
      <header>
        <h2>{mail.subject}</h2>
        <dl>
          <dt>From</dt>
          <dd>{mail.from}</dd>
          <dt>To</dt>
          <dd>{mail.to}</dd>
          <dt>Sent</dt>
          <dd>
            <time datetime={mail.sentAt}>{mail.sentAt.replace('T', ' ').slice(0, 19)} UTC</time>
          </dd>
        </dl>
      </header>
      <iframe
        title={`The mail “${mail.subject}” to ${mail.to}`}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        srcdoc={content}
      ></iframe>
      <details>
        <summary>As plain text</summary>
        <pre>{mail.text}</pre>
      </details>
    </article>
  );
}

/** The mails, newest first. */
export function mailboxPage(portal: string, mails: readonly Mail[]): string {
  return document(
    <Page title="Mailbox" portal={portal}>
      {mails.length === 0 ? (
        <p class="note">No mail yet. Mail from Passlink appears here when you reload the page.</p>
      ) : (
        mails.toReversed().map((mail) => <MailView mail={mail} />)
      )}
      <p>
        <a href="/_local/mailbox.json">As JSON</a>
      </p>
    </Page>,
  );
}

/** The sign-in page. After an attempt, it shows the result. */
export function consolePage(portal: string, user = '', result?: SignIn): string {
  return document(
    <Page title="Console" heading="Sign in to the console" portal={portal}>
      <p class="note">This page stands in for AWS’s own. It checks the password of an IAM user.</p>
      {result && <SignInResult result={result} />}
      <form method="post">
        <label for="user">User name</label>
        <input id="user" name="user" autocomplete="username" required value={user} />
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required />
        <button type="submit">Sign in</button>
      </form>
    </Page>,
  );
}

function SignInResult({ result }: { readonly result: SignIn }) {
  if (!result.signedIn) return <p role="alert">The user name or the password is wrong.</p>;
  return (
    <p role="status">Signed in. {result.mustChangePassword ? 'AWS would now ask for a new password.' : ''}</p>
  );
}

/** A page as it is sent. */
export const document = (page: { toString: () => string | Promise<string> }) =>
  `<!doctype html>${String(page)}`;
