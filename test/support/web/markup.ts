/** Helpers that read pages as text. */
import { page } from '../../../lambda/web/http/answers';
import type { Page } from '../../../lambda/web/pages/layout/document';
import type { Organisation } from '../../../lambda/web/organisation';
import { ask } from './ask';
import { sampleSite } from './sample-site';

/** A page as a browser gets it. */
export async function rendered(
  shown: Page,
  publicUrl?: string,
  organisation?: Organisation,
): Promise<string> {
  const { app } = sampleSite(publicUrl, undefined, organisation);
  app.get('/shown', (call) => page(call, shown));
  return (await ask(app, '/shown')).text();
}

/** The document without its style and script, which may contain any text. */
export function markupOf(html: string): string {
  return html.replace(/<(style|script)>[^]*?<\/\1>/g, '');
}

/** The tags of one kind, each as written. */
export function tags(html: string, name: string): string[] {
  return html.match(new RegExp(`<${name}(\\s[^>]*)?>`, 'g')) ?? [];
}

export function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
}

/** Whether a field is hidden. */
const isUnseen = (tag: string): boolean => attribute(tag, 'type') === 'hidden' || tag.includes(' hidden=""');

/** The fields that a person fills in. */
export function fieldsOf(html: string): string[] {
  return tags(html, 'input').filter((tag) => !isUnseen(tag));
}

/** The field of that name that a person fills in. */
export function fieldOf(html: string, name: string): string {
  const field = fieldsOf(html).find((tag) => attribute(tag, 'name') === name);
  if (field === undefined) throw new Error(`There is no field "${name}".`);
  return field;
}

/** The address that each form posts to, and its hidden fields. */
export function formsOf(html: string): { action: string | undefined; hidden: [string, string][] }[] {
  return [...html.matchAll(/<form[^>]*>[^]*?<\/form>/g)].map(([form]) => ({
    action: attribute(form, 'action'),
    hidden: tags(form, 'input')
      .filter(isUnseen)
      .map((tag) => [attribute(tag, 'name') ?? '', attribute(tag, 'value') ?? '']),
  }));
}

/** The links in the content of a page, with their words. */
export function linksOf(html: string): [string, string][] {
  const [main = ''] = /<main>[^]*<\/main>/.exec(markupOf(html)) ?? [];
  return [...main.matchAll(/<a [^>]*href="\/dev([^"]*)"[^>]*>([^<]*)<\/a>/g)].map(
    ([, path = '', words = '']) => [path, words],
  );
}

/** The words of a page, or of a part of it, as a person reads them. */
export function wordsOf(html: string): string {
  return markupOf(html)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,:])/g, '$1')
    .trim();
}
