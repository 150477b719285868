import { mainAddress, paragraph } from './mail';

/** What a mail says about the link "It was me". */
export const letBrowserThrough = (vouchLink: string) => [
  paragraph('Open this link in the browser that you use. It lets that browser through, whatever others do:'),
  mainAddress(vouchLink),
  paragraph('The link signs nobody in, and it shows nothing about your account. It works for 24 hours.'),
];
