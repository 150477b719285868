import type { Organisation } from '../../organisation';

/** Extends a path of the site (`/generate`) to one for the browser (`/dev/generate`). */
export type PathTo = (path: `/${string}`) => string;

/** What all pages of a site have in common. */
export interface Site {
  readonly pathTo: PathTo;
  /** Undefined where the settings name none. */
  readonly organisation?: Organisation | undefined;
}
