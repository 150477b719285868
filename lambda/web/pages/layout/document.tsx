import type { Child } from 'hono/jsx';
import { raw } from 'hono/html';
import { styles } from './styles';

/** Makes a path of ours (`/generate`) into the one a browser needs (`/dev/generate`). */
export type PathTo = (path: `/${string}`) => string;

/** A page before it is rendered. The one who sends it needs its script as well, for the policy that allows it. */
export interface Page {
  readonly title: string;
  /** Runs once the page is there. Every page does its job without it. */
  readonly script?: string;
  /** What the page shows below the one heading that it brings along. */
  readonly main: (pathTo: PathTo) => Child;
}

/** What all pages have around them. Script and style go in as they are; everything else is escaped. */
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
