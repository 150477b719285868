import { randomUUID } from 'node:crypto';
import { dynamoAccountMarker } from '../../lambda/aws/dynamo-accounts';
import { dynamoCodeClaims, dynamoCodePublication } from '../../lambda/aws/dynamo-codes';
import { dynamoCounter } from '../../lambda/aws/dynamo-counter';
import { dynamoSessions } from '../../lambda/aws/dynamo-sessions';
import { browserHash, newBrowserHalf } from '../../lambda/core/browser-half';
import { mailCode, type MailCodePorts } from '../../lambda/core/mail-code';
import { iamMailboxes } from '../../lambda/core/mailboxes';
import type { CodeJob, CodeMac, Mail } from '../../lambda/core/ports';
import { randomName, systemRandom } from '../../lambda/core/random';
import type { SignInPorts } from '../../lambda/core/sign-in';
import { openTestTable, type TestTable } from './challenge-table';
import {
  MemoryDirectory,
  MemoryMailer,
  recordedLog,
  testClock,
  testCodeMac,
  testTokens,
  type RecordedLog,
  type TestClock,
} from './fakes';

/** Everything that signing in takes: the real adapters on an empty table, and fakes around them. */
export interface TestSignIn {
  readonly table: TestTable;
  readonly clock: TestClock;
  readonly log: RecordedLog;
  readonly mailer: MemoryMailer;
  /** What `portal` works with. */
  readonly portal: SignInPorts;
  /** What `send-code` works with. */
  readonly sendCode: MailCodePorts;
  /** How many codes were compared so far. */
  compared(): number;
  /** Asks for a code in a browser, and reads it in the mail. */
  receiveCode(user: string, browserHalf: string): Promise<string>;
  close(): Promise<void>;
}

export const codeMinutes = 10;
export const sessionMinutes = 480;

const accounts = [
  { name: 'alice@example.com', email: 'alice@example.com', hasPassword: true },
  { name: 'bob', email: 'bob@example.com', hasPassword: true },
  { name: 'carol', email: 'carol@example.com', hasPassword: false },
  { name: 'dave', email: undefined, hasPassword: true },
  { name: 'eve', email: 'eve@elsewhere.example', hasPassword: true },
];

export async function openTestSignIn(): Promise<TestSignIn> {
  const table = await openTestTable();
  const clock = testClock();
  const log = recordedLog();
  const mailer = new MemoryMailer();
  let compared = 0;
  const codeMac: CodeMac = {
    generate: (message) => {
      compared += 1;
      return testCodeMac.generate(message);
    },
  };
  const common = { clock: clock.now, random: systemRandom, log };
  const portal: SignInPorts = {
    ...common,
    codeMac,
    codes: dynamoCodeClaims(table.table, clock.now),
    counter: dynamoCounter(table.table, clock.now),
    accounts: dynamoAccountMarker(table.table, clock.now),
    sessions: dynamoSessions(table.table),
    tokens: testTokens(clock.now),
    sessionMinutes,
    newClaimId: randomUUID,
  };
  const sendCode: MailCodePorts = {
    ...common,
    codeMac: testCodeMac,
    mailboxes: iamMailboxes(new MemoryDirectory(accounts), ['example.com']),
    codes: dynamoCodePublication(table.table),
    mailer,
    composeMail: ({ code, user, minutes }) => ({
      subject: 'Your code',
      text: JSON.stringify({ code, user, minutes }),
      html: '',
    }),
    codeMinutes,
  };
  return {
    table,
    clock,
    log,
    mailer,
    portal,
    sendCode,
    compared: () => compared,
    async receiveCode(user, browserHalf) {
      const mails = mailer.mails.length;
      await mailCode(sendCode, codeJob({ user, browserHalf, requestedAt: clock.now() }));
      return mailer.mails.length > mails ? codeIn(mailer.mails.at(-1)) : 'no mail';
    },
    close: () => table.close(),
  };
}

/** A browser that has not asked for anything yet. */
export const newBrowser = (): string => newBrowserHalf(systemRandom);

/** A request for a code, as `portal` hands it over. */
export const codeJob = ({
  user,
  browserHalf,
  requestedAt,
  register = false,
}: {
  readonly user: string;
  readonly browserHalf: string;
  readonly requestedAt: Date;
  readonly register?: boolean;
}): CodeJob => ({
  kind: 'code',
  purpose: 'sign-in',
  requestId: randomName(systemRandom),
  user,
  register,
  requestedAt: requestedAt.getTime(),
  browserHash: browserHash(browserHalf),
});

/** The code in a mail. */
export const codeIn = (mail: Pick<Mail, 'text'> | undefined): string =>
  /[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/.exec(mail?.text ?? '')?.[0] ?? 'no code';

/** A code of the right form that is not this one. */
export const wrongCode = (code: string): string => (code.startsWith('0') ? '1' : '0') + code.slice(1);
