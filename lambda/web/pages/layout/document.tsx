import type { Child } from 'hono/jsx';
import { raw } from 'hono/html';
import { styles } from './styles';

/** Extends a path of the site (`/generate`) to one for the browser (`/dev/generate`). */
export type PathTo = (path: `/${string}`) => string;

/** A page before it is rendered. The sender also needs its script, for the policy that allows it. */
export interface Page {
  readonly title: string;
  /** Runs when the page has loaded. Every page works without it. */
  readonly script?: string;
  /** The content of the page, with its one main heading. */
  readonly main: (pathTo: PathTo) => Child;
}

/** The frame of all pages. It inserts script and style as they are, and escapes everything else. */
export function Document({ page, pathTo }: { readonly page: Page; readonly pathTo: PathTo }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{page.title} – Passlink</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex, nofollow" />
        <style>{raw(styles)}</style>
      </head>
      <body>
        <header class="brand">
          <a href={pathTo('/')}>Passlink</a>
        </header>
        <main>{page.main(pathTo)}</main>
        <footer>Passlink never asks for your current password.</footer>
        {page.script === undefined ? null : <script>{raw(page.script)}</script>}
      </body>
    </html>
  );
}
