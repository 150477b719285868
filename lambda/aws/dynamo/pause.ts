/** The switch that stops everything: one item in the challenge table. It never expires, so that only an administrator ends it. */
import type { Pause, PauseSwitch } from '../../core/admin/ports';
import type { IsPaused } from '../../core/ports';
import type { Item, Table } from './table';

const key = 'switch#pause';

/** The switch, for the functions that it stops. */
export const dynamoIsPaused =
  (table: Table): IsPaused =>
  async () =>
    (await table.get(key)) !== undefined;

/**
 * Reads an item that is never there while a function starts, so that connections, credentials and code are warm for the first
 * person: Lambda gives a function a whole core while it starts, and then the share that its memory buys. Every function may read
 * keys of this kind. A failure does not matter: the first real call would show it. It takes a second at most, because a start may
 * take 10 at most.
 */
export async function prime(table: Table): Promise<void> {
  await table.get('switch#', { abortSignal: AbortSignal.timeout(1000) }).catch(() => undefined);
}

/** Stands in for the switch while a function rehearses: a read of the same kind, whatever the switch says. */
export const dynamoRehearsedPause =
  (table: Table): IsPaused =>
  async () => {
    await prime(table);
    return false;
  };

/** The switch, for administrators. */
export function dynamoPauseSwitch(table: Table): PauseSwitch {
  const find = async (): Promise<Pause | undefined> => pauseOf(await table.get(key));
  return {
    find,
    async begin(pause) {
      const notPaused = 'attribute_not_exists(#pausedAt)';
      await table.update({
        key,
        update: 'SET #pausedAt = :since, #pausedBy = :by',
        conditions: [notPaused],
        values: { ':since': pause.since.toISOString(), ':by': pause.by },
      });
      return (await find()) ?? pause;
    },
    end: () => table.delete(key),
  };
}

const pauseOf = (item: Item | undefined): Pause | undefined =>
  item && { since: new Date(String(item.pausedAt)), by: String(item.pausedBy) };
