import { problems } from './problems';

/** The texts of pages and problems in English. */
export const texts = { problems } as const;
