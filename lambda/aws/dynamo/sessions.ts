import type { SessionStore } from '../../core/session/ports';
import { epochSeconds, type Table } from './table';

/** Sessions in the challenge table. */
export function dynamoSessions(table: Table): SessionStore {
  const keyOf = (sessionId: string) => `session#${sessionId}`;
  return {
    async start(sessionId, session) {
      const { account, accountId, sealedUser, generation, recovery, createdAt, expiresAt } = session;
      await table.update({
        key: keyOf(sessionId),
        update:
          'SET #account = :account, #accountId = :accountId, #sealedUser = :sealedUser, ' +
          '#generation = :generation, #createdAt = :createdAt, #expiresAt = :expiresAt' +
          (recovery === undefined ? '' : ', #recovery = :recovery'),
        conditions: ['attribute_not_exists(#createdAt) OR #sealedUser = :sealedUser'],
        values: {
          ':account': account,
          ':accountId': accountId,
          ':sealedUser': sealedUser,
          ':generation': generation,
          ...(recovery !== undefined && { ':recovery': recovery }),
          ':createdAt': createdAt.getTime(),
          ':expiresAt': epochSeconds(expiresAt),
        },
      });
    },

    async find(sessionId) {
      const item = await table.get(keyOf(sessionId));
      if (item === undefined) return undefined;
      return {
        account: String(item.account),
        accountId: String(item.accountId),
        sealedUser: String(item.sealedUser),
        generation: Number(item.generation),
        recovery: typeof item.recovery === 'string' ? item.recovery : undefined,
        createdAt: new Date(Number(item.createdAt)),
        expiresAt: new Date(Number(item.expiresAt) * 1000),
      };
    },

    end: (sessionId) => table.delete(keyOf(sessionId)),
  };
}
