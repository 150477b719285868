/** One-time codes in the challenge table: one slot a purpose, account and browser. */
import { UnderWay } from '../../core/challenge/ports';
import type { CodeSlot } from '../../core/code/code';
import type { CodeClaims, CodePublication, CodeReservation } from '../../core/code/ports';
import { fingerprint } from '../../core/crypto/hashing';
import type { Clock } from '../../core/ports';
import { challengeRecord, dynamoChallenges, isFinished } from './challenges';
import { epochSeconds, type Table } from './table';

const slotKey = ({ purpose, account, browserHash }: CodeSlot): string =>
  `code#${purpose}#${account}#${browserHash}`;

/** The challenge table for `portal`, which has codes mailed. */
export function dynamoCodeReservation(table: Table): CodeReservation {
  return {
    async reserve(slot, requestId, expiresAt) {
      await table.update({
        key: slotKey(slot),
        // A code that is in the slot stays good, and keeps its own time, until the next one is published.
        update: 'SET #requestId = :requestId, #expiresAt = if_not_exists(#expiresAt, :expiresAt)',
        conditions: [],
        values: { ':requestId': requestId, ':expiresAt': epochSeconds(expiresAt) },
      });
    },
  };
}

/** The challenge table for `send-mail`, which mails codes. */
export function dynamoCodePublication(table: Table, clock: Clock): CodePublication {
  const challenges = dynamoChallenges(table, clock, slotKey);
  return {
    async publish(slot, { requestId, heldUntil }, { mac, accountId, generation, expiresAt }) {
      // DynamoDB's housekeeping may have removed a slot whose older code had expired.
      const noRequest = 'attribute_not_exists(#requestId)';
      const latestRequest = '#requestId = :publisher';
      const isPublished = await challenges.publish(slot, {
        secret: mac,
        publisher: requestId,
        heldUntil,
        expiresAt,
        data: { accountId, generation },
        conditions: [`${noRequest} OR ${latestRequest}`],
      });
      if (isPublished) return true;
      const { requestId: latest = requestId, ...item } = (await challenges.find(slot)) ?? {};
      if (latest === requestId && !isFinished(item)) throw new UnderWay();
      return false;
    },
    endHold: (slot, mac) => challenges.endHold(slot, mac),
    markMailed: (slot, mac) => challenges.markMailed(slot, mac),
  };
}

/** The challenge table for `portal` and `reset`, which check codes. */
export function dynamoCodeClaims(table: Table, clock: Clock): CodeClaims {
  const challenges = dynamoChallenges(table, clock, slotKey);
  return {
    ...challenges,
    async find(slot) {
      const item = await challenges.find(slot);
      return (
        item && {
          ...challengeRecord(item),
          mac: typeof item.secret === 'string' ? item.secret : undefined,
          accountId: String(item.accountId),
          generation: Number(item.generation),
          // Until a code is published, the slot has only the request.
          recovery: fingerprint(String(item.publishedBy ?? item.requestId)),
        }
      );
    },
  };
}
