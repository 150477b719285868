import type { Clock, UsersTable } from '../core/ports';
import type { Table } from './dynamo-table';

/** The stack's own accounts. The address is the key, so one conditional write makes it unique. */
export function dynamoUsers(table: Table, clock: Clock): UsersTable {
  return {
    async find(email) {
      const item = await table.get(email);
      return item && { id: String(item.id) };
    },

    async register(email, id) {
      const notThere = 'attribute_not_exists(#id)';
      const registeredByMe = '#id = :id';
      const registered = await table.update({
        key: email,
        update: 'SET #id = :id, #createdAt = if_not_exists(#createdAt, :now)',
        conditions: [`${notThere} OR ${registeredByMe}`],
        values: { ':id': id, ':now': clock().toISOString() },
      });
      if (registered !== undefined) return { id, isNew: true };
      const existing = await table.get(email);
      if (existing === undefined) throw new Error('An account was there and is gone; it is tried again.');
      return { id: String(existing.id), isNew: false };
    },

    async markVerified(email) {
      await table.update({
        key: email,
        update: 'SET #verifiedAt = if_not_exists(#verifiedAt, :now)',
        conditions: ['attribute_exists(#id)'],
        values: { ':now': clock().toISOString() },
      });
    },
  };
}
