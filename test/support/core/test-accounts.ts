import { randomUUID } from 'node:crypto';
import { dynamoAccounts } from '../../../lambda/aws/dynamo/accounts';
import {
  dynamoCodeClaims,
  dynamoCodePublication,
  dynamoCodeReservation,
} from '../../../lambda/aws/dynamo/codes';
import { dynamoCounter } from '../../../lambda/aws/dynamo/counter';
import { dynamoDisputeClaims, dynamoDisputePublication } from '../../../lambda/aws/dynamo/disputes';
import { dynamoLinkClaims, dynamoLinkPreparation } from '../../../lambda/aws/dynamo/links';
import { dynamoSessions } from '../../../lambda/aws/dynamo/sessions';
import { dynamoVouchLinks } from '../../../lambda/aws/dynamo/vouch-links';
import { accountKey } from '../../../lambda/core/account/account';
import { browserHash, newBrowserHalf } from '../../../lambda/core/crypto/browser-half';
import type { ChangePasswordPorts } from '../../../lambda/core/code/change-password';
import type { CodePurpose } from '../../../lambda/core/limits/purposes';
import type { DisputePorts } from '../../../lambda/core/notice/dispute-change';
import { newLinkId } from '../../../lambda/core/crypto/mailed-link';
import { mailCode } from '../../../lambda/core/code/mail-code';
import { requestCode } from '../../../lambda/core/code/request-code';
import { mailNotice } from '../../../lambda/core/notice/mail-notice';
import type { CodeJob } from '../../../lambda/core/code/ports';
import type { CodeMac } from '../../../lambda/core/crypto/ports';
import type { FloodJob } from '../../../lambda/core/limits/ports';
import type { ChallengeState } from '../../../lambda/core/challenge/ports';
import type { Mail } from '../../../lambda/core/ports';
import type { NoticeJob } from '../../../lambda/core/notice/ports';
import { randomName, systemRandom } from '../../../lambda/core/crypto/random';
import type { SignInPorts } from '../../../lambda/core/session/sign-in';
import type { SendMailPorts } from '../../../lambda/send-mail/send-mail';
import { openTestTable, type TestTable } from './challenge-table';
import {
  accounts as knownAccounts,
  MemoryDirectory,
  MemoryMailer,
  recordedLog,
  testClock,
  testCodeMac,
  testTokens,
  type RecordedLog,
  type TestClock,
} from './fakes';

/** Everything that it takes to use a code: the real adapters on an empty table, and fakes around them. */
export interface TestAccounts {
  readonly table: TestTable;
  readonly clock: TestClock;
  readonly log: RecordedLog;
  readonly directory: MemoryDirectory;
  readonly mailer: MemoryMailer;
  /** The notices that were asked for. */
  readonly notices: NoticeJob[];
  /** What `portal` works with. */
  readonly portal: SignInPorts;
  /** What `reset` works with. */
  readonly reset: ChangePasswordPorts & DisputePorts;
  /** What `send-mail` works with. */
  readonly sendMail: SendMailPorts;
  /** How many MACs of entered codes were made so far, to be compared. */
  compared(): number;
  /** When a delivery that begins now is ended from outside. */
  deadline(): Date;
  /** Asks for a code in a browser: the job that `portal` hands over. */
  requestCode(
    user: string,
    browserHalf: string,
    options?: {
      readonly purpose?: CodePurpose;
      readonly register?: boolean;
      readonly vouching?: string;
    },
  ): Promise<CodeJob>;
  /** Asks for a code in a browser, and reads it in the mail. */
  receiveCode(user: string, browserHalf: string, purpose?: CodePurpose): Promise<string>;
  /** Has a notice of a change mailed, and reads the id and the key of the link "This wasn't me". */
  receiveNotice(user: string): Promise<{ readonly disputeId: string; readonly key: string }>;
  /** Makes a link that the account's owner has not picked up yet. Returns a function that says what has become of it. */
  leaveLink(user: string): Promise<() => Promise<ChallengeState | 'revoked' | undefined>>;
  close(): Promise<void>;
}

export const codeMinutes = 10;
export const sessionMinutes = 480;

export async function openTestAccounts(): Promise<TestAccounts> {
  const table = await openTestTable();
  const clock = testClock();
  const log = recordedLog();
  const directory = new MemoryDirectory(knownAccounts);
  const mailer = new MemoryMailer();
  const notices: NoticeJob[] = [];
  const deadline = () => new Date(clock.now().getTime() + 30_000);
  let compared = 0;
  const codeMac: CodeMac = {
    generate: (message) => {
      // The same key also makes and checks what a vouched browser keeps.
      if (!message.startsWith('vouched:')) compared += 1;
      return testCodeMac.generate(message);
    },
  };
  const common = { clock: clock.now, random: systemRandom, log };
  const accounts = dynamoAccounts(table.table, clock.now, systemRandom);
  const codeUse = {
    codeMac,
    codes: dynamoCodeClaims(table.table, clock.now),
    counter: dynamoCounter(table.table, clock.now),
    accounts,
    newClaimId: randomUUID,
  };
  const accountsThere = { directory, allowedEmailDomains: ['example.com'] };
  const reset: TestAccounts['reset'] = {
    ...common,
    ...codeUse,
    ...accountsThere,
    sleep: (milliseconds) => {
      clock.advance(milliseconds);
      return Promise.resolve();
    },
    disputes: dynamoDisputeClaims(table.table, clock.now),
    notices: { submit: (job) => Promise.resolve(void notices.push(job)) },
    isCommonPassword: (password) => password === 'correct horse battery staple',
  };
  const sendMail: SendMailPorts = {
    ...common,
    ...accountsThere,
    postpone: () => Promise.resolve(),
    isPaused: () => Promise.resolve(false),
    defer: () => Promise.reject(new Error('Nothing is paused.')),
    codeMac: testCodeMac,
    counter: dynamoCounter(table.table, clock.now),
    mailsAnHour: 1000,
    vouchLinks: dynamoVouchLinks(table.table, clock.now),
    registry: undefined,
    codes: dynamoCodePublication(table.table, clock.now),
    disputes: dynamoDisputePublication(table.table, clock.now),
    mailer,
    composeCode: (content) =>
      Promise.resolve({ subject: 'Your code', text: JSON.stringify(content), html: '' }),
    composeFlood: (content) =>
      Promise.resolve({ subject: 'Many requests', text: JSON.stringify(content), html: '' }),
    composeNotice: (content) =>
      Promise.resolve({ subject: 'Your password', text: JSON.stringify(content), html: '' }),
    codeMinutes,
    publicUrl: 'https://passlink.example/dev',
  };
  const requestCodeOf: TestAccounts['requestCode'] = async (
    user,
    browserHalf,
    { purpose = 'sign-in', register = false, vouching } = {},
  ) => {
    const jobs: (CodeJob | FloodJob)[] = [];
    const ports = {
      ...common,
      log: recordedLog(),
      counter: { count: () => Promise.resolve({ allowed: true } as const), reset: () => Promise.resolve() },
      limits: { accountAndAddress: 1, account: 1, address: 1 },
      codeMac: testCodeMac,
      accounts,
      slots: dynamoCodeReservation(table.table),
      codeMinutes,
      mailQueue: { submit: (job: CodeJob | FloodJob) => Promise.resolve(void jobs.push(job)) },
    };
    await requestCode(ports, {
      purpose,
      user,
      register,
      address: '192.0.2.1',
      browserHalf,
      vouching,
      language: 'en',
    });
    const [job] = jobs;
    if (job?.kind !== 'code') throw new Error('Nothing was handed over.');
    return job;
  };
  return {
    table,
    clock,
    log,
    directory,
    mailer,
    notices,
    portal: {
      ...common,
      ...codeUse,
      sessions: dynamoSessions(table.table),
      tokens: testTokens(clock.now),
      sessionMinutes,
    },
    reset,
    sendMail,
    compared: () => compared,
    deadline,
    requestCode: requestCodeOf,
    async receiveCode(user, browserHalf, purpose = 'sign-in') {
      const mails = mailer.mails.length;
      await mailCode(sendMail, await requestCodeOf(user, browserHalf, { purpose }), deadline());
      return mailer.mails.length > mails ? codeIn(mailer.mails.at(-1)) : 'no mail';
    },
    async receiveNotice(user) {
      const { locks } = await accounts.find(accountKey(user));
      await mailNotice(sendMail, noticeJob({ user, changedAt: clock.now(), locks }), deadline());
      return disputeIn(mailer.mails.at(-1));
    },
    async leaveLink(user) {
      const linkId = newLinkId(systemRandom);
      const account = accountKey(user);
      const preparation = dynamoLinkPreparation(table.table, clock.now);
      const expiresAt = new Date(clock.now().getTime() + 3_600_000);
      await preparation.begin(linkId, {
        account,
        parameter: 'parameter',
        recovery: '0123456789ab',
        expiresAt,
      });
      await preparation.publish(
        linkId,
        { keyHash: 'key', browserHash: 'browser', pickupMac: 'mac' },
        expiresAt,
      );
      await accounts.setLink(account, linkId, (await accounts.find(account)).sessions);
      return async () => {
        if ((await accounts.find(account)).link !== linkId) return 'revoked';
        return (await dynamoLinkClaims(table.table, clock.now).find(linkId))?.state;
      };
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
}: {
  readonly user: string;
  readonly browserHalf: string;
}): CodeJob => ({
  kind: 'code',
  purpose: 'sign-in',
  requestId: randomName(systemRandom),
  user,
  register: false,
  generation: 0,
  sessions: 0,
  vouched: false,
  browserHash: browserHash(browserHalf),
});

/** A notice, as `extract` or `reset` hands it over. */
export const noticeJob = ({
  user,
  changedAt,
  locks = 0,
}: {
  readonly user: string;
  readonly changedAt: Date;
  readonly locks?: number;
}): NoticeJob => ({
  kind: 'notice',
  disputeId: newLinkId(systemRandom),
  user,
  change: 'chosen',
  changedAt: changedAt.getTime(),
  locks,
});

/** The code in a mail. */
export const codeIn = (mail: Pick<Mail, 'text'> | undefined): string =>
  /[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/.exec(mail?.text ?? '')?.[0] ?? 'no code';

/** The link "It was me" in a mail. */
export function vouchLinkIn(mail: Pick<Mail, 'text'> | undefined): { linkId: string; key: string } {
  const [, linkId = 'no link', key = ''] = /\/vouch\/([\w-]+)#([\w-]+)/.exec(mail?.text ?? '') ?? [];
  return { linkId, key };
}

/** The link "This wasn't me" in a mail. */
export function disputeIn(mail: Pick<Mail, 'text'> | undefined): { disputeId: string; key: string } {
  const [, disputeId = 'no link', key = ''] = /\/dispute\/([\w-]+)#([\w-]+)/.exec(mail?.text ?? '') ?? [];
  return { disputeId, key };
}

/** A code of the right form that is not this one. */
export const wrongCode = (code: string): string => (code.startsWith('0') ? '1' : '0') + code.slice(1);
