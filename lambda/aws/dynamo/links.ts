/** Links to a password in the challenge table. */
import type { LinkClaims, LinkHalves, LinkInspection, LinkPreparation } from '../../core/link/ports';
import { fingerprint } from '../../core/crypto/hashing';
import type { Clock } from '../../core/ports';
import { challengeAttributes, challengeRecord, dynamoChallenges, notMailed } from './challenges';
import { epochSeconds, type Item, type Table } from './table';

const linkKey = (linkId: string): string => `link#${linkId}`;

/** The challenge table for `generate`. */
export function dynamoLinkPreparation(table: Table, clock: Clock): LinkPreparation {
  const challenges = dynamoChallenges(table, clock, linkKey);
  return {
    async begin(linkId, { account, parameter, recovery, expiresAt }) {
      const notPublished = 'attribute_not_exists(#secret)';
      const notClaimed = 'attribute_not_exists(#claimId)';
      const notWithdrawn = 'attribute_not_exists(#withdrawn)';
      const unfinished = `${notMailed} AND ${notClaimed} AND ${notWithdrawn}`;
      const draft = await table.update({
        key: linkKey(linkId),
        update:
          'SET #account = :account, #parameter = if_not_exists(#parameter, :parameter), ' +
          '#recovery = :recovery, #expiresAt = :expiresAt REMOVE #secret, #publishedBy',
        conditions: [`${notPublished} OR (${unfinished})`],
        values: {
          ':account': account,
          ':parameter': parameter,
          ':recovery': recovery,
          ':expiresAt': epochSeconds(expiresAt),
        },
        returns: 'ALL_NEW',
      });
      return draft && { parameter: String(draft.parameter) };
    },

    publish: (linkId, { keyHash, browserHash, pickupMac }, expiresAt) =>
      challenges.publish(linkId, {
        secret: keyHash,
        publisher: linkId,
        expiresAt,
        data: { browserHash, pickupMac },
      }),

    retract: (linkId, keyHash) => challenges.retract(linkId, keyHash),
    markMailed: (linkId, keyHash) => challenges.markMailed(linkId, keyHash),
  };
}

/** The challenge table for `extract`. */
export function dynamoLinkClaims(table: Table, clock: Clock): LinkClaims {
  const challenges = dynamoChallenges(table, clock, linkKey);
  return {
    ...challenges,
    async find(linkId) {
      const item = await challenges.find(linkId);
      return (
        item && {
          ...challengeRecord(item),
          account: String(item.account),
          parameter: String(item.parameter),
          // Links of an older version have none.
          recovery: typeof item.recovery === 'string' ? item.recovery : fingerprint(linkId),
          halves: halvesOf(item),
        }
      );
    },
  };
}

/** The challenge table for an administrator who looks at an account: what became of a link, and nothing that it is made of. */
export const dynamoLinkInspection = (table: Table): LinkInspection => ({
  async inspect(linkId) {
    const item = await table.get(linkKey(linkId), { attributes: challengeAttributes });
    return item && challengeRecord(item);
  },
});

function halvesOf(item: Item): LinkHalves | undefined {
  const { secret: keyHash, browserHash, pickupMac } = item as Partial<Record<string, string>>;
  const isPublished = keyHash !== undefined && browserHash !== undefined && pickupMac !== undefined;
  return isPublished ? { keyHash, browserHash, pickupMac } : undefined;
}
