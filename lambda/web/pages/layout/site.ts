/** Extends a path of the site (`/generate`) to one for the browser (`/dev/generate`). */
export type PathTo = (path: `/${string}`) => string;

/** Whose site it is. */
export interface Organisation {
  readonly name: string;
  /** The logo, as a `data:` URL. */
  readonly logo?: string | undefined;
  /** Where people get help: a mail address, or a URL that starts with `https://`. */
  readonly contact?: string | undefined;
}

/** What all pages of a site have in common. */
export interface Site {
  readonly pathTo: PathTo;
  /** Undefined where the settings name none: then Passlink speaks for itself. */
  readonly organisation?: Organisation | undefined;
}

/** The name under which the site speaks to people. */
export function nameOf({ organisation }: Pick<Site, 'organisation'>): string {
  return organisation?.name ?? 'Passlink';
}

/** The address of a link to the organisation's contact; undefined if there is none. */
export function contactLink(organisation: Organisation | undefined): string | undefined {
  const contact = organisation?.contact;
  return contact === undefined || contact.startsWith('https://') ? contact : `mailto:${contact}`;
}
