import { Problem, type ProblemCase } from '../../../lambda/core/errors';
import { htmlOf } from '../../../lambda/web/http/answers';
import { tell } from '../../../lambda/web/words/told-problem';
import { codeMail } from '../../../lambda/web/mails/code-mail';
import { floodMail } from '../../../lambda/web/mails/flood-mail';
import { linkMail } from '../../../lambda/web/mails/link-mail';
import { noticeMail } from '../../../lambda/web/mails/notice-mail';
import { languages } from '../../../lambda/core/language';
import { mailPhrases } from '../../../lambda/web/words/mails';
import { fill, fillWith } from '../../../lambda/web/words/texts';
import { webPhrases } from '../../../lambda/web/words/web';
import { madeUpMails, madeUpPages, textsOf, unmarked } from '../../support/web/made-up-language';
import { sample, samplePages, samplePagesIn } from '../../support/web/sample-site';

const { user, key, code, publicUrl } = sample;

/** The texts of a document that a person or a program for people reads, attributes among them. */
function readable(html: string): readonly string[] {
  const document = html.replace(/<(style|script)>[^]*?<\/\1>/g, '');
  const inAttributes = /\s(?:title|alt|aria-label|placeholder|data-(?!locale|pattern|form)[\w-]+)="([^"]*)"/g;
  return [
    ...[...document.matchAll(inAttributes)].map(([, text = '']) => text),
    // Names, codes and passwords are no texts; Passlink and the names of languages are the same everywhere.
    document
      .replace(/<(strong|dd|code|p)\b[^>]*translate="no"[^>]*>[^]*?<\/\1>/g, '')
      .replace(/<bdi>[^<]*<\/bdi>/g, '')
      .replace(/<nav\b[^]*?<\/nav>/g, '')
      .replace(/<p class="code">[^]*?<\/p>/g, '')
      .replace(/<dl class="reference">[^]*?<\/dl>/g, (list) => list.replace(/<dd>[^<]*<\/dd>/g, ''))
      .replace(/ – (Passlink|Example)(?=\s*<\/title>)/, '')
      .replace(/<[^>]*>/g, ''),
  ];
}

const lettersIn = (text: string): string => unmarked(text).replace(/[^\p{L}]/gu, '');

const site = {
  pathTo: (path: string) => `/dev${path}`,
  organisation: { name: 'Example', contact: 'help@example.com' },
  phrases: madeUpPages,
  languages,
};

describe('no text is outside the catalogues', () => {
  it.each(Object.entries(samplePagesIn(madeUpPages)))('on the page %s', (_, page) => {
    const texts = readable(htmlOf(page, site));
    expect(texts.join('')).toContain('⟦');
    expect(texts.map(lettersIn).filter((left) => left !== '')).toStrictEqual([]);
  });

  const from = { portalUrl: publicUrl, organisation: { name: '123', contact: 'https://123.example' } };
  const link = `${publicUrl}/extract/${sample.id}#${key}`;
  const changedAt = new Date('2026-03-04T23:05:59Z');
  const notice = { user, changedAt, link, key, days: 7, ...from };
  it.each([
    ['link', linkMail(madeUpMails, { link, key, user, minutes: 60, ...from })],
    ['code', codeMail(madeUpMails, { purpose: 'sign-in', code, user, minutes: 1, vouchLink: link, ...from })],
    ['reset', codeMail(madeUpMails, { purpose: 'reset', code, user, minutes: 1, vouchLink: link, ...from })],
    ['flood', floodMail(madeUpMails, { user, vouchLink: link, ...from })],
    ['shown', noticeMail(madeUpMails, { ...notice, change: 'shown', directory: 'iam' })],
    ['chosen', noticeMail(madeUpMails, { ...notice, change: 'chosen', directory: 'table' })],
  ])('in the mail %s', (_, { subject, text, html }) => {
    const withoutData = [
      link,
      key,
      code,
      '/login',
      '/generate-otp',
      publicUrl,
      from.organisation.contact,
    ].reduce(
      (rest, data) => rest.replaceAll(data, ''),
      [subject, text, html.replace(/<style>[^]*?<\/style>|<[^>]*>/g, '')].join('\n').replaceAll('&#39;', "'"),
    );
    expect(lettersIn(withoutData)).toBe('');
  });

  const cases: readonly ProblemCase[] = ['no-cookie', 'vouch-link', 'account-busy', 'not-utf-8'];
  it.each(Object.keys(madeUpPages.texts.problems.byCode) as Problem['code'][])(
    'in the problem %s',
    (problem) => {
      const faults = [{ name: 'minimum', count: 8 }, { name: 'common' }] as const;
      for (const special of [undefined, ...cases]) {
        const { title, detail, reasons } = tell(
          new Problem(problem, { faults, ...(special !== undefined && { special }) }),
          madeUpPages,
        );
        expect([title, detail, ...(reasons ?? [])].map(lettersIn)).toStrictEqual(['', '', '', '']);
      }
    },
  );

  it('is found where there is one', () => {
    const page = { ...samplePages.start, title: () => 'Start' } as (typeof samplePages)[string];
    expect(readable(htmlOf(page, site)).map(lettersIn).join('')).toBe('Start');
  });
});

const others = languages.filter((language) => language !== 'en');

describe.each(others)('in %s', (language) => {
  const all = async (of = language as (typeof languages)[number]) =>
    textsOf({ pages: (await webPhrases(of)).texts, mails: (await mailPhrases(of)).texts });
  const holesOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

  it('every text has the holes of the English one, and no other', async () => {
    const english = new Map(await all('en'));
    for (const [path, text] of await all()) {
      expect([path, holesOf(text)]).toStrictEqual([path, holesOf(english.get(path) ?? '')]);
    }
  });

  it('no sentence is still English', async () => {
    const english = new Map(await all('en'));
    const same = (await all()).filter(([path, text]) => text.includes(' ') && text === english.get(path));
    expect(
      same.filter(([, text]) => !/^(Error: )?\{\w+\}( UTC)?$|^in \{seconds\} s$/.test(text)),
    ).toStrictEqual([]);
  });

  it('quotation marks are those of the language', async () => {
    const marks = {
      de: /„[^“”]*“/g,
      fr: /«\u00a0[^«»]*\u00a0»/g,
      es: /«[^«»]*»/g,
      'pt-BR': /“[^“”]*”/g,
      ja: /「[^「」]*」/g,
    };
    for (const [path, text] of await all()) {
      expect([path, text.replace(marks[language], '')]).toStrictEqual([
        path,
        expect.stringMatching(/^[^“”„«»「」"]*$/),
      ]);
    }
  });
});

describe('lines end in no wrong place', () => {
  const textsIn = async (language: (typeof languages)[number]) =>
    textsOf({ pages: (await webPhrases(language)).texts, mails: (await mailPhrases(language)).texts });

  it('French has a space that does not break before high punctuation', async () => {
    const wrong = (await textsIn('fr')).filter(
      ([, text]) => /[^\u202f1][;!?]|[^\u00a0]:/.test(text) || /«[^\u00a0]|[^\u00a0]»/.test(text),
    );
    expect(wrong).toStrictEqual([]);
  });

  it.each(['de', 'fr', 'pt-BR'] as const)('in %s, “e-mail” stays whole', async (language) => {
    const texts = await textsIn(language);
    expect(texts.filter(([, text]) => /\be-mail/i.test(text))).toStrictEqual([]);
    expect(texts.filter(([, text]) => /\be\u2011mail/i.test(text))).not.toStrictEqual([]);
  });

  it('Japanese keeps a number with what it counts', async () => {
    const apart = (await textsIn('ja')).filter(([, text]) => /[\d}] [回桁分日時文字秒種つ]/.test(text));
    expect(apart).toStrictEqual([]);
  });

  it.each(languages)('a duration stays whole in %s', async (language) => {
    const phrases = await webPhrases(language);
    expect(phrases.minutes(10) + phrases.days(7)).not.toContain(' ');
  });
});

describe('numbers and times', () => {
  it.each([
    ['en', '1 minute', '2 minutes', '1 day', '7 days', '4 March 2026'],
    ['de', '1 Minute', '2 Minuten', '1 Tag', '7 Tage', '4. März 2026'],
    ['fr', '1 minute', '2 minutes', '1 jour', '7 jours', '4 mars 2026'],
    ['es', '1 minuto', '2 minutos', '1 día', '7 días', '4 de marzo de 2026'],
    ['pt-BR', '1 minuto', '2 minutos', '1 dia', '7 dias', '4 de março de 2026'],
    ['ja', '1 分', '2 分', '1 日', '7 日', '2026年3月4日'],
  ] as const)('are written as in %s', async (language, minute, minutes, day, days, time) => {
    const phrases = await webPhrases(language);
    const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
    expect([1, 2].map((count) => plain(phrases.minutes(count)))).toStrictEqual([minute, minutes]);
    expect([1, 7].map((count) => plain(phrases.days(count)))).toStrictEqual([day, days]);
    // Versions of ICU join the day and the time in other ways.
    const said = plain(phrases.time(new Date('2026-03-04T23:05:59Z'), 'long'));
    expect([said.startsWith(time), said.endsWith('23:05')]).toStrictEqual([true, true]);
  });
});

describe('Japanese', () => {
  it('has no space between two sentences on a page', async () => {
    const phrases = await webPhrases('ja');
    for (const [name, page] of Object.entries(samplePagesIn(phrases))) {
      const glued = htmlOf(page, { ...site, phrases }).match(/。 (?:<a\b|[^\s<]).{9}/g);
      expect([name, glued]).toStrictEqual([name, null]);
    }
  });

  it('has one line for a paragraph in the text of a mail', async () => {
    const phrases = await mailPhrases('ja');
    // In another language this is longer than a line.
    const longest = `${'x'.repeat(52)}@example.com`;
    const mail = linkMail(phrases, {
      link: publicUrl,
      key,
      user: longest,
      minutes: 60,
      portalUrl: publicUrl,
    });
    const asked = fill(phrases.texts.link.asked, { user: longest });
    expect(mail.text).toContain(`\n\n${asked}\n\n`);
  });
});

describe('a text with holes', () => {
  it('is filled once: what is put in may have braces', () => {
    expect(fill('For {user}, {minutes}.', { user: '{minutes}', minutes: 5 })).toBe('For {minutes}, 5.');
    expect(fillWith('For {user}.', { user: '{user}' })).toStrictEqual(['For ', '{user}', '.']);
  });

  it('is never shown with a hole', () => {
    expect(() => fill('For {user}.', {} as { user: string })).toThrow('{user}');
  });
});
