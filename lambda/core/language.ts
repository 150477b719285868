/** The languages that Passlink speaks, as tags of BCP 47. */
export const languages = ['en', 'de', 'fr', 'es', 'pt-BR', 'ja'] as const;

export type Language = (typeof languages)[number];
