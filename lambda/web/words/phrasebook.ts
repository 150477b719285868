import type { Language } from '../../core/language';

/** One language: its texts, and how it writes numbers and times. */
export interface Phrasebook<Texts> {
  readonly language: Language;
  readonly texts: Texts;
  /** What stands between two sentences. In Japanese that is nothing. */
  readonly space: string;
  /** `1 minute`, `60 minutes`. */
  minutes(count: number): string;
  /** `1 day`, `7 days`. */
  days(count: number): string;
  /** A time in UTC, without its zone. The month is a word: the order of day and month differs between countries. */
  time(at: Date, dateStyle: 'long' | 'medium'): string;
}

/** English as most of the world writes it: the day before the month, and 24 hours. */
export const localeOf = (language: Language): string => (language === 'en' ? 'en-GB' : language);

export function phrasebook<Texts>(language: Language, texts: Texts): Phrasebook<Texts> {
  const locale = localeOf(language);
  // A line never ends between a number and its unit.
  const inUnits = (unit: 'minute' | 'day') => (count: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' })
      .format(count)
      .replaceAll(' ', '\u00a0');
  return {
    language,
    texts,
    space: language === 'ja' ? '' : ' ',
    minutes: inUnits('minute'),
    days: inUnits('day'),
    time: (at, dateStyle) =>
      new Intl.DateTimeFormat(locale, { dateStyle, timeStyle: 'short', timeZone: 'UTC' }).format(at),
  };
}
