/** Links to the AWS sign-in page in a new tab, so that the page with the next steps stays open. */
export function SignInToAws({ url }: { readonly url: string }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      Sign in to AWS <span class="hint">(opens in a new tab)</span>
    </a>
  );
}
