/** What plain-text readers show without breaking lines at odd places, even when the mail is quoted. */
const lineLength = 72;

/** Breaks a paragraph between words. A word that is longer than a line, such as a link, stays whole on its own line. */
export function wrapParagraph(paragraph: string): string {
  const lines: string[] = [];
  for (const word of paragraph.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && longer.length <= lineLength) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join('\n');
}
