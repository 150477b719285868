interface LinkRequestFormProps {
  /** Where it posts to, as the browser needs it. */
  readonly action: string;
  /** Who is signed in. Where a network vouches for people the name is asked for; elsewhere the session has it. */
  readonly user: string;
}

/** The button that resets the password of whoever is signed in, and what it does besides. */
export function LinkRequestForm({ action, user }: LinkRequestFormProps) {
  return (
    <form method="post" action={action}>
      <input type="hidden" name="user" value={user} />
      <p>
        We mail you a link that shows a new password once. As soon as we send the mail, your old password
        stops working, and you are signed out of Passlink everywhere, here too.
      </p>
      <button type="submit">Reset my AWS password</button>
    </form>
  );
}
