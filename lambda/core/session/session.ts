/**
 * Sessions: a signed token that any service can check on its own, and an item in the table without which the token is
 * worth nothing here. The token's id is its only secret: the table has the id's hash, and the account's name sealed under it.
 */
import type { Log } from '../events';
import { accountFingerprint } from '../account/account';
import { abbreviate, fingerprint, sha256 } from '../crypto/hashing';
import type { Accounts } from '../account/ports';
import type { Clock, Random } from '../ports';
import type { SessionStore, Tokens } from './ports';
import { randomKey } from '../crypto/random';
import { seal, unseal } from '../crypto/sealing';

/** What sessions need. */
export interface SessionPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly sessions: SessionStore;
  readonly accounts: Accounts;
  readonly tokens: Tokens;
  readonly sessionMinutes: number;
}

/** Whose session it is. */
export interface SessionOwner {
  readonly account: string;
  readonly accountId: string;
  /** The account's name as it was typed: an address or an IAM user name. */
  readonly user: string;
  /** The account's number of sessions that it was opened under. */
  readonly generation: number;
  /** What the log calls the recovery that opened it; undefined if an older version did. */
  readonly recovery: string | undefined;
}

/** A session that is valid now. */
export interface Session extends SessionOwner {
  readonly id: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** A token for the browser, and how long it is good for, in seconds. */
export interface AccessToken {
  readonly accessToken: string;
  readonly expiresIn: number;
}

const sessionId = (tokenId: string): string => sha256(tokenId);

/** Starts a session of its own for every sign-in. */
export async function startSession(ports: SessionPorts, owner: SessionOwner): Promise<AccessToken> {
  const createdAt = ports.clock();
  const tokenId = randomKey(ports.random);
  const id = sessionId(tokenId);
  const expiresIn = ports.sessionMinutes * 60;
  const starting = ports.sessions.start(id, {
    account: owner.account,
    accountId: owner.accountId,
    sealedUser: seal(owner.user, tokenId, id, ports.random),
    generation: owner.generation,
    recovery: owner.recovery,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + expiresIn * 1000),
  });
  const iat = Math.floor(createdAt.getTime() / 1000);
  // The token is worth nothing without the session's item, and goes out only when that is there.
  const [accessToken] = await Promise.all([
    ports.tokens.issue({ sub: owner.accountId, jti: tokenId, iat, exp: iat + expiresIn }),
    starting,
  ]);
  ports.log.info('session.started', {
    session: fingerprint(id),
    account: accountFingerprint(owner.user),
    recovery: owner.recovery,
  });
  return { accessToken, expiresIn };
}

/**
 * The session of a token: undefined if the token is not ours or has expired, or if the session was ended or revoked.
 */
export async function findSession(
  { tokens, sessions, accounts, clock, log }: SessionPorts,
  token: string | undefined,
): Promise<Session | undefined> {
  if (token === undefined) return undefined;
  const claims = await tokens.verify(token);
  if (claims === undefined) {
    log.warn('session.refused', { reason: 'token' });
    return undefined;
  }
  const id = sessionId(claims.jti);
  const record = await sessions.find(id);
  const isLive =
    record !== undefined &&
    record.expiresAt > clock() &&
    record.generation === (await accounts.find(record.account)).sessions;
  if (!isLive) {
    log.warn('session.refused', { reason: 'ended', session: fingerprint(id) });
    return undefined;
  }
  const { account, accountId, generation, recovery, createdAt, expiresAt } = record;
  const user = unseal(record.sealedUser, claims.jti, id) as string;
  return { id, account, accountId, user, generation, recovery, createdAt, expiresAt };
}

/** Ends a session, at once and everywhere. */
export async function endSession(
  { sessions, log }: SessionPorts,
  { id, account, recovery }: Session,
): Promise<void> {
  await sessions.end(id);
  log.info('session.ended', { session: fingerprint(id), account: abbreviate(account), recovery });
}
