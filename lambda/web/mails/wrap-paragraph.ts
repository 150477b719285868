/** Plain-text readers show lines of this length without breaking them, even when somebody quotes the mail. */
const lineLength = 72;

/** Japanese has no spaces between words. Those around a name are no good places to break a line. */
const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * Breaks a paragraph between words. A word longer than a line, such as a link, stays whole on its own line. A Japanese
 * paragraph stays one line: mail programs break it where it needs to.
 */
export function wrapParagraph(paragraph: string): string {
  if (japanese.test(paragraph)) return paragraph;
  const lines: string[] = [];
  for (const word of paragraph.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && longer.length <= lineLength) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join('\n');
}
