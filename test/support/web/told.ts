import { Problem } from '../../../lambda/core/errors';
import { tell, type ToldProblem } from '../../../lambda/web/words/told-problem';
import { webPhrasesNow } from '../../../lambda/web/words/every-language';

/** English, as callers get it. */
export const english = webPhrasesNow('en');

/** A problem in English. */
export const told = (...problem: ConstructorParameters<typeof Problem>): ToldProblem =>
  tell(new Problem(...problem), english);
