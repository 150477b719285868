import type { Language } from '../../../core/language';
import type { Organisation } from '../../organisation';
import type { WebPhrases } from '../../words/web';

/** Extends a path of the site (`/generate`) to one for the browser (`/dev/generate`). */
export type PathTo = (path: `/${string}`) => string;

/** What all pages of a site have in common, for one request. */
export interface Site {
  readonly pathTo: PathTo;
  /** Undefined where the settings name none. */
  readonly organisation?: Organisation | undefined;
  /** The texts, in the language of this request. */
  readonly phrases: WebPhrases;
  /** The languages to choose from. */
  readonly languages: readonly Language[];
}
