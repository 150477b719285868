import { problems } from './problems';

/** The texts of pages and problems in Spanish. */
export const texts = { problems };
