import { randomBytes, randomInt } from 'node:crypto';
import type { Random } from '../ports';

/** The operating system's generator, through node:crypto. */
export const systemRandom: Random = { bytes: randomBytes, below: (limit) => randomInt(limit) };

/** A new random name, 128 bits in 22 characters: for what is found by it and not opened by it. */
export const randomName = (random: Random): string => random.bytes(16).toString('base64url');

/** A new secret, 256 bits in 43 characters; at least 112 are asked for (Copenhagen Book). */
export const randomKey = (random: Random): string => random.bytes(32).toString('base64url');
