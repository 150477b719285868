/**
 * An account's turn: its password is changed by one request after the other. Without turns, two resets at once could
 * leave the account with the password of the one and a working link to the password of the other.
 */
import { abbreviate } from './hashing';
import type { Log } from './events';
import type { AccountTurns, Clock, Random, Sleep } from './ports';
import { randomName } from './random';

/** What taking turns needs. */
export interface TurnPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly sleep: Sleep;
  readonly log: Log;
  readonly turns: AccountTurns;
}

/** The account's turn, taken. */
export interface TakenTurn {
  /** Makes sure that there is still time to change the password. @throws AccountBusy if there is not. */
  readonly assertTime: () => void;
  /** Withdraws the account's current link, and makes the next one current if there is one. */
  readonly replaceLink: (next?: string) => Promise<void>;
}

/** The account's turn did not come, or did not last, long enough; nothing was changed. */
export class AccountBusy extends Error {
  constructor() {
    super('Another reset of this account is under way, or this one was too slow for its turn.');
    this.name = 'AccountBusy';
  }
}

const pollMilliseconds = 250;

/** How long a request holds an account's turn at most; whoever dies with it keeps the next one waiting that long. */
const turnMilliseconds = 20_000;

/**
 * The part of a turn in which the password may still be changed. The rest is for that call to end, its retries included,
 * so that it never takes effect in the next one's turn.
 */
const changeMilliseconds = 5000;

/**
 * Waits for the account's turn, and acts in it.
 *
 * @param account the account's key; see `accountKey`.
 * @param requestedAt when the request was made, in milliseconds since the epoch: of two the later one wins. Undefined
 *   for a request that is answered at once: it counts as made when its turn comes.
 * @param deadline when this try is ended from outside.
 * @returns what `act` does, or `superseded` if a later request came first.
 * @throws AccountBusy if the turn does not come in time.
 */
export async function inTurn<Result>(
  ports: TurnPorts,
  account: string,
  { requestedAt, deadline }: { readonly requestedAt: number | undefined; readonly deadline: Date },
  act: (turn: TakenTurn) => Promise<Result>,
): Promise<Result | 'superseded'> {
  const { turns, clock, random, sleep, log } = ports;
  const turnId = randomName(random);
  for (;;) {
    const now = clock().getTime();
    const heldUntil = new Date(now + turnMilliseconds);
    if (heldUntil > deadline) throw new AccountBusy();
    const turn = await turns.take(account, { turnId, requestedAt: requestedAt ?? now, heldUntil });
    if (turn.state === 'superseded' && requestedAt !== undefined) return 'superseded';
    if (turn.state === 'taken') {
      try {
        return await act({
          assertTime: () => {
            if (clock().getTime() > now + changeMilliseconds) throw new AccountBusy();
          },
          replaceLink: (next) => turns.replaceLink(account, turnId, { current: turn.currentLink, next }),
        });
      } finally {
        // A turn that cannot be given back ends by itself.
        await turns.end(account, turnId).catch((cause: unknown) => {
          log.warn('turn.kept', { account: abbreviate(account) }, cause);
        });
      }
    }
    await sleep(pollMilliseconds);
  }
}
