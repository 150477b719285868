import type { Call } from './request';

/** How much a caller wants a media type: the weight that it gives, and how precisely it names the type. */
interface Wish {
  readonly weight: number;
  readonly precision: number;
}

const html = ['text/html', 'text/*', '*/*'];
const json = ['application/json', 'application/*', '*/*'];
const problemJson = ['application/problem+json', 'application/*', '*/*'];

/** Reads `Accept`: media ranges and their weights, in any order. An invalid weight counts as 0. */
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
