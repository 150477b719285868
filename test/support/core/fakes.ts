import { createHmac } from 'node:crypto';
import { iamAccountId } from '../../../lambda/core/account/account';
import { auditDetails, type Log, type LogDetails, type LogEvent } from '../../../lambda/core/events';
import { iamDefaultPolicy } from '../../../lambda/core/password/password-rules';
import type { Absence, Account, Directory } from '../../../lambda/core/account/ports';
import type { Clock, Mail, Mailer } from '../../../lambda/core/ports';
import type { CodeMac, CodeVerifier } from '../../../lambda/core/crypto/ports';
import type { PasswordPolicy } from '../../../lambda/core/password/policy';
import type { TokenClaims, Tokens } from '../../../lambda/core/session/ports';
import type { AttemptCounter } from '../../../lambda/core/limits/ports';
import { auditProblems } from './audit-schema';
import { noteEvent } from '../jest/seen-events';
import type { VaultReader, VaultSweeper, VaultWriter } from '../../../lambda/core/link/ports';

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

/** A log in memory. What belongs to the audit trail must have the form that is published. */
export function recordedLog(): RecordedLog {
  const timestamp = new Date().toISOString();
  const entries: RecordedLog['entries'] = [];
  const record = (level: string) => (event: LogEvent, details?: LogDetails, cause?: unknown) => {
    entries.push({ level, event, details, cause });
    const audit = auditDetails(event);
    if (audit.audit === undefined) return;
    const line = {
      message: event,
      level: level.toUpperCase(),
      service: 'test',
      timestamp,
      ...details,
      ...audit,
    };
    expect(auditProblems(line)).toEqual([]);
    noteEvent(event);
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

  deleteAll(parameters: readonly string[]): Promise<void> {
    return this.attempt('delete', () => {
      for (const parameter of parameters) this.parameters.delete(parameter);
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

/** An account as a directory in memory knows it. */
export const account = (
  name: string,
  email: string | undefined = name,
  { usesPassword = true, id = iamAccountId(name) } = {},
): Account => ({ id, name, email, usesPassword });

/** One account for each thing that can happen to a request. */
export const accounts: readonly Account[] = [
  account('alice@example.com'),
  account('bob', 'bob@example.com'),
  account('carol', 'carol@example.com', { usesPassword: false }),
  { ...account('dave'), email: undefined },
  account('eve', 'eve@elsewhere.example'),
  account('frank', 'frank@example.com frank@example.org'),
  { ...account('grace', 'grace@example.com'), hasMfaDevice: () => Promise.resolve(false) },
];

/**
 * A directory in memory that remembers every password it was given, and like IAM finds a name in any spelling.
 * `failure` is thrown once, in place of setting a password.
 */
export class MemoryDirectory implements Directory {
  readonly passwords = new Map<string, string[]>();
  /** For the accounts whose password was set: whether it has to be changed at the next sign-in. */
  readonly mustChange = new Map<string, boolean>();
  failure: Error | undefined;

  constructor(
    public accounts: readonly Account[],
    public policy: PasswordPolicy = iamDefaultPolicy,
  ) {}

  find(name: string): Promise<Account | Absence> {
    const wanted = name.toLowerCase();
    const found = this.accounts.find((candidate) => candidate.name.toLowerCase() === wanted);
    return Promise.resolve(found ?? 'unknown');
  }

  passwordPolicy(): Promise<PasswordPolicy> {
    return Promise.resolve(this.policy);
  }

  setPassword(
    name: string,
    password: string,
    { mustChange }: { readonly mustChange: boolean },
  ): Promise<void> {
    const failure = this.failure;
    this.failure = undefined;
    if (failure) return Promise.reject(failure);
    this.passwords.set(name, [...(this.passwords.get(name) ?? []), password]);
    this.mustChange.set(name, mustChange);
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
export const fullCounter = (retryAfter: number): AttemptCounter => ({
  count: () => Promise.resolve({ allowed: false, retryAfter }),
  reset: () => Promise.resolve(),
});
