/** Which language a caller gets: what the person chose here, else what the browser asks for, else the default. */
import type { Language } from '../../core/language';
import { languageParameter } from '../words/choice';
import { readCookie, writeCookie } from './cookies';
import type { Call } from './request';

/** The languages that a site offers. The first is the default. */
export type OfferedLanguages = readonly [Language, ...Language[]];

const languageCookie = 'passlink-language';

const year = 365 * 24 * 3600;

/** The language for the answer. A choice in the address is remembered. It concerns this browser only: GET is safe. */
export function chooseLanguage(
  call: Pick<Call, 'query' | 'headers' | 'cookies'>,
  offered: OfferedLanguages,
): Language {
  const isOffered = (tag: string | null | undefined) => offered.find((language) => language === tag);
  const chosen = isOffered(call.query.get(languageParameter));
  if (chosen !== undefined) writeCookie(call, languageCookie, chosen, year);
  return (
    chosen ??
    isOffered(readCookie(call, languageCookie)) ??
    preferred(call.headers.get('accept-language') ?? '', offered) ??
    offered[0]
  );
}

/**
 * The offered language that a browser wants most (RFC 4647, lookup): `de-AT` is served with `de`, and `pt` or `pt-PT`
 * with `pt-BR`, because a neighbour's language is closer than the default. Undefined if it wants none of them.
 */
function preferred(header: string, offered: OfferedLanguages): Language | undefined {
  const wishes = header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
      return { tag, weight: /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight) ? Number(weight) : 0 };
    })
    .filter(({ weight }) => weight > 0)
    // Equal weights keep their order.
    .sort((one, other) => other.weight - one.weight);
  for (const { tag } of wishes) {
    const found =
      offered.find((language) => language.toLowerCase() === tag) ??
      offered.find((language) => primary(language) === primary(tag));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The language without its region. */
const primary = (tag: string): string => tag.toLowerCase().split('-', 1)[0] ?? '';
