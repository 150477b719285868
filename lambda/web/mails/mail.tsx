import type { Child } from 'hono/jsx';
import { Address, Box, Heading, LargeBox, Paragraph, htmlMail } from './html-mail';
import { wrapParagraph } from './wrap-paragraph';

/** A mail, ready to send. Each of its two parts is complete. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** One passage of a mail, in both parts. */
export interface Passage {
  readonly text: string;
  readonly html: Child;
}

/**
 * Makes a mail that says the same in both parts. In the text, blank lines separate the passages: mail programs take
 * text next to an address or a code for a part of it.
 */
export function composeMail(subject: string, passages: readonly Passage[]): Mail {
  return {
    subject,
    text: `${passages.map(({ text }) => wrapParagraph(text)).join('\n\n')}\n`,
    html: htmlMail(
      subject,
      passages.map(({ html }) => html),
    ),
  };
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
