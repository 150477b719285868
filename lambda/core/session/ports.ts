/** A session as it stands in the table. The account's name is sealed under the token's own id. */
export interface SessionRecord {
  readonly account: string;
  readonly accountId: string;
  readonly sealedUser: string;
  /** The account's number of sessions that it was opened under. */
  readonly generation: number;
  /** What the log calls the recovery that opened it; undefined if an older version did. */
  readonly recovery: string | undefined;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Where sessions are, by the hash of their token's id. */
export interface SessionStore {
  start(sessionId: string, session: SessionRecord): Promise<void>;
  find(sessionId: string): Promise<SessionRecord | undefined>;
  end(sessionId: string): Promise<void>;
}

/** What a token says. Times in seconds since the epoch. */
export interface TokenClaims {
  readonly sub: string;
  readonly jti: string;
  readonly iat: number;
  readonly exp: number;
}

/** Signs tokens, and tells our own from any others. */
export interface Tokens {
  issue(claims: TokenClaims): Promise<string>;
  /** Undefined for a token that is not ours, was changed, or has expired. */
  verify(token: string): Promise<TokenClaims | undefined>;
}
