interface LinkRequestFormProps {
  /** The path that the form posts to, stage included. */
  readonly action: string;
  /**
   * The user who is signed in. With `verification: network`, the server reads the name from the form, else from the
   * session.
   */
  readonly user: string;
}

/** The button that resets the password of the person who is signed in, and what else it does. */
export function LinkRequestForm({ action, user }: LinkRequestFormProps) {
  return (
    <form method="post" action={action}>
      <input type="hidden" name="user" value={user} />
      <p>
        We mail you a link that shows a new password once. Your old password stops working as soon as we mail
        it, and you are signed out here and on your other devices.
      </p>
      <button type="submit">Reset my AWS password</button>
    </form>
  );
}
