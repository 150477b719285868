import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
    ['a picture of the other kind', png, /one <svg> element/],
  ])('cannot be a drawing with %s', (_, content, message) => {
    expect(reading('logo.svg', content)).toMatch(message);
    expect(reading('logo.svg', content)).toContain('"logo.svg" ');
  });

  test('has at most 20 kB', () => {
    const padded = (bytes: number) => svg('').padEnd(bytes);
    expect(reading('logo.svg', padded(20_000))).toMatch(/^data:/);
    expect(reading('logo.svg', padded(20_100))).toBe(
      'must be a file of at most 20 kB, and "logo.svg" has 20.1 kB',
    );
  });

  test('is what its name says', () => {
    expect(reading('logo.png', svg(''))).toBe('"logo.png" is not a PNG file');
    expect(reading('logo.gif', png)).toBe('must be the path of an SVG or PNG file, not "logo.gif"');
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
