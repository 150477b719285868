/** Links "It was me" in the challenge table. They are published as other challenges are, but nothing uses them up. */
import type { VouchLinks } from '../../core/limits/ports';
import type { Clock } from '../../core/ports';
import { dynamoChallenges } from './challenges';
import type { Table } from './table';

const vouchKey = (linkId: string): string => `vouch#${linkId}`;

/** The challenge table for `send-mail`, which mails the links, and for `portal`, which serves them. */
export function dynamoVouchLinks(table: Table, clock: Clock): VouchLinks {
  const challenges = dynamoChallenges(table, clock, vouchKey);
  return {
    publish: (linkId, { keyHash, account, sessions, expiresAt }) =>
      challenges.publish(linkId, {
        secret: keyHash,
        // Each link is of one job, so its id names the job.
        publisher: linkId,
        expiresAt,
        data: { account, sessions },
      }),
    retract: (linkId, keyHash) => challenges.retract(linkId, keyHash),

    async find(linkId) {
      const item = await challenges.find(linkId);
      return (
        item && {
          keyHash: String(item.secret),
          account: String(item.account),
          sessions: Number(item.sessions),
          expiresAt: new Date(Number(item.expiresAt) * 1000),
        }
      );
    },
  };
}
