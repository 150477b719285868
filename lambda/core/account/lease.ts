/**
 * An account's turn: its password is changed by one request after the other. Without turns, two resets at once could
 * leave the account with the password of the one and a working link to the password of the other.
 */
import { abbreviate } from '../crypto/hashing';
import type { Log } from '../events';
import { PasswordNotSet, type AccountTurns } from './ports';
import type { Clock, Random, Sleep } from '../ports';
import { randomName } from '../crypto/random';

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
  /** Withdraws the account's current link, and makes the next one current. */
  readonly replaceLink: (next: string) => Promise<void>;
  /** Withdraws the account's current link. Requests for one that were made before come too late. */
  readonly endLinks: () => Promise<void>;
  /**
   * Changes the password. If nobody can tell what became of that, the turn is not given back: the change may still take
   * effect, and must not do so in the next one's turn.
   *
   * @throws AccountBusy if there is not enough time left; and what `set` throws.
   */
  readonly change: (set: () => Promise<void>) => Promise<void>;
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
 * @param requestedAt when a link was asked for, in milliseconds since the epoch: of two requests the later one wins.
 *   Undefined for a change that is answered at once, which no request comes before.
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
  const { turns, clock, random, sleep } = ports;
  const turnId = randomName(random);
  for (;;) {
    const now = clock().getTime();
    const heldUntil = new Date(now + turnMilliseconds);
    if (heldUntil > deadline) throw new AccountBusy();
    const turn = await turns.take(account, { turnId, requestedAt, heldUntil });
    if (turn.state === 'superseded') return 'superseded';
    if (turn.state === 'taken') {
      const changeBefore = new Date(now + changeMilliseconds);
      return actInTurn(ports, account, { turnId, currentLink: turn.currentLink, changeBefore }, act);
    }
    await sleep(pollMilliseconds);
  }
}

async function actInTurn<Result>(
  { turns, clock, log }: TurnPorts,
  account: string,
  {
    turnId,
    currentLink: current,
    changeBefore,
  }: { readonly turnId: string; readonly currentLink: string | undefined; readonly changeBefore: Date },
  act: (turn: TakenTurn) => Promise<Result>,
): Promise<Result> {
  const outcome = { isUncertain: false };
  try {
    return await act({
      replaceLink: (next) => turns.replaceLink(account, turnId, { current, next }),
      endLinks: () => turns.endLinks(account, turnId, current, clock()),
      change: async (set) => {
        if (clock() > changeBefore) throw new AccountBusy();
        try {
          await set();
        } catch (error) {
          outcome.isUncertain ||= !(error instanceof PasswordNotSet);
          throw error;
        }
      },
    });
  } finally {
    if (outcome.isUncertain) {
      log.warn('turn.kept', { account: abbreviate(account), reason: 'uncertain' });
    } else {
      // A turn that cannot be given back ends by itself.
      await turns.end(account, turnId).catch((cause: unknown) => {
        log.warn('turn.kept', { account: abbreviate(account), reason: 'not-given-back' }, cause);
      });
    }
  }
}
