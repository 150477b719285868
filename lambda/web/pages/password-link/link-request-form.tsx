import type { Site } from '../layout/site';

interface LinkRequestFormProps {
  readonly site: Site;
  /** The path that the form posts to, stage included. */
  readonly action: string;
  /**
   * The user who is signed in. With `verification: network`, the server reads the name from the form, else from the
   * session.
   */
  readonly user: string;
}

/** The button that resets the password of the person who is signed in, and what else it does. */
export function LinkRequestForm({ site, action, user }: LinkRequestFormProps) {
  const { texts } = site.phrases;
  return (
    <form method="post" action={action}>
      <input type="hidden" name="user" value={user} />
      <p>{texts.request.means}</p>
      <button type="submit">{texts.request.reset}</button>
    </form>
  );
}
