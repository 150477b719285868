import type { Site } from '../layout/site';

/** Links to the AWS sign-in page in a new tab, so that the page with the next steps stays open. */
export function SignInToAws({ site, url }: { readonly site: Site; readonly url: string }) {
  const { signInToAws, newTab } = site.phrases.texts.shared;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {signInToAws} <span class="hint">{newTab}</span>
    </a>
  );
}
