/** The texts of mails. A function reads the file of a language when somebody needs it. */
import type { Language } from '../../core/language';
import { mails as english } from './en/mails';
import { phrasebook, type Phrasebook } from './phrasebook';
import type { Translation } from './texts';

/** The compiler checks every translation against English, so that each text has the holes of the English one. */
export type MailTexts = typeof english;

export type MailPhrases = Phrasebook<MailTexts>;

const translations: Readonly<
  Record<Exclude<Language, 'en'>, () => Promise<{ readonly mails: Translation<MailTexts> }>>
> = {
  de: () => import('./de/mails'),
  fr: () => import('./fr/mails'),
  es: () => import('./es/mails'),
  'pt-BR': () => import('./pt-BR/mails'),
  ja: () => import('./ja/mails'),
};

export async function mailPhrases(language: Language): Promise<MailPhrases> {
  if (language === 'en') return phrasebook(language, english);
  const { mails } = await translations[language]();
  return phrasebook(language, mails as MailTexts);
}
