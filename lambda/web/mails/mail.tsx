import type { Child } from 'hono/jsx';
import { Address, Box, Heading, LargeBox, Paragraph, htmlMail } from './html-mail';
import { wrapParagraph } from './wrap-paragraph';

/** A mail, ready to be sent: both parts are complete by themselves. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** One thing that a mail says, as it looks in either part. */
export interface Passage {
  readonly text: string;
  readonly html: Child;
}

/**
 * A mail that says the same in both of its parts. In the text each passage stands alone between blank lines: a mail
 * program makes whatever touches an address or a code a part of it.
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

/** A link on the side. */
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

/** A few characters to type, large. */
export function textToType(text: string): Passage {
  return { text, html: <LargeBox>{text}</LargeBox> };
}
