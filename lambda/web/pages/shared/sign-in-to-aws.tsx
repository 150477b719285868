/** Leads to where people sign in, on another tab, so that the page with their next steps stays. */
export function SignInToAws({ url }: { readonly url: string }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      Sign in to AWS <span class="hint">(opens in a new tab)</span>
    </a>
  );
}
