/** The query parameter that chooses a language, on every page. */
export const languageParameter = 'lang';
