import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Language } from '../../core/language';

/**
 * Dark colours, for mail programs that support them. The light ones are inline in the elements, so these need
 * `!important`.
 */
const darkColours = `
@media (prefers-color-scheme: dark) {
  .ground { background: #111317 !important; }
  .sheet { background: #191c22 !important; border-color: #2c3038 !important; }
  .ink { color: #e9ebef !important; }
  .soft { color: #a6adba !important; }
  .box { background: #111317 !important; border-color: #2c3038 !important; }
  .address { color: #9db4ff !important; }
}
`;

const font = "font-family: system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const monospace = 'font-family: ui-monospace, Menlo, Consolas, monospace';
const wrapAnywhere = 'overflow-wrap: anywhere; word-break: break-word; text-wrap: pretty';

/** Japanese has no spaces. Programs that know its words break lines between them. */
const lineBreaks = (language: Language): string =>
  language === 'ja' ? `${wrapAnywhere}; word-break: auto-phrase` : wrapAnywhere;

/** A mail as a whole document: one column, inline styles, nothing to load. The lead stands above the title. */
export function htmlMail(
  language: Language,
  title: string,
  sender: string,
  lead: Child,
  children: Child,
): string {
  const document = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{raw(darkColours)}</style>
      </head>
      <body class="ground" style="margin: 0; padding: 0; background: #f7f7f5">
        <div class="ground" style="padding: 24px 12px; background: #f7f7f5">
          <div
            class="sheet"
            style={`max-width: 560px; margin: 0 auto; padding: 28px 24px; border: 1px solid #e2e2dd; border-radius: 12px; background: #ffffff; ${font}; font-size: 16px; line-height: 1.5; ${lineBreaks(language)}`}
          >
            <p
              class="soft"
              style="margin: 0 0 20px; font-size: 14px; font-weight: 600; line-height: 1.4; color: #565b66"
            >
              <bdi>{sender}</bdi>
            </p>
            {lead}
            <h1 class="ink" style="margin: 0 0 16px; font-size: 22px; line-height: 1.25; color: #1b1e24">
              {title}
            </h1>
            {children}
          </div>
        </div>
      </body>
    </html>
  );
  if (document instanceof Promise) throw new TypeError('A mail waits for nothing while it is rendered.');
  return `<!doctype html>${document}`;
}

/** A heading within a mail. */
export function Heading({ children }: { readonly children: Child }) {
  return (
    <h2 class="ink" style="margin: 28px 0 8px; font-size: 16px; line-height: 1.3; color: #1b1e24">
      {children}
    </h2>
  );
}

export function Paragraph({ children }: { readonly children: Child }) {
  return (
    <p class="ink" style="margin: 0 0 14px; color: #1b1e24">
      {children}
    </p>
  );
}

/** Highlights the link or the key. */
export function Box({ children }: { readonly children: Child }) {
  return (
    <p
      class="box ink"
      style={`margin: 0 0 14px; padding: 14px 16px; border: 1px solid #e2e2dd; border-radius: 8px; background: #f7f7f5; color: #1b1e24; ${monospace}; font-size: 14px; word-break: break-all`}
    >
      {children}
    </p>
  );
}

/** For text to read off the screen and type elsewhere: large, on one line. */
export function LargeBox({ children }: { readonly children: Child }) {
  return (
    <p
      class="box ink"
      style={`margin: 0 0 14px; padding: 18px 16px; border: 1px solid #e2e2dd; border-radius: 8px; background: #f7f7f5; color: #1b1e24; ${monospace}; font-size: 28px; font-weight: 600; line-height: 1.2; letter-spacing: 2px; text-align: center; white-space: nowrap`}
    >
      {children}
    </p>
  );
}

/** Parts the end of a mail from what it is about. */
export function Rule() {
  return <div class="sheet" style="margin: 28px 0 16px; border-top: 1px solid #e2e2dd"></div>;
}

/** A line at the end of a mail. */
export function Closing({ children }: { readonly children: Child }) {
  return (
    <p class="soft" style="margin: 0 0 10px; font-size: 13px; line-height: 1.45; color: #565b66">
      {children}
    </p>
  );
}

interface AddressProps {
  readonly href: string;
  /** What the link shows, if that is not its address. */
  readonly children?: Child;
}

/** A link that shows where it leads. */
export function Address({ href, children = href }: AddressProps) {
  return (
    <a class="address" href={href} style="color: #2a4fc4; text-decoration: underline">
      {children}
    </a>
  );
}
