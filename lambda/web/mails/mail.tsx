import type { Child } from 'hono/jsx';
import { contactLink, nameOf, type Organisation } from '../organisation';
import type { MailPhrases } from '../words/mails';
import { fill } from '../words/texts';
import { Address, Box, Closing, Heading, LargeBox, Paragraph, Rule, htmlMail } from './html-mail';
import { wrapParagraph } from './wrap-paragraph';

/** A mail, ready to send. Each of its two parts is complete. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Where mails come from. */
export interface MailFrom {
  /** Where the portal is. */
  readonly portalUrl: string;
  /** Undefined where the settings name none. */
  readonly organisation?: Organisation | undefined;
}

/** One passage of a mail, in both parts. */
export interface Passage {
  readonly text: string;
  readonly html: Child;
}

/**
 * Makes a mail that says the same in both parts. In the text, blank lines separate the passages: mail programs take
 * text next to an address or a code for a part of it.
 *
 * @param lead what people need most, before everything else: a phone's notification shows only the start of a mail
 */
export function composeMail(
  phrases: MailPhrases,
  from: MailFrom,
  subject: string,
  passages: readonly Passage[],
  lead?: Passage,
): Mail {
  const end = closing(phrases, from);
  return {
    subject,
    text: `${[...(lead === undefined ? [] : [lead]), ...passages, ...end].map(({ text }) => wrapParagraph(text)).join('\n\n')}\n`,
    html: htmlMail(phrases.language, subject, nameOf(from.organisation), lead?.html, [
      ...passages.map(({ html }) => html),
      <Rule />,
      ...end.map(({ html }) => html),
    ]),
  };
}

/** Says at the end of each mail who sends it, why, and where the portal and help are. */
function closing(
  { texts: { closing: texts } }: MailPhrases,
  { portalUrl, organisation }: MailFrom,
): Passage[] {
  const contact = organisation?.contact;
  return [
    small(fill(texts.sender, { sender: isolated(nameOf(organisation)) })),
    small(portalUrl, portalUrl),
    ...(contact === undefined ? [] : [small(texts.questions), small(contact, contactLink(organisation))]),
  ];
}

/** A line at the end of a mail: a text, or what a link shows. */
function small(text: string, href?: string): Passage {
  return {
    text,
    html: <Closing>{href === undefined ? text : <Address href={href}>{text}</Address>}</Closing>,
  };
}

/** Where Unicode has the letters of all scripts that are written from right to left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Keeps a name that is written from right to left from turning the sentence around it. */
function isolated(name: string): string {
  return rightToLeft.test(name) ? `\u2068${name}\u2069` : name;
}

export function paragraph(text: string): Passage {
  return { text, html: <Paragraph>{text}</Paragraph> };
}

export function heading(text: string): Passage {
  return { text, html: <Heading>{text}</Heading> };
}

/** A link that is not the main one. */
export function address(href: string): Passage {
  return {
    text: href,
    html: (
      <Paragraph>
        <Address href={href} />
      </Paragraph>
    ),
  };
}

/** The link that the mail is about. */
export function mainAddress(href: string): Passage {
  return {
    text: href,
    html: (
      <Box>
        <Address href={href} />
      </Box>
    ),
  };
}

/** A line to copy. */
export function lineToCopy(text: string): Passage {
  return { text, html: <Box>{text}</Box> };
}

/** A few characters to type, in large letters. */
export function textToType(text: string): Passage {
  return { text, html: <LargeBox>{text}</LargeBox> };
}
