import { problems } from './problems';

/** The texts of pages and problems in Japanese. */
export const texts = { problems };
