import { randomBytes, randomInt } from 'node:crypto';
import type { Random } from './ports';

/** The operating system's generator, through node:crypto. */
export const systemRandom: Random = { bytes: randomBytes, below: (limit) => randomInt(limit) };
