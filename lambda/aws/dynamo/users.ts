/** The stack's own accounts, in the users table. */
import { hashPassword } from '../../core/password/hash-password';
import { tablePolicy } from '../../core/password/password-rules';
import { PasswordNotSet, type AccountFinder, type Directory, type Registry } from '../../core/account/ports';
import type { Clock, Random } from '../../core/ports';
import type { Table } from './table';

/** The users table, to look accounts up. An address names its account, and is where its mail goes. */
export function tableAccounts(table: Table): AccountFinder {
  return {
    async find(email) {
      // Nothing more: what tells a password never leaves the table.
      const item = await table.get(email, { attributes: ['id', 'verifiedAt'] });
      if (item === undefined) return 'unknown';
      const isUnproven = item.verifiedAt === undefined;
      return { id: String(item.id), name: email, email, usesPassword: true, isUnproven };
    },
  };
}

/** The users table as a directory: a password is kept as a PHC string. */
export function tableDirectory(
  table: Table,
  {
    clock,
    random,
    passwordLength,
  }: {
    readonly clock: Clock;
    readonly random: Random;
    /** The shortest password that is taken, in characters. */
    readonly passwordLength: number;
  },
): Directory {
  return {
    ...tableAccounts(table),

    passwordPolicy: () => Promise.resolve(tablePolicy(passwordLength)),

    async setPassword(email, password) {
      const item = await table.get(email, { attributes: ['passwordVersion'] });
      const version = Number(item?.passwordVersion ?? 0);
      const accountIsThere = 'attribute_exists(#id)';
      const neverChanged = 'attribute_not_exists(#passwordVersion)';
      // A write that was given up, and takes effect all the same, must not undo a later one.
      const notChangedSince = '#passwordVersion = :version';
      const changedByMe = '#passwordHash = :hash';
      const changed = await table.update({
        key: email,
        // A request that may set the password has proven the mailbox.
        update:
          'SET #passwordHash = :hash, #passwordVersion = :next, #passwordChangedAt = :now, ' +
          '#verifiedAt = if_not_exists(#verifiedAt, :now)',
        conditions: [accountIsThere, `${version === 0 ? neverChanged : notChangedSince} OR ${changedByMe}`],
        values: {
          ':hash': await hashPassword(password, random),
          ...(version > 0 && { ':version': version }),
          ':next': version + 1,
          ':now': clock().toISOString(),
        },
      });
      if (changed === undefined) {
        throw new PasswordNotSet('The account is gone, or its password was changed since.', undefined);
      }
    },
  };
}

/** The users table, for people to make accounts in. The address is the key, so one conditional write makes it unique. */
export function tableRegistry(table: Table, clock: Clock): Registry {
  return {
    async register(email, id) {
      const notThere = 'attribute_not_exists(#id)';
      const registeredByMe = '#id = :id';
      const registered = await table.update({
        key: email,
        update: 'SET #id = :id, #createdAt = if_not_exists(#createdAt, :now)',
        conditions: [`${notThere} OR ${registeredByMe}`],
        values: { ':id': id, ':now': clock().toISOString() },
      });
      return registered !== undefined;
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
