import { randomBytes, randomInt } from 'node:crypto';
import type { Random } from '../ports';

/** The operating system's generator, through node:crypto. */
export const systemRandom: Random = { bytes: randomBytes, below: (limit) => randomInt(limit) };

/** A new random name, 128 bits in 22 characters. It finds something; it opens nothing. */
export const randomName = (random: Random): string => random.bytes(16).toString('base64url');

/** A new secret, 256 bits in 43 characters; the Copenhagen Book asks for at least 112 bits. */
export const randomKey = (random: Random): string => random.bytes(32).toString('base64url');
