import { problems } from './problems';

/** The texts of pages and problems in Brazilian Portuguese. */
export const texts = { problems };
