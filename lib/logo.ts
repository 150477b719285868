import { readFileSync, realpathSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

const PROJECT = join(__dirname, '..');
const KILOBYTE = 1000;
const MOST_KILOBYTES = 20;

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
  if (file.length > MOST_KILOBYTES * KILOBYTE) {
    const kilobytes = (file.length / KILOBYTE).toFixed(1);
    throw new LogoError(`must be a file of at most ${MOST_KILOBYTES} kB, and "${path}" has ${kilobytes} kB`);
  }
  const kind = extname(path).toLowerCase();
  if (kind === '.svg') {
    const problem = problemOfSvg(file.toString('utf8'));
    if (problem !== undefined) throw new LogoError(`"${path}" ${problem}`);
    return `data:image/svg+xml;base64,${file.toString('base64')}`;
  }
  if (kind !== '.png') throw new LogoError(`must be the path of an SVG or PNG file, not "${path}"`);
  if (!file.subarray(0, PNG_START.length).equals(PNG_START))
    throw new LogoError(`"${path}" is not a PNG file`);
  return `data:image/png;base64,${file.toString('base64')}`;
}

/** The signature of a PNG file, and the length and name of its first chunk. */
const PNG_START = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

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

const NAMESPACES = ['http://www.w3.org/2000/svg', 'http://www.w3.org/1999/xlink'];

const TAG = /<(\/?)([^\s/>"'<]+)((?:\s+[^\s=/>"'<]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const ATTRIBUTE = /\s+([^\s=/>"'<]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;

/**
 * What is wrong with an SVG file, if anything. A browser runs nothing in the image of a page. This refuses all the same
 * what could: somebody may open the file by itself.
 */
function problemOfSvg(text: string): string | undefined {
  const source = text
    .replace(/^\ufeff?\s*(<\?xml\s[^>?]*\?>)?/, '')
    .replace(/<!--[^]*?-->/g, '')
    .trim();
  const open: string[] = [];
  let roots = 0;
  let at = 0;
  while (at < source.length) {
    const start = source.indexOf('<', at);
    const words = source.slice(at, start);
    if (start === -1 || (open.length === 0 && words !== '')) break;
    TAG.lastIndex = start;
    const [tag, end, name = '', attributes = '', isEmpty] = TAG.exec(source) ?? [];
    if (tag === undefined) break;
    if (end === '/') {
      if (open.pop() !== name) break;
    } else {
      if (open.length === 0 && (name !== 'svg' || ++roots > 1)) break;
      const problem = problemOfElement(name, attributes);
      if (problem !== undefined) return problem;
      if (isEmpty === '') open.push(name);
    }
    const problem = problemOfWords(words);
    if (problem !== undefined) return problem;
    at = start + tag.length;
  }
  return at === source.length && roots === 1 && open.length === 0 ? undefined : notWellFormed;
}

const notWellFormed =
  'is not an SVG file that can be checked: it must be one <svg> element, without a document type and CDATA';
const plain = 'Save it as a plain, optimised SVG';

function problemOfElement(name: string, attributes: string): string | undefined {
  if (!DRAWING.has(name)) return `has the element <${name}>, which a logo must not have. ${plain}`;
  for (const [, attribute = '', inDouble, inSingle] of attributes.matchAll(ATTRIBUTE)) {
    const value = inDouble ?? inSingle ?? '';
    const words = `has the attribute ${attribute}="${value.slice(0, 40)}"`;
    if (/^on/i.test(attribute)) return `${words}, which could run a script`;
    if (/^xmlns\b/.test(attribute)) {
      if (!NAMESPACES.includes(value)) return `${words}, which a logo must not have. ${plain}`;
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
    /url\s*\(|image-set\s*\(|@import|@font-face|javascript:|data:|\\|&(?!(?:amp|lt|gt|quot|apos);)/i.exec(
      withoutOwn,
    );
  return found === null ? undefined : `has "${found[0]}", which could load something from elsewhere`;
}
