/** Whose site it is, on every page and mail. */
export interface Organisation {
  readonly name: string;
  /** The logo, as a `data:` URL. Mails have none: most mail programs would not show it. */
  readonly logo?: string | undefined;
  /** Where people get help: a mail address, or a URL that starts with `https://`. */
  readonly contact?: string | undefined;
}

/** The name under which pages and mails speak to people. Without an organisation, Passlink speaks for itself. */
export function nameOf(organisation: Organisation | undefined): string {
  return organisation?.name ?? 'Passlink';
}

/** The address of a link to the organisation's contact; undefined if there is none. */
export function contactLink(organisation: Organisation | undefined): string | undefined {
  const contact = organisation?.contact;
  return contact === undefined || contact.startsWith('https://') ? contact : `mailto:${contact}`;
}
