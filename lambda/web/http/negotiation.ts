/** What a caller wants: data or a page, and in which language. */
import type { Language } from '../../core/language';
import { languageParameter } from '../words/choice';
import { readCookie, writeCookie } from './cookies';
import type { Call } from './request';

/** How much a caller wants a media type: the weight that it gives, and how precisely it names the type. */
interface Wish {
  readonly weight: number;
  readonly precision: number;
}

const html = ['text/html', 'text/*', '*/*'];
const json = ['application/json', 'application/*', '*/*'];
const problemJson = ['application/problem+json', 'application/*', '*/*'];

/** Reads `Accept` or `Accept-Language`: what a caller takes and its weights, in any order. An invalid weight counts as 0. */
function readAccept(header: string): ReadonlyMap<string, number> {
  const ranges = header.split(',').map((part): [string, number] => {
    const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    return [range, /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight) ? Number(weight) : 0];
  });
  return new Map(ranges);
}

/** The most precise range decides: a caller that refuses `text/html` and takes the rest does not want HTML. */
function wishFor(kinds: readonly string[], accept: ReadonlyMap<string, number>): Wish {
  const index = kinds.findIndex((kind) => accept.has(kind));
  return { weight: accept.get(kinds[index] ?? '') ?? 0, precision: kinds.length - index };
}

function prefers(one: Wish, other: Wish): boolean {
  if (one.weight === 0) return false;
  return one.weight === other.weight ? one.precision > other.precision : one.weight > other.weight;
}

/**
 * Whether this caller wants data instead of a page. HTML is the default and wins a draw. With equal weights, the more
 * precise type wins: many programs that want JSON accept JSON and everything else with the same weight.
 */
export function wantsJson({ headers }: Call): boolean {
  const accept = readAccept(headers.get('accept') ?? '*/*');
  const page = wishFor(html, accept);
  return [json, problemJson].some((kinds) => prefers(wishFor(kinds, accept), page));
}

/** The languages that a site offers. The first is the default. */
export type OfferedLanguages = readonly [Language, ...Language[]];

const languageCookie = 'passlink-language';

const year = 365 * 24 * 3600;

/**
 * The language for the answer: what the person chose here, else what the browser asks for, else the default. A choice in the
 * address is remembered. It concerns this browser only, so GET is still safe.
 */
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
  const wishes = [...readAccept(header)]
    .filter(([, weight]) => weight > 0)
    // Equal weights keep their order.
    .sort(([, one], [, other]) => other - one);
  for (const [tag] of wishes) {
    const found =
      offered.find((language) => language.toLowerCase() === tag) ??
      offered.find((language) => primary(language) === primary(tag));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The language without its region. */
const primary = (tag: string): string => tag.toLowerCase().split('-', 1)[0] ?? '';
