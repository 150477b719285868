/** All languages at once, for the stack: it writes what API Gateway answers, and waits for nothing. Functions do not need this. */
import type { Language } from '../../core/language';
import { texts as de } from './de/web';
import { texts as en } from './en/web';
import { texts as es } from './es/web';
import { texts as fr } from './fr/web';
import { texts as ja } from './ja/web';
import { phrasebook } from './phrasebook';
import { texts as ptBr } from './pt-BR/web';
import type { Translation } from './texts';
import type { WebPhrases, WebTexts } from './web';

const everyLanguage: Readonly<Record<Language, Translation<WebTexts>>> = {
  en,
  de,
  fr,
  es,
  'pt-BR': ptBr,
  ja,
};

export const webPhrasesNow = (language: Language): WebPhrases =>
  phrasebook(language, everyLanguage[language] as WebTexts);
