import type { MailPhrases } from '../words/mails';
import { mainAddress, paragraph } from './mail';

/** What a mail says about the link "It was me". */
export const letBrowserThrough = ({ texts: { shared } }: MailPhrases, vouchLink: string) => [
  paragraph(shared.letThrough),
  mainAddress(vouchLink),
  paragraph(shared.letThroughMeans),
];
