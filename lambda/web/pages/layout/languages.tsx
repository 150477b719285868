import type { Language } from '../../../core/language';
import { languageParameter } from '../../words/choice';
import type { Site } from './site';

/** Each language in its own words: people look for theirs, and read no other. */
const names: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  'pt-BR': 'Português (Brasil)',
  ja: '日本語',
};

interface LanguagesProps {
  readonly site: Site;
  /** Where GET shows this page; undefined for the address that it has. */
  readonly path: `/${string}` | undefined;
}

/** Links to the page in the other languages. */
export function Languages({ site, path }: LanguagesProps) {
  const { languages, phrases } = site;
  if (languages.length < 2) return null;
  return (
    <nav class="languages" aria-label={phrases.texts.layout.language}>
      {languages.map((language) =>
        language === phrases.language ? (
          <span lang={language} aria-current="true">
            {names[language]}
          </span>
        ) : (
          <a href={addressIn(language, site, path)} lang={language} hreflang={language}>
            {names[language]}
          </a>
        ),
      )}
    </nav>
  );
}

/**
 * A page without a path of its own is opened again at its address, without its query: that may hold what a person put into
 * the wrong place, and no page repeats that.
 */
function addressIn(language: Language, { pathTo }: Site, path: `/${string}` | undefined): string {
  const [target = '', query] = path === undefined ? [] : pathTo(path).split('?');
  const parameters = new URLSearchParams(query);
  parameters.set(languageParameter, language);
  return `${target}?${parameters.toString()}`;
}
