/** Links "It was me" in the challenge table. */
import type { VouchLinks } from '../../core/limits/ports';
import { epochSeconds, type Table } from './table';

const vouchKey = (linkId: string): string => `vouch#${linkId}`;

/** The challenge table for `send-mail`, which mails the links, and for `portal`, which serves them. */
export function dynamoVouchLinks(table: Table): VouchLinks {
  return {
    async put(linkId, { keyHash, account, sessions, expiresAt }) {
      await table.update({
        key: vouchKey(linkId),
        update: 'SET #secret = :secret, #account = :account, #sessions = :sessions, #expiresAt = :expiresAt',
        conditions: [],
        values: {
          ':secret': keyHash,
          ':account': account,
          ':sessions': sessions,
          ':expiresAt': epochSeconds(expiresAt),
        },
      });
    },

    async find(linkId) {
      const item = await table.get(vouchKey(linkId));
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
