import { createHmac } from 'node:crypto';
import type { Log, LogDetails, LogEvent } from '../../lambda/core/events';
import type {
  Account,
  Clock,
  CodeMac,
  CodeVerifier,
  Directory,
  Mail,
  Mailer,
  PasswordPolicy,
  TokenClaims,
  Tokens,
  TryCounter,
  VaultReader,
  VaultSweeper,
  VaultWriter,
} from '../../lambda/core/ports';

/** A clock that stands still until the test moves it. */
export interface TestClock {
  readonly now: Clock;
  advance(milliseconds: number): void;
}

export function testClock(start = new Date('2026-01-15T12:00:00Z')): TestClock {
  let time = start.getTime();
  return {
    now: () => new Date(time),
    advance(milliseconds) {
      time += milliseconds;
    },
  };
}

/** What was logged, to be asked. */
export interface RecordedLog extends Log {
  readonly entries: { level: string; event: LogEvent; details: LogDetails | undefined; cause: unknown }[];
  events(): LogEvent[];
}

export function recordedLog(): RecordedLog {
  const entries: RecordedLog['entries'] = [];
  const record = (level: string) => (event: LogEvent, details?: LogDetails, cause?: unknown) => {
    entries.push({ level, event, details, cause });
  };
  return {
    entries,
    events: () => entries.map((entry) => entry.event),
    info: record('info'),
    warn: record('warn'),
    error: record('error'),
  };
}

/** A vault in memory. `failures` are thrown, once each, by the next calls of that name. */
export class MemoryVault implements VaultWriter, VaultReader, VaultSweeper {
  readonly parameters = new Map<string, { value: string; writtenAt: Date }>();
  readonly failures: Record<'store' | 'read' | 'delete', Error | undefined> = {
    store: undefined,
    read: undefined,
    delete: undefined,
  };
  reads = 0;

  constructor(private readonly clock: Clock) {}

  store(parameter: string, value: string): Promise<void> {
    return this.attempt('store', () => {
      this.parameters.set(parameter, { value, writtenAt: this.clock() });
    });
  }

  read(parameter: string): Promise<string | undefined> {
    return this.attempt('read', () => {
      this.reads += 1;
      return this.parameters.get(parameter)?.value;
    });
  }

  delete(parameter: string): Promise<void> {
    return this.attempt('delete', () => {
      this.parameters.delete(parameter);
    });
  }

  list(): Promise<{ parameter: string; writtenAt: Date }[]> {
    return Promise.resolve(
      [...this.parameters].map(([parameter, { writtenAt }]) => ({ parameter, writtenAt })),
    );
  }

  private attempt<Result>(call: 'store' | 'read' | 'delete', action: () => Result): Promise<Result> {
    const failure = this.failures[call];
    if (failure === undefined) return Promise.resolve(action());
    this.failures[call] = undefined;
    return Promise.reject(failure);
  }
}

/** A directory in memory that remembers every password it was given. */
export class MemoryDirectory implements Directory {
  readonly passwords = new Map<string, string[]>();
  failure: Error | undefined;

  constructor(
    private readonly accounts: readonly Account[],
    private readonly policy: PasswordPolicy = { minimumLength: 8, maximumLength: 128 },
  ) {}

  find(name: string): Promise<Account | undefined> {
    return Promise.resolve(this.accounts.find((account) => account.name === name));
  }

  passwordPolicy(): Promise<PasswordPolicy> {
    return Promise.resolve(this.policy);
  }

  resetPassword(name: string, password: string): Promise<void> {
    const failure = this.failure;
    this.failure = undefined;
    if (failure) return Promise.reject(failure);
    this.passwords.set(name, [...(this.passwords.get(name) ?? []), password]);
    return Promise.resolve();
  }
}

/** A mailer that keeps what it was given; `failure` is thrown once. */
export class MemoryMailer implements Mailer {
  readonly mails: Mail[] = [];
  failure: Error | undefined;

  send(mail: Mail): Promise<void> {
    const failure = this.failure;
    this.failure = undefined;
    if (failure) return Promise.reject(failure);
    this.mails.push(mail);
    return Promise.resolve();
  }
}

const mac = (message: string): string => createHmac('sha256', 'test key').update(message).digest('base64url');

/** An HMAC with a key of the test's own. */
export const testCodeMac: CodeMac & CodeVerifier = {
  generate: (message) => Promise.resolve(mac(message)),
  matches: (message, expected) => Promise.resolve(mac(message) === expected),
};

/** Tokens that only this test can make, by its own clock. */
export function testTokens(clock: Clock): Tokens {
  return {
    issue(claims) {
      const text = Buffer.from(JSON.stringify(claims)).toString('base64url');
      return Promise.resolve(`${text}.${mac(text)}`);
    },
    verify(token) {
      const [text = '', signature] = token.split('.');
      if (signature !== mac(text)) return Promise.resolve(undefined);
      const claims = JSON.parse(Buffer.from(text, 'base64url').toString()) as TokenClaims;
      return Promise.resolve(claims.exp * 1000 > clock().getTime() ? claims : undefined);
    },
  };
}

/** A counter whose limit is reached. */
export const fullCounter = (retryAfter: number): TryCounter => ({
  count: () => Promise.resolve({ allowed: false, retryAfter }),
  reset: () => Promise.resolve(),
});
