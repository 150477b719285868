import { pages } from './pages';
import { passwords } from './passwords';
import { problems } from './problems';

/** The texts of pages and problems in French. */
export const texts = { ...pages, ...passwords, problems };
