import type { Child } from 'hono/jsx';
import { raw } from 'hono/html';
import type { WebTexts } from '../../words/web';
import { Languages } from './languages';
import { contactLink, nameOf } from '../../organisation';
import type { Site } from './site';
import { version } from '../../version';
import { styles } from './styles';

/** A page before it is rendered. The sender also needs its script, for the policy that allows it. */
export interface Page {
  readonly title: (texts: WebTexts) => string;
  /** Runs when the page has loaded. Every page works without it. */
  readonly script?: string;
  /** Whether the header has a button to sign out. */
  readonly signedIn?: boolean;
  /** The content of the page, with its one main heading. */
  readonly main: (site: Site, texts: WebTexts) => Child;
  /** Where GET shows this page, if not at the address that it has. */
  readonly path?: `/${string}`;
  /** Whether it holds what is shown only once: it links to no other language, because that would lose it. */
  readonly shownOnce?: boolean;
}

interface DocumentProps {
  readonly page: Page;
  readonly site: Site;
}

/** The frame of all pages. It inserts script and style as they are, and escapes everything else. */
export function Document({ page, site }: DocumentProps) {
  const { language, texts } = site.phrases;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <title>
          {page.title(texts)} – {nameOf(site.organisation)}
        </title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex, nofollow" />
        <style>{raw(styles)}</style>
      </head>
      <body data-busy={texts.layout.oneMoment}>
        <Header page={page} site={site} />
        <main>{page.main(site, texts)}</main>
        <Footer page={page} site={site} />
        {page.script === undefined ? null : <script>{raw(page.script)}</script>}
      </body>
    </html>
  );
}

/** Whose site it is. The name can be in any script, so it is isolated from the text around it. */
function Header({ page, site }: DocumentProps) {
  const { pathTo, organisation, phrases } = site;
  return (
    <header>
      <a class={organisation === undefined ? 'brand own' : 'brand'} href={pathTo('/')}>
        {organisation?.logo === undefined ? null : <img class="logo" src={organisation.logo} alt="" />}
        <bdi>{nameOf(organisation)}</bdi>
      </a>
      {page.signedIn === true ? (
        <form method="post" action={pathTo('/logout')}>
          <button type="submit" class="text">
            {phrases.texts.layout.signOut}
          </button>
        </form>
      ) : null}
    </header>
  );
}

function Footer({ page, site }: DocumentProps) {
  const { organisation, phrases } = site;
  const { layout } = phrases.texts;
  const contact = contactLink(organisation);
  return (
    <footer>
      <p>{layout.neverAsk}</p>
      {contact === undefined ? null : (
        <p>
          <a href={contact}>{layout.askAdministrator}</a>
        </p>
      )}
      <p translate="no">Passlink {version}</p>
      {page.shownOnce === true ? null : <Languages site={site} path={page.path} />}
    </footer>
  );
}
