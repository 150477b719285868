import { Address, Box, Heading, Paragraph, htmlMail } from './html-mail';
import { wrapParagraph } from './wrap-paragraph';

/** A mail, ready to be sent: both parts are complete by themselves. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface LinkMail {
  /** The whole link, its key included. */
  readonly link: string;
  /** The key by itself, for mail programs that cut it off the link. */
  readonly key: string;
  /** The account whose password was reset. */
  readonly user: string;
  /** How long the link is good for. */
  readonly minutes: number;
  /** Where to ask for another one. */
  readonly portalUrl: string;
}

const subject = 'Your new AWS password is ready';

/** The mail that brings a link. It names no password, and its subject gives nothing away on a locked screen. */
export function linkMail(details: LinkMail): Mail {
  return { subject, text: asText(details), html: asHtml(details) };
}

/** What both parts say. */
function wording({ user, minutes }: LinkMail) {
  const time = minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return {
    news: `Someone asked for a new AWS password for the account ${user}. The old password does not work any more.`,
    open: 'Open this link and press the button to see the new password:',
    terms:
      `The link works a single time and is good for ${time}. If you open it on another device or in another ` +
      'browser than the one that asked, you need the 6-digit pickup code that was shown there.',
    keyTitle: 'Does the page ask for a key?',
    keyHelp: 'Then your mail program has cut the link short. Copy this line into the field:',
    strangerTitle: 'Was it not you?',
    stranger:
      'Do not open the link, and do not send this mail on. Nobody can open the link with this mail alone: it ' +
      'takes the browser that asked as well, or its pickup code. Tell your administrator, and ask for a reset ' +
      'yourself to get a password that works:',
  };
}

/** Addresses and keys stand alone on their lines: a mail program makes whatever touches them a part of them. */
function asText(details: LinkMail): string {
  const say = wording(details);
  const paragraphs = [
    say.news,
    say.open,
    details.link,
    say.terms,
    say.keyTitle,
    say.keyHelp,
    details.key,
    say.strangerTitle,
    say.stranger,
    details.portalUrl,
  ];
  return `${paragraphs.map(wrapParagraph).join('\n\n')}\n`;
}

function asHtml(details: LinkMail): string {
  const say = wording(details);
  return htmlMail(
    subject,
    <>
      <Paragraph>{say.news}</Paragraph>
      <Paragraph>{say.open}</Paragraph>
      <Box>
        <Address href={details.link} />
      </Box>
      <Paragraph>{say.terms}</Paragraph>
      <Heading>{say.keyTitle}</Heading>
      <Paragraph>{say.keyHelp}</Paragraph>
      <Box>{details.key}</Box>
      <Heading>{say.strangerTitle}</Heading>
      <Paragraph>{say.stranger}</Paragraph>
      <Paragraph>
        <Address href={details.portalUrl} />
      </Paragraph>
    </>,
  );
}
