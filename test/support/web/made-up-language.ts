import { mails } from '../../../lambda/web/words/en/mails';
import { texts } from '../../../lambda/web/words/en/web';
import type { MailPhrases } from '../../../lambda/web/words/mails';
import { phrasebook } from '../../../lambda/web/words/phrasebook';
import type { WebPhrases } from '../../../lambda/web/words/web';

/** All texts of a catalogue, each with a mark on both sides. */
export function marked<Texts>(catalogue: Texts): Texts {
  return mapTexts(catalogue, (text) => `⟦${text}⟧`) as Texts;
}

/** The catalogue with another text in place of each. */
function mapTexts(node: unknown, change: (text: string) => string): unknown {
  if (typeof node === 'string') return change(node);
  return Object.fromEntries(
    Object.entries(node as object).map(([name, value]) => [name, mapTexts(value, change)]),
  );
}

/** English with marked texts: what is not marked on a page or in a mail comes from no catalogue. */
export const madeUpPages: WebPhrases = phrasebook('en', marked(texts));
export const madeUpMails: MailPhrases = phrasebook('en', marked(mails));

/** A catalogue as a list: each text under its path. */
export function textsOf(node: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof node === 'string') return [[path, node]];
  return Object.entries(node as object).flatMap(([name, value]) =>
    textsOf(value, path === '' ? name : `${path}.${name}`),
  );
}

/** What stands outside all marks. */
export function unmarked(text: string): string {
  let depth = 0;
  return Array.from(text)
    .filter((character) => {
      if (character === '⟦') depth += 1;
      const isOutside = depth === 0;
      if (character === '⟧') depth -= 1;
      return isOutside;
    })
    .join('');
}
