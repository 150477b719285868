import { problems } from './problems';

/** The texts of pages and problems in French. */
export const texts = { problems };
