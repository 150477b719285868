import { problems } from './problems';

/** The texts of pages and problems in German. */
export const texts = { problems };
