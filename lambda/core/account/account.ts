import { abbreviate, sha256 } from '../crypto/hashing';
import type { Random } from '../ports';

/** What stands for an account in the table: the same for every way to write its name. */
export const accountKey = (name: string): string => sha256(name.trim().toLowerCase());

/** How an account appears in logs: the same for every way to write its name. */
export const accountFingerprint = (name: string): string => abbreviate(accountKey(name));

/** A new account's opaque id. All ids look alike: those of tables, of IAM users, and of accounts that are not there. */
export const newAccountId = (random: Random): string => random.bytes(16).toString('hex');

/**
 * The opaque id of an IAM user: always the same, and of the same form.
 *
 * @param userId IAM's unique id, which a later user of the same name does not get.
 */
export const iamAccountId = (userId: string): string => sha256(`iam:${userId}`).slice(0, 32);
