/**
 * The one claim: how links, codes and disputes are published and used up in the challenge table. Each step is one
 * conditional write that a retry recognises as its own, because the SDK repeats a write whose answer was lost.
 */
import type { ChallengeClaims, ChallengeRecord, ChallengeState } from '../../core/challenge/ports';
import type { Clock } from '../../core/ports';
import { epochSeconds, type Item, type Table } from './table';

/** A challenge to be made ready. */
export interface Publication {
  /** What proves it: the hash of a key, or the MAC of a code. */
  readonly secret: string;
  /** Names the job that publishes it: retries of the job carry the same name. It takes the place of what another job published. */
  readonly publisher: string;
  /**
   * When this delivery of the job is over for certain. From then on, or from `endHold`, another delivery of the job publishes
   * again, until the challenge is claimed, or it is noted that its mail went out. Without it, the job publishes once.
   */
  readonly heldUntil?: Date;
  readonly expiresAt: Date;
  /** What this kind of challenge keeps beside. */
  readonly data: Readonly<Record<string, string | number>>;
  /** What else this kind of challenge asks for. */
  readonly conditions?: readonly string[];
}

/** Challenges of one kind in the challenge table. */
export interface Challenges<Id> extends ChallengeClaims<Id> {
  /** A challenge's item; undefined if there is none. */
  find(id: Id): Promise<Item | undefined>;
  /**
   * Makes a challenge ready. False if another one is in its place, or it was used already, or another delivery of the job has
   * published it and is not over. Its attempts begin anew once for each job: if they did at each delivery, their number would tell
   * how often a mail was tried, and with that, that there is an account.
   */
  publish(id: Id, publication: Publication): Promise<boolean>;
  /** Takes back what was published and certainly reached nobody, so that a retry can start over. */
  retract(id: Id, secret: string): Promise<void>;
  /** Notes that the delivery that published it is over, so that another one need not wait. */
  endHold(id: Id, secret: string): Promise<void>;
  /** Notes that the mail with what was published went out. */
  markMailed(id: Id, secret: string): Promise<void>;
}

/** What holds until it is noted that the mail went out. */
export const notMailed = 'attribute_not_exists(#mailed)';

/** Whether no delivery of the job has anything left to do: the mail went out, or somebody has what was in it. */
export const isFinished = ({ mailed, claimId }: Item): boolean =>
  mailed !== undefined || claimId !== undefined;

/** @param keyOf the key of a challenge's item. */
export function dynamoChallenges<Id>(table: Table, clock: Clock, keyOf: (id: Id) => string): Challenges<Id> {
  const sameSecret = '#secret = :secret';
  const notPublished = 'attribute_not_exists(#secret)';
  const notExpired = '#expiresAt > :now';
  const notClaimed = 'attribute_not_exists(#claimId)';
  const claimedByMe = '#claimId = :mine';
  const notUsed = 'attribute_not_exists(#used)';
  const notWithdrawn = 'attribute_not_exists(#withdrawn)';
  return {
    find: (id) => table.get(keyOf(id)),

    async publish(id, { secret, publisher, heldUntil, expiresAt, data, conditions = [] }) {
      const byAnother = '#publishedBy <> :publisher';
      const sameAsBefore = `${sameSecret} AND ${notClaimed}`;
      const notHeld = 'attribute_not_exists(#heldUntil) OR #heldUntil <= :nowInMilliseconds';
      const unfinished = `${notMailed} AND ${notClaimed} AND (${notHeld})`;
      const kept = { ...data, ...(heldUntil && { heldUntil: heldUntil.getTime() }) };
      const fields = Object.keys(kept).map((name) => `, #${name} = :${name}`);
      const put = async (
        attempts: string,
        replaceable: readonly string[],
        values: Readonly<Record<string, number>> = {},
      ) => {
        const published = await table.update({
          key: keyOf(id),
          update:
            `SET #secret = :secret, #publishedBy = :publisher, #attempts = ${attempts}, #expiresAt = :expiresAt` +
            `${fields.join('')} REMOVE #claimId, #claimedUntil, #mailed`,
          conditions: [replaceable.join(' OR '), notUsed, ...conditions],
          values: {
            ':secret': secret,
            ':publisher': publisher,
            ':none': 0,
            ':expiresAt': epochSeconds(expiresAt),
            ...Object.fromEntries(Object.entries(kept).map(([name, value]) => [`:${name}`, value])),
            ...values,
          },
        });
        return published !== undefined;
      };
      if (await put(':none', [notPublished, byAnother])) return true;
      const attemptsSoFar = 'if_not_exists(#attempts, :none)';
      return heldUntil === undefined
        ? put(attemptsSoFar, [sameAsBefore])
        : put(attemptsSoFar, [sameAsBefore, unfinished], { ':nowInMilliseconds': clock().getTime() });
    },

    async retract(id, secret) {
      await table.update({
        key: keyOf(id),
        update: 'REMOVE #secret, #publishedBy',
        conditions: [sameSecret, notClaimed],
        values: { ':secret': secret },
      });
    },

    async endHold(id, secret) {
      await table.update({
        key: keyOf(id),
        update: 'REMOVE #heldUntil',
        conditions: [sameSecret],
        values: { ':secret': secret },
      });
    },

    async markMailed(id, secret) {
      await table.update({
        key: keyOf(id),
        update: 'SET #mailed = :true',
        conditions: [sameSecret],
        values: { ':secret': secret, ':true': true },
      });
    },

    async countAttempt(id, secret, limit) {
      const attemptsLeft = 'attribute_not_exists(#attempts) OR #attempts < :limit';
      const counted = await table.update({
        key: keyOf(id),
        update: 'SET #attempts = if_not_exists(#attempts, :none) + :one',
        conditions: [
          secret === undefined ? notPublished : sameSecret,
          notExpired,
          notClaimed,
          notWithdrawn,
          attemptsLeft,
        ],
        values: {
          ...(secret !== undefined && { ':secret': secret }),
          ':now': epochSeconds(clock()),
          ':limit': limit,
          ':none': 0,
          ':one': 1,
        },
        returns: 'UPDATED_NEW',
      });
      return counted && Number(counted.attempts);
    },

    async claim(id, secret, { claimId, until }) {
      const now = clock();
      const claimOver = '#claimedUntil <= :nowInMilliseconds';
      const claimed = await table.update({
        key: keyOf(id),
        update: `SET #claimId = :mine${until === undefined ? '' : ', #claimedUntil = :until'}`,
        conditions: [
          sameSecret,
          notExpired,
          notUsed,
          notWithdrawn,
          `${notClaimed} OR ${claimedByMe} OR ${claimOver}`,
        ],
        values: {
          ':secret': secret,
          ':mine': claimId,
          ':now': epochSeconds(now),
          ':nowInMilliseconds': now.getTime(),
          ...(until && { ':until': until.getTime() }),
        },
      });
      return claimed !== undefined;
    },

    async release(id, claimId, attemptsBack = 0) {
      await table.update({
        key: keyOf(id),
        update: 'SET #attempts = #attempts - :back REMOVE #claimId, #claimedUntil',
        conditions: [claimedByMe],
        values: { ':mine': claimId, ':back': attemptsBack },
      });
    },

    async markUsed(id, claimId) {
      await table.update({
        key: keyOf(id),
        update: 'SET #used = :true',
        conditions: [claimedByMe],
        values: { ':mine': claimId, ':true': true },
      });
    },

    async withdraw(id) {
      await table.update({
        key: keyOf(id),
        update: 'SET #withdrawn = :true',
        conditions: ['attribute_exists(#secret)', notClaimed],
        values: { ':true': true },
      });
    },
  };
}

/** The attributes that tell what every kind of challenge has. */
export const challengeAttributes = ['publishedBy', 'claimId', 'used', 'withdrawn', 'expiresAt'] as const;

/** What every kind of challenge has. */
export const challengeRecord = (item: Item): ChallengeRecord => ({
  state: stateOf(item),
  expiresAt: new Date(Number(item.expiresAt) * 1000),
});

function stateOf(item: Item): ChallengeState {
  if (item.withdrawn !== undefined) return 'withdrawn';
  if (item.used !== undefined) return 'used';
  if (item.claimId !== undefined) return 'claimed';
  return item.publishedBy === undefined ? 'pending' : 'ready';
}
