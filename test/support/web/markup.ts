/** Pages as text, to be asked. */
import { page } from '../../../lambda/web/http/page';
import type { Page } from '../../../lambda/web/pages/layout/document';
import { sampleSite } from './sample-site';

/** A page as a browser gets it. */
export async function rendered(shown: Page, publicUrl?: string): Promise<string> {
  const { app } = sampleSite(publicUrl);
  app.get('/shown', (c) => page(c, shown));
  return (await app.request('/shown')).text();
}

/** The document without its style and script, where anything may stand. */
export function markupOf(html: string): string {
  return html.replace(/<(style|script)>[^]*?<\/\1>/g, '');
}

/** The tags of one kind, each as it is written. */
export function tags(html: string, name: string): string[] {
  return html.match(new RegExp(`<${name}(\\s[^>]*)?>`, 'g')) ?? [];
}

export function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
}

/** Whether a field goes along unseen. */
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

/** Where each form posts to, and what goes along unseen. */
export function formsOf(html: string): { action: string | undefined; hidden: [string, string][] }[] {
  return [...html.matchAll(/<form[^>]*>[^]*?<\/form>/g)].map(([form]) => ({
    action: attribute(form, 'action'),
    hidden: tags(form, 'input')
      .filter(isUnseen)
      .map((tag) => [attribute(tag, 'name') ?? '', attribute(tag, 'value') ?? '']),
  }));
}

/** Where the links of a page lead, but for the one in its header, with their words. */
export function linksOf(html: string): [string, string][] {
  return [...markupOf(html).matchAll(/<a [^>]*href="\/dev([^"]*)"[^>]*>([^<]*)<\/a>/g)]
    .slice(1)
    .map(([, path = '', words = '']) => [path, words]);
}

/** The words of a page or a part of it, as they are read. */
export function wordsOf(html: string): string {
  return markupOf(html)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,:])/g, '$1')
    .trim();
}
