/** The button that resets the password of whoever is signed in, and what it does besides. It takes no name. */
export function LinkRequestForm({ action }: { readonly action: string }) {
  return (
    <form method="post" action={action}>
      <p>
        We mail you a link that shows a new password, once. As soon as that mail is sent, your old password
        stops working and every Passlink session of yours ends, this one included.
      </p>
      <button type="submit">Reset my AWS password</button>
    </form>
  );
}
