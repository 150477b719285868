/** The texts of pages and problems. A function reads the file of a language when somebody needs it. */
import type { Language } from '../../core/language';
import { texts as english } from './en/web';
import { phrasebook, type Phrasebook } from './phrasebook';
import type { Translation } from './texts';

/** The compiler checks every translation against English, so that each text has the holes of the English one. */
export type WebTexts = typeof english;

export type WebPhrases = Phrasebook<WebTexts>;

const translations: Readonly<
  Record<Exclude<Language, 'en'>, () => Promise<{ readonly texts: Translation<WebTexts> }>>
> = {
  de: () => import('./de/web'),
  fr: () => import('./fr/web'),
  es: () => import('./es/web'),
  'pt-BR': () => import('./pt-BR/web'),
  ja: () => import('./ja/web'),
};

export async function webPhrases(language: Language): Promise<WebPhrases> {
  if (language === 'en') return phrasebook(language, english);
  const { texts } = await translations[language]();
  return phrasebook(language, texts as WebTexts);
}
