/** Codes and links as people send them: what mail programs, word processors and phones made of them. */
import { sample } from './sample-site';

const { id, key, publicUrl } = sample;

/** The code K7MQ-2X9P. */
export const writtenCodes: readonly string[] = [
  'K7MQ-2X9P',
  'k7mq2x9p',
  ' K7MQ 2X9P ',
  'K7MQ - 2X9P',
  'K 7 M Q 2 X 9 P',
  'K7MQ\u20112X9P',
  'K7MQ\u20132X9P',
  'K7MQ\u20142X9P',
  'K7MQ\u22122X9P',
  'K7MQ\u30fc2X9P',
  'K7MQ\u00a02X9P',
  'Ｋ７ＭＱ－２Ｘ９Ｐ',
  'K\u0667MQ-\u0662X\u0669P',
  'K7\u200bMQ-2X9P',
  'K7MQ-2X\u00ad9P',
  '\u202aK7MQ-2X9P\u202c',
  'K7MQ-2X9P.',
  '"K7MQ-2X9P"',
  '\u201eK7MQ-2X9P\u201c',
  '\u300cK7MQ-2X9P\u300d',
  '(K7MQ-2X9P)',
  '[K7MQ-2X9P]',
  '**K7MQ-2X9P**',
  '> K7MQ-2X9P',
  '- K7MQ-2X9P',
  'Code: K7MQ-2X9P',
  'Code:K7MQ-2X9P',
  'code=K7MQ2X9P',
  'Code \u2013 K7MQ-2X9P',
  'Code K7MQ 2X9P',
  'Your code is: "k7mq 2x9p".',
  'One-time code (8 characters): K7MQ-2X9P',
  'Code (for 10 minutes, until 14:05): K7MQ-2X9P',
  'Your 2nd code: K7MQ-2X9P',
  'Code: K7MQ-2X9P Code: K7MQ-2X9P',
  'Code: k7mq 2x9p, code: K7MQ2X9P',
  '\u9a8c\u8bc1\u7801\uff1aK7MQ-2X9P',
  '\u78bc K7MQ-2X9P',
];

/** The pickup code 482913. */
export const writtenPickupCodes: readonly string[] = [
  '482913',
  '482 913',
  '482\u2013913',
  '482\u202f913',
  '４８２９１３',
  '\u0664\u0668\u0662\u0669\u0661\u0663',
  '4\u200b82913',
  '482913.',
  '"482 913"',
  'Code: 482 913',
  'Pickup code (6 digits): 482-913',
  'Code of 2026-11-29: 482 913',
  'Code: 482913. Code: 482 913.',
];

/** A link as it is mailed. */
export const linkWith = (linkKey: string, path = 'extract'): string =>
  `${publicUrl}/${path}/${id}#${linkKey}`;

const encode = encodeURIComponent;
/** Looks like a key, and is none. */
const signature = 'euGZstcaTDllvimEN8b7jXrwqOf-v5A_CdpgnVfiiMM';

/** What mail programs make of a link, so that it passes their own site first. */
export const redirects: Readonly<Record<string, (link: string) => string>> = {
  'Safe Links': (link) =>
    `https://eur01.safelinks.protection.outlook.com/?url=${encode(link)}&data=05%7C02%7C&sdata=${signature.replace(/[-_]/g, 'x')}%3D&reserved=0`,
  'Safe Links, the # encoded before': (link) =>
    `https://eur01.safelinks.protection.outlook.com/?url=${encode(link.replace('#', '%23'))}&data=05%7C02&reserved=0`,
  Google: (link) =>
    `https://www.google.com/url?q=${encode(link)}&source=gmail&ust=1768478400000000&usg=${signature}`,
  'Proofpoint 2': (link) =>
    `https://urldefense.proofpoint.com/v2/url?u=${proofpoint(link)}&d=DwMFaQ&c=${signature}&r=&m=${signature}&e=`,
  'Proofpoint 3': (link) =>
    `https://urldefense.com/v3/__${link.replace('#', '*')}__;Iw!!Fou38LsQmgU!${signature}$`,
  Mimecast: (link) => `https://protect-eu.mimecast.com/s/Zm9v?url=${encode(link)}&domain=passlink.example`,
  'Mimecast, in the path': (link) => `https://protect-eu.mimecast.com/r/${encode(link)}/${signature}`,
  Avanan: (link) => `https://url.avanan.click/v2/___${link}___.YXAzOmV4YW1wbGU`,
};

const proofpoint = (link: string): string =>
  encode(link).replace(/[-_]/g, escaped).replaceAll('%2F', '_').replaceAll('%', '-');
const escaped = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

const link = linkWith(key);
const [start, end] = [key.slice(0, 20), key.slice(20)];

/** The key of the sample link. */
export const writtenKeys: readonly string[] = [
  key,
  ` ${key}\n`,
  `Key: ${key}`,
  `key=${key}`,
  `The key is ${key}.`,
  `"${key}"`,
  `<${key}>`,
  `**${key}**`,
  `*${key}*`,
  `_${key}_`,
  `__${key}__`,
  `___${key}___`,
  `**_${key}_**`,
  `Key: _${key}_.`,
  `_${link}_`,
  `__${link}__`,
  `Open _${link}_, or enter __${key}__.`,
  encode(`_${link}_`),
  key.replaceAll('-', '\u2011'),
  key.replaceAll('-', '\u2013'),
  Array.from(key).join('\u200b'),
  `${start} ${end}`,
  `${start}\n${end}`,
  `${start}=\n${end}`,
  link,
  `<${link}>`,
  `(${link})`,
  `"${link}"`,
  `${link}.`,
  `[${link}](${link})`,
  `[Open](<${link}>)`,
  `<a href="${link}">`,
  `${link}&utm_source=mail`,
  link.replace('#', '%23'),
  link.replace('#', '%2523'),
  link.replace('#', '#"') + '"',
  encode(link),
  encode(encode(link)),
  encode(`<${key}>`),
  `${link} ${key}`,
  `${linkWith('')} ${key}`,
  `Open this link:\n\n${link}\n\nIt works once. Copy this line:\n\n${key}\n\nThe end`,
  linkWith(`${start}=\n${end}`),
  linkWith(`${start}=\r\n${end}`),
  linkWith(`${start}=${end}`),
  linkWith(`${start}\n${end}`),
  linkWith(`${start}\n> ${end}`),
  `Open:\n${linkWith(`${start}=\n${end}`)}\n\nThe link is valid for an hour.`,
  link.replace(id, `${id.slice(0, 9)}=\n${id.slice(9)}`),
  ...Object.values(redirects).flatMap((redirect) => [
    redirect(link),
    `<${redirect(link)}>`,
    encode(redirect(link)),
    encode(encode(redirect(link))),
  ]),
];

/** What holds no key. */
export const withoutKey: readonly string[] = [
  '',
  'please',
  'I do not have the key and I do not know where it is',
  linkWith(''),
  linkWith('').replace('#', ''),
  linkWith(key.slice(1)),
  key.slice(1),
  `${key}A`,
  `_${key}`,
  `${key}_`,
  `_${key}__`,
  `__${key}_`,
  `____${key}____`,
  `_${key.slice(1)}_`,
  `${link}_`,
  `_${link}__`,
  signature.slice(0, 20),
  ...Object.values(redirects).flatMap((redirect) => [
    redirect(linkWith('')),
    encode(redirect(linkWith('').replace('#', ''))),
  ]),
];

/** What could be two different keys. */
export const withTwoKeys: readonly string[] = [
  `${key} ${signature}`,
  `${link} ${signature}`,
  `${link} ${linkWith(signature)}`,
  `[${link}](${linkWith(signature, 'dispute')})`,
  `${redirects.Google?.(link)} ${linkWith(signature)}`,
];
