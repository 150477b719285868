import { readFileSync, realpathSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { crc32 } from 'node:zlib';

const PROJECT = join(__dirname, '..');
const MOST_BYTES = 20_000;

/** The logo cannot be used. The message ends the sentence "organisation.logo …". */
export class LogoError extends Error {}

/**
 * Reads a logo into a `data:` URL, for a page that loads nothing.
 *
 * @param path of a file in the project, from its root.
 * @param project the project's folder.
 * @throws LogoError when there is no such file, it is too large, or it is more than a picture.
 */
export function readLogo(path: string, project = PROJECT): string {
  const file = fileIn(project, path);
  if (file.length > MOST_BYTES) {
    const bytes = String(file.length);
    throw new LogoError(
      `must be a file of at most 20 kB (${MOST_BYTES} bytes), and "${path}" has ${bytes} bytes`,
    );
  }
  const kind = kinds[extname(path).toLowerCase()];
  if (kind === undefined) throw new LogoError(`must be the path of an SVG or PNG file, not "${path}"`);
  const problem = kind.problemOf(file);
  if (problem !== undefined) throw new LogoError(`"${path}" ${problem}`);
  return `data:${kind.type};base64,${file.toString('base64')}`;
}

const kinds: Readonly<
  Partial<Record<string, { readonly type: string; readonly problemOf: (file: Buffer) => string | undefined }>>
> = {
  '.svg': { type: 'image/svg+xml', problemOf: problemOfSvg },
  '.png': { type: 'image/png', problemOf: problemOfPng },
};

/** The signature of a PNG file, and the length and name of its first chunk. */
const PNG_START = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
/** 20 kB can hold a picture of many gigabytes. */
const MOST_PIXELS_A_SIDE = 2000;

/** What is wrong with a PNG file, if anything: browsers show no picture, or half of one, for a damaged file. */
function problemOfPng(file: Buffer): string | undefined {
  if (!file.subarray(0, PNG_START.length).equals(PNG_START)) return 'is not a PNG file';
  let at = 8;
  for (let name = ''; name !== 'IEND';) {
    // A chunk: its length, its name, its data, and a checksum of name and data.
    const length = at + 12 <= file.length ? file.readUInt32BE(at) : Infinity;
    if (at + 12 + length > file.length) return 'is not a whole PNG file';
    if (crc32(file.subarray(at + 4, at + 8 + length)) !== file.readUInt32BE(at + 8 + length))
      return 'is a damaged PNG file';
    name = file.toString('latin1', at + 4, at + 8);
    at += 12 + length;
  }
  if (at !== file.length) return 'has something after its picture';
  const sides = [file.readUInt32BE(16), file.readUInt32BE(20)];
  if (Math.min(...sides) === 0 || Math.max(...sides) > MOST_PIXELS_A_SIDE)
    return `must have 1 to ${MOST_PIXELS_A_SIDE} pixels in width and height, not ${sides.join(' × ')}`;
  return undefined;
}

function fileIn(project: string, path: string): Buffer {
  try {
    const file = realpathSync(join(project, path));
    if (file.startsWith(realpathSync(project) + sep)) return readFileSync(file);
  } catch {
    throw new LogoError(`must be the path of a file in the project, and "${path}" is none`);
  }
  throw new LogoError(`must be the path of a file in the project, and "${path}" leads out of it`);
}

/** What a drawing needs. Whatever is not here could run, load or move something. */
const DRAWING = new Set(
  (
    'svg g defs symbol use title desc metadata style switch view marker pattern mask clipPath ' +
    'path rect circle ellipse line polyline polygon text tspan textPath linearGradient radialGradient stop ' +
    'filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap ' +
    'feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology ' +
    'feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence'
  ).split(' '),
);

const SVG = 'http://www.w3.org/2000/svg';
const XLINK = 'http://www.w3.org/1999/xlink';

/** Shapes that use shapes that use shapes: more would take a browser longer than people wait. */
const MOST_USES = 24;

const TAG = /<(\/?)([^\s/>"'<!?]+)((?:\s+[^\s=/>"'<]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const ATTRIBUTE = /\s+([^\s=/>"'<]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;

const DECLARATION = /^(?:<\?xml\s[^>?]*?\?>)?\s*/;

/** A comment between two tags, without what ends it early in HTML. */
const COMMENT = /<!--(?!-?>)(?:(?!--)[^])*-->/y;

/**
 * What is wrong with an SVG file, if anything. A browser runs nothing in the image of a page. This refuses all the same
 * what could: somebody may open the file by itself. It also refuses what a browser would not read, and so would not show.
 */
function problemOfSvg(file: Buffer): string | undefined {
  const text = textOf(file);
  // In another encoding, a browser would read other letters than those that are checked here.
  if (text === undefined) return 'must be a text in UTF-8, without control characters';
  const source = text.replace(DECLARATION, '').replace(/\s+$/, '');
  const open: string[] = [];
  let roots = 0;
  let uses = 0;
  let words = '';
  let at = 0;
  while (at < source.length) {
    const start = source.indexOf('<', at);
    if (start === -1) break;
    words += source.slice(at, start);
    COMMENT.lastIndex = start;
    const [comment] = COMMENT.exec(source) ?? [];
    if (comment !== undefined) {
      // A comment does not part the words around it.
      at = start + comment.length;
      continue;
    }
    if (words.includes(']]>') || (open.length === 0 && words.trim() !== '')) break;
    TAG.lastIndex = start;
    const [tag, end, name = '', attributes = '', isEmpty] = TAG.exec(source) ?? [];
    if (tag === undefined) break;
    if (end === '/') {
      if (open.pop() !== name) break;
    } else {
      if (open.length === 0 && (name !== 'svg' || ++roots > 1)) break;
      const problem = problemOfElement(name, attributes, open.length === 0);
      if (problem !== undefined) return problem;
      if (name === 'use' && ++uses > MOST_USES) return `has more than ${MOST_USES} elements <use>. ${plain}`;
      if (isEmpty === '') open.push(name);
    }
    const problem = problemOfWords(words);
    if (problem !== undefined) return problem;
    words = '';
    at = start + tag.length;
  }
  const isWhole = at === source.length && roots === 1 && open.length === 0 && words.trim() === '';
  if (!isWhole) return notWellFormed;
  return /\sxlink:/.test(source) && !source.includes('xmlns:xlink=')
    ? `must declare xmlns:xlink="${XLINK}"`
    : undefined;
}

/** The text of a file in UTF-8; undefined for another encoding, and for characters that XML does not have. */
function textOf(file: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(file);
    const encoding = /\sencoding\s*=\s*["']([^"']*)/.exec(DECLARATION.exec(text)?.[0] ?? '')?.[1] ?? 'utf-8';
    return /[^\t\n\r\P{Cc}]|[\ufffe\uffff]/u.test(text) || !/^utf-8$/i.test(encoding) ? undefined : text;
  } catch {
    return undefined;
  }
}

const notWellFormed =
  'is not an SVG file that can be checked: it must be one <svg> element, without a document type and CDATA';
const plain = 'Save it as a plain, optimised SVG';

function problemOfElement(name: string, attributes: string, isRoot: boolean): string | undefined {
  if (!DRAWING.has(name)) return `has the element <${name}>, which a logo must not have. ${plain}`;
  const names = [...attributes.matchAll(ATTRIBUTE)].map(([, attribute]) => attribute);
  if (new Set(names).size < names.length) return `has an element <${name}> with the same attribute twice`;
  if (isRoot && !names.includes('xmlns')) return `must have xmlns="${SVG}" in its <svg>`;
  for (const [, attribute = '', inDouble, inSingle] of attributes.matchAll(ATTRIBUTE)) {
    const value = inDouble ?? inSingle ?? '';
    const words = `has the attribute ${attribute}="${value.slice(0, 40)}"`;
    if (/^on/i.test(attribute)) return `${words}, which could run a script`;
    if (/^xmlns\b/.test(attribute)) {
      if (value !== SVG && (attribute === 'xmlns' || value !== XLINK))
        return `${words}, which a logo must not have. ${plain}`;
    } else if (attribute.includes(':') && !/^(?:xml|xlink):/.test(attribute)) {
      return `${words}, which a logo must not have. ${plain}`;
    } else if (/(^|:)(href|src|base)$/i.test(attribute)) {
      if (!/^#[\w.-]+$/.test(value)) return `${words}, which leads out of the file`;
    } else {
      const problem = problemOfWords(value);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

/** What is wrong with a style, an attribute or a text: an address of something else, or what could spell one. */
function problemOfWords(words: string): string | undefined {
  const withoutOwn = words.replace(/url\(\s*(["']?)#[\w.-]+\1\s*\)/gi, '');
  const found =
    /url\s*\(|(?<![\w-])(?:src|image|cross-fade)\(|image-set\s*\(|@import|@font-face|javascript:|data:|\\|&(?!(?:amp|lt|gt|quot|apos);)/i.exec(
      withoutOwn,
    );
  return found === null ? undefined : `has "${found[0]}", which could load something from elsewhere`;
}
