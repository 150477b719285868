import type { Clock } from '../../core/ports';
import type { AttemptCounter, CounterReader, MailCounter } from '../../core/limits/ports';
import { epochSeconds, type Table } from './table';

/** After this many lost races something else is wrong. */
const attempts = 10;

const keyOf = (counter: string): string => `count#${counter}`;

/** The counters, for an administrator who looks at them. */
export const dynamoCounterReader = (table: Table, clock: Clock): CounterReader => ({
  async read(counter) {
    const item = await table.get(keyOf(counter));
    const endsAt = new Date(Number(item?.expiresAt) * 1000);
    return item !== undefined && endsAt > clock() ? { used: Number(item.requests), endsAt } : undefined;
  },
});

/**
 * Request counters in the challenge table. A window starts with its first request, so the limit holds for the whole
 * time after it, and not from one full hour of the clock to the next.
 */
export function dynamoCounter(table: Table, clock: Clock): AttemptCounter & MailCounter {
  return {
    async count(counter, limit, windowSeconds) {
      const key = keyOf(counter);
      const now = epochSeconds(clock());
      const windowEnd = now + windowSeconds;
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const noWindow = 'attribute_not_exists(#expiresAt)';
        const belowLimitInWindow = '#expiresAt > :now AND #requests < :limit';
        const counted = await table.update({
          key,
          update:
            'SET #requests = if_not_exists(#requests, :none) + :one, #expiresAt = if_not_exists(#expiresAt, :windowEnd)',
          conditions: [`${noWindow} OR (${belowLimitInWindow})`],
          values: { ':none': 0, ':one': 1, ':now': now, ':limit': limit, ':windowEnd': windowEnd },
        });
        if (counted) return { allowed: true };

        const windowOver = '#expiresAt <= :now';
        const opened = await table.update({
          key,
          update: 'SET #requests = :one, #expiresAt = :windowEnd',
          conditions: [windowOver],
          values: { ':one': 1, ':now': now, ':windowEnd': windowEnd },
        });
        if (opened) return { allowed: true };

        // The limit is reached, or another request has just opened the window.
        const item = await table.get(key);
        if (item !== undefined && Number(item.requests) >= limit) {
          return { allowed: false, retryAfter: Math.max(1, Number(item.expiresAt) - now) };
        }
      }
      throw new Error(`The counter could not be brought up to date in ${attempts} attempts.`);
    },

    async uncount(counter) {
      const someInWindow = '#expiresAt > :now AND #requests > :none';
      await table.update({
        key: keyOf(counter),
        update: 'SET #requests = #requests - :one',
        conditions: [someInWindow],
        values: { ':none': 0, ':one': 1, ':now': epochSeconds(clock()) },
      });
    },

    async reset(counter) {
      await table.update({
        key: keyOf(counter),
        update: 'SET #requests = :none',
        conditions: ['attribute_exists(#requests)'],
        values: { ':none': 0 },
      });
    },
  };
}
