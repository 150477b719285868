import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { LogoError, readLogo } from '../../lib/logo';
import { inTemporaryFolder } from '../support/lib/synthesized';

/** What reading a logo with that content gives: the URL, or what is wrong. */
function reading(name: string, content: string | Buffer): string {
  return inTemporaryFolder((project) => {
    writeFileSync(join(project, name), content);
    try {
      return readLogo(name, project);
    } catch (error) {
      if (error instanceof LogoError) return error.message;
      throw error;
    }
  });
}

const svg = (content: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"${attributes}>${content}</svg>`;

/** In some encodings, other bytes than in UTF-8 are quotation marks. */
const hidden = (encoding: string) =>
  `<?xml version="1.0" encoding="${encoding}"?>${svg(`<rect id="\u001b$B" class='\u001b(B" onload="a()" x="'/>`)}`;

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('a logo', () => {
  test.each([
    ['a shape', svg('<path d="M0 0h9v9z" fill="#07a"/>')],
    [
      'a declaration, comments and space',
      `\ufeff<?xml version="1.0"?>\n<!-- ours -->\n${svg('<g><rect/></g>')}\n`,
    ],
    [
      'gradients and styles of its own',
      svg('<style>.a{fill:url(#g)}</style><defs><linearGradient id="g"/></defs>'),
    ],
    [
      'shapes that it uses twice',
      svg(
        '<symbol id="s"/><use href="#s"/><use xlink:href="#s"/>',
        ' xmlns:xlink="http://www.w3.org/1999/xlink"',
      ),
    ],
    ['a title with an entity', svg('<title>Tools &amp; more</title>')],
    ['single quotes', svg("<path d='M0 0' style='fill:url(\"#g\")'/>")],
  ])('can be a drawing with %s', (_, content) => {
    expect(reading('logo.svg', content)).toBe(
      `data:image/svg+xml;base64,${Buffer.from(content).toString('base64')}`,
    );
  });

  test('can be a PNG file', () => {
    expect(reading('logo.PNG', png)).toBe(`data:image/png;base64,${png.toString('base64')}`);
  });

  test.each([
    ['a script', svg('<script>alert(1)</script>'), /element <script>/],
    ['an empty script', svg('<script href="#a"/>'), /element <script>/],
    ['a script in another case', svg('<SCRIPT></SCRIPT>'), /element <SCRIPT>/],
    [
      'a script under another prefix',
      svg('<x:script/>', ' xmlns:x="http://www.w3.org/2000/svg"'),
      /<x:script>/,
    ],
    ['HTML', svg('<foreignObject><p>a</p></foreignObject>'), /element <foreignObject>/],
    ['another picture', svg('<image href="https://a.example/a.png"/>'), /element <image>/],
    ['a link', svg('<a href="https://a.example"/>'), /element <a>/],
    ['an animation', svg('<set attributeName="href" to="javascript:alert(1)"/>'), /element <set>/],
    [
      'a drawing of another program',
      svg('', ' xmlns:inkscape="http://www.inkscape.org"'),
      /plain, optimised SVG/,
    ],
    [
      'HTML as the namespace',
      '<svg xmlns="http://www.w3.org/1999/xhtml"/>',
      /xmlns="http:\/\/www\.w3\.org\/1999/,
    ],
    ['a handler', svg('', ' onload="alert(1)"'), /onload="alert\(1\)", which could run a script/],
    ['a handler inside', svg('<rect ONCLICK="alert(1)"/>'), /could run a script/],
    ['an address of elsewhere', svg('<use href="https://a.example/a.svg#a"/>'), /leads out of the file/],
    ['a hidden address', svg('<use xlink:href="&#106;avascript:alert(1)"/>'), /leads out of the file/],
    ['a base', svg('<g xml:base="https://a.example/"/>'), /leads out of the file/],
    ['a style from elsewhere', svg('<style>@import "https://a.example"</style>'), /"@import"/],
    ['a fill from elsewhere', svg('<rect fill="url(https://a.example#a)"/>'), /"url\("/],
    ['a hidden fill', svg('<rect style="fill:u\\72l(//a.example)"/>'), /load something from elsewhere/],
    ['a fill that is hidden otherwise', svg('<rect fill="&#117;rl(//a.example)"/>'), /has "&"/],
    ['a document type', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('')}`, /document type/],
    ['a stylesheet', `<?xml-stylesheet href="https://a.example"?>${svg('')}`, /cannot|can be checked/],
    ['CDATA', svg('<style><![CDATA[a]]></style>'), /CDATA/],
    ['two roots', svg('') + svg(''), /one <svg> element/],
    ['another root', '<html></html>', /one <svg> element/],
    ['no root', '', /one <svg> element/],
    ['text around it', `${svg('')} and more`, /one <svg> element/],
    ['an open element', svg('<g>'), /one <svg> element/],
    ['an open tag', `${svg('')}<`, /one <svg> element/],
    ['an attribute without quotes', svg('<rect onload=alert(1)>'), /one <svg> element/],
    ['a picture of the other kind', png, /must be a text in UTF-8/],
    ['UTF-16', Buffer.from(`\ufeff${svg('')}`, 'utf16le'), /must be a text in UTF-8/],
    ['an encoding that hides a handler', hidden('ISO-2022-JP'), /must be a text in UTF-8/],
    ['an encoding that has other letters', hidden('UTF-7'), /must be a text in UTF-8/],
    [
      'bytes that are no UTF-8',
      Buffer.concat([Buffer.from(svg('')), Buffer.from([0xff])]),
      /must be a text in UTF-8/,
    ],
    ['a character that XML does not have', svg('<title>a\0</title>'), /must be a text in UTF-8/],
    ['a handler that a comment hides', svg('<g a="<!-- " onload="b()" c=" -->"/>'), /one <svg> element/],
    ['a comment that ends early in HTML', svg('<!--><script>a()</script>-->'), /one <svg> element/],
    ['a style that a comment parts', svg('<style>@imp<!-- -->ort "a"</style>'), /"@import"/],
    ['a style from elsewhere by another name', svg('<style>a{fill:src("//a.example")}</style>'), /"src\("/],
    ['a declaration that is not at the start', ` <?xml version="1.0"?>${svg('')}`, /one <svg> element/],
    ['the end of a CDATA section', svg('<title>]]></title>'), /one <svg> element/],
    ['no namespace, which no browser shows', '<svg viewBox="0 0 9 9"/>', /must have xmlns=/],
    ['an undeclared prefix', svg('<rect a:b="c"/>'), /a:b="c", which a logo must not have/],
    ['an undeclared namespace', svg('<use xlink:href="#a"/>'), /must declare xmlns:xlink/],
    ['an attribute twice', svg('<rect x="1" x="2"/>'), /same attribute twice/],
    ['shapes of shapes of shapes', svg('<use href="#a"/>'.repeat(25)), /more than 24 elements <use>/],
  ])('cannot be a drawing with %s', (_, content, message) => {
    expect(reading('logo.svg', content)).toMatch(message);
    expect(reading('logo.svg', content)).toContain('"logo.svg" ');
  });

  test('has at most 20 kB', () => {
    const padded = (bytes: number) => svg('').padEnd(bytes);
    expect(reading('logo.svg', padded(20_000))).toMatch(/^data:/);
    expect(reading('logo.svg', padded(20_001))).toBe(
      'must be a file of at most 20 kB (20000 bytes), and "logo.svg" has 20001 bytes',
    );
  });

  test('is what its name says', () => {
    expect(reading('logo.png', svg(''))).toBe('"logo.png" is not a PNG file');
    expect(reading('logo.gif', png)).toBe('must be the path of an SVG or PNG file, not "logo.gif"');
  });

  const ofSides = (width: number, height: number) => {
    const header = Buffer.from(png.subarray(12, 29));
    header.writeUInt32BE(width, 4);
    header.writeUInt32BE(height, 8);
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32BE(crc32(header));
    return Buffer.concat([png.subarray(0, 12), header, checksum, png.subarray(33)]);
  };
  test.each([
    ['cut short', png.subarray(0, -1), 'is not a whole PNG file'],
    ['only a start', png.subarray(0, 16), 'is not a whole PNG file'],
    ['damaged', Buffer.from(png).fill(0, 45, 46), 'is a damaged PNG file'],
    [
      'with a script behind it',
      Buffer.concat([png, Buffer.from('<script>')]),
      'has something after its picture',
    ],
    ['empty', ofSides(0, 1), 'must have 1 to 2000 pixels in width and height, not 0 × 1'],
    [
      'larger than a memory',
      ofSides(1, 60_000),
      'must have 1 to 2000 pixels in width and height, not 1 × 60000',
    ],
  ])('cannot be a PNG file that is %s', (_, content, message) => {
    expect(reading('logo.png', content)).toBe(`"logo.png" ${message}`);
  });
  test('can be a PNG file of 2,000 pixels', () => {
    expect(reading('logo.png', ofSides(2000, 2000))).toMatch(/^data:image\/png/);
  });

  test('is a file in the project', () => {
    expect(() => readLogo('missing.svg')).toThrow(
      'must be the path of a file in the project, and "missing.svg" is none',
    );
    expect(() => readLogo('lib')).toThrow('and "lib" is none');
    inTemporaryFolder((elsewhere) => {
      writeFileSync(join(elsewhere, 'logo.svg'), svg(''));
      inTemporaryFolder((project) => {
        symlinkSync(join(elsewhere, 'logo.svg'), join(project, 'link.svg'));
        expect(() => readLogo('link.svg', project)).toThrow('"link.svg" leads out of it');
        expect(() => readLogo('../../etc/hostname', project)).toThrow(LogoError);
      });
    });
  });
});
