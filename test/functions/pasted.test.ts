import fc from 'fast-check';
import type { CodeSlot } from '../../lambda/core/code/code';
import { codeMessage } from '../../lambda/core/code/code';
import { accountKey, iamAccountId } from '../../lambda/core/account/account';
import type { Accounts } from '../../lambda/core/account/ports';
import { browserHash, pickupMessage } from '../../lambda/core/crypto/browser-half';
import { sha256 } from '../../lambda/core/crypto/hashing';
import { systemRandom } from '../../lambda/core/crypto/random';
import { seal } from '../../lambda/core/crypto/sealing';
import type { CodePurpose } from '../../lambda/core/limits/purposes';
import { extractRoutes } from '../../lambda/extract/routes';
import { portalRoutes } from '../../lambda/portal/routes';
import { resetRoutes } from '../../lambda/reset/routes';
import type { App } from '../../lambda/web/http/app';
import {
  accounts as knownAccounts,
  MemoryDirectory,
  testClock,
  testCodeMac,
  testTokens,
} from '../support/core/fakes';
import { newBrowser } from '../support/core/test-accounts';
import { ask } from '../support/web/ask';
import { decoratedCode, decoratedKey, decoratedLink, mistaken } from '../support/web/decorations';
import { sample } from '../support/web/sample-site';
import { linkWith } from '../support/web/written';

const { id, key, pickupCode, user } = sample;
const code = 'K7MQ2X9P';
const browser = newBrowser();
const cookie = `__Host-passlink=${browser}`;
const clock = testClock();
const later = new Date(clock.now().getTime() + 3_600_000);
const state = { codes: 0, sessions: 0, locks: 0, link: id, unlocks: 0 };
const done = () => Promise.resolve();

/** Ports of a world in which a code and a link are never used up, and no attempt is the last. */
const common = {
  publicUrl: 'https://api.example/dev',
  languages: ['en', 'de', 'ja'] as const,
  clock: clock.now,
  random: systemRandom,
  sleep: done,
  log: { info: done, warn: done, error: done },
  newClaimId: () => 'claim',
  notices: { submit: done },
  signInUrl: 'https://signin.example/console',
  codeMac: testCodeMac,
  counter: { count: () => Promise.resolve({ allowed: true } as const), reset: done },
};
const endless = {
  countAttempt: () => Promise.resolve(1),
  claim: () => Promise.resolve(true),
  release: done,
  markUsed: done,
  withdraw: done,
};
const accounts: Accounts = {
  find: () => Promise.resolve(state),
  useCode: () => Promise.resolve(state),
  revoke: done,
  countLock: done,
  countUnlock: done,
  setLink: done,
  endLink: done,
  takeLease: () => Promise.resolve('taken'),
  endLease: done,
};
const codes = (purpose: CodePurpose) => ({
  ...endless,
  find: async (slot: CodeSlot) => ({
    state: 'ready' as const,
    mac: await testCodeMac.generate(codeMessage({ ...slot, purpose }, code)),
    accountId: iamAccountId(user),
    generation: 0,
    recovery: '0123456789ab',
    expiresAt: later,
  }),
});
const limits = { accountAndAddress: 5, account: 20, address: 30 };

const portal = portalRoutes({
  ...common,
  accounts,
  codes: codes('sign-in'),
  limits,
  directory: 'iam',
  slots: { reserve: done },
  vouchLinks: {
    find: () =>
      Promise.resolve({ keyHash: sha256(key), account: accountKey(user), sessions: 0, expiresAt: later }),
  },
  mailQueue: { submit: done },
  codeMinutes: 10,
  sessions: { start: done, find: () => Promise.resolve(undefined), end: done },
  sessionMinutes: 480,
  tokens: testTokens(clock.now),
  keySet: () => Promise.resolve({}),
  passwordLength: undefined,
  refuseCommonPasswords: true,
  links: undefined,
});

const extract = () =>
  extractRoutes({
    ...common,
    accounts,
    links: {
      ...endless,
      find: () =>
        Promise.resolve({
          state: 'ready',
          account: accountKey(user),
          parameter: 'parameter',
          recovery: '0123456789ab',
          halves,
          expiresAt: later,
        }),
    },
    vault: { read: () => Promise.resolve(sealed), delete: done },
    codes: testCodeMac,
  });
const sealed = seal({ user, password: 'Correct-horse_9' }, key, id, systemRandom);
const halves = { keyHash: sha256(key), browserHash: browserHash(browser), pickupMac: '' };

const reset = resetRoutes({
  ...common,
  accounts,
  codes: codes('reset'),
  disputes: {
    ...endless,
    find: () =>
      Promise.resolve({
        state: 'ready',
        keyHash: sha256(key),
        sealedAccount: seal({ id: iamAccountId(user), name: user }, key, id, systemRandom),
        locks: 0,
        recovery: '0123456789ab',
        expiresAt: later,
      }),
  },
  directory: new MemoryDirectory(knownAccounts),
  directoryKind: 'iam',
  allowedEmailDomains: ['example.com'],
  isCommonPassword: () => false,
});

/** Sends a form as a browser does, and returns the status. */
async function post(
  app: App,
  path: string,
  fields: Record<string, string>,
  headers: object = { cookie },
): Promise<number> {
  const body = new URLSearchParams(fields);
  const response = await ask(app, path, {
    method: 'POST',
    body,
    headers: { accept: 'application/json', ...headers },
  });
  return response.status;
}

const capitals = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const base64url = `${capitals}ILOUabcdefghijklmnopqrstuvwxyz_`;

let opened: App;
beforeAll(async () => {
  halves.pickupMac = await testCodeMac.generate(pickupMessage(id, pickupCode));
  opened = extract();
});

const keyOrLink = (given: string, path: string) =>
  fc.oneof(decoratedKey(given), decoratedLink(linkWith(given, path)));

/** Each form, what is right in it, what is wrong, and how it answers the one and the other. */
const forms = [
  {
    name: 'POST /token',
    right: () => decoratedCode(code),
    wrong: () => mistaken(code, capitals).chain(decoratedCode),
    send: (text: string) => post(portal, '/token', { email: user, code: text }),
    refusals: [401, 400],
  },
  {
    name: 'POST /reset',
    right: () => decoratedCode(code),
    wrong: () => mistaken(code, capitals).chain(decoratedCode),
    send: (text: string) =>
      post(reset, '/reset', { email: user, otp: text, password: 'A quiet river, 7 boats' }),
    refusals: [401, 400],
  },
  {
    name: 'POST /extract/{id}, the pickup code',
    right: () => decoratedCode(pickupCode),
    wrong: () => mistaken(pickupCode, '0123456789').chain(decoratedCode),
    send: (text: string) => post(opened, `/extract/${id}`, { key, pickupCode: text }, {}),
    refusals: [403, 400],
  },
  {
    name: 'POST /extract/{id}, the key',
    right: () => keyOrLink(key, 'extract'),
    wrong: () => mistaken(key, base64url).chain((text) => keyOrLink(text, 'extract')),
    send: (text: string) => post(opened, `/extract/${id}`, { key: text }),
    refusals: [410, 400],
  },
  {
    name: 'POST /dispute/{id}',
    right: () => keyOrLink(key, 'dispute'),
    wrong: () => mistaken(key, base64url).chain((text) => keyOrLink(text, 'dispute')),
    send: (text: string) => post(reset, `/dispute/${id}`, { key: text, confirmation: 'LOCK' }),
    refusals: [410, 400],
  },
  {
    name: 'POST /vouch/{id}',
    right: () => keyOrLink(key, 'vouch'),
    wrong: () => mistaken(key, base64url).chain((text) => keyOrLink(text, 'vouch')),
    send: (text: string) => post(portal, `/vouch/${id}`, { key: text }),
    refusals: [410, 400],
  },
] as const;

describe.each(forms)('$name', ({ right, wrong, send, refusals }) => {
  const runs = { numRuns: 400 };

  it('reads what is right, whatever was made of it', async () => {
    await fc.assert(
      fc.asyncProperty(right(), async (text) => {
        expect([text, await send(text)]).toStrictEqual([text, 200]);
      }),
      runs,
    );
  });

  it('reads nothing wrong as right', async () => {
    await fc.assert(
      fc.asyncProperty(wrong(), async (text) => {
        expect([text, refusals]).toStrictEqual([text, expect.arrayContaining([await send(text)])]);
      }),
      runs,
    );
  });

  it('has an answer to any text at all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        expect(await send(text)).toBeLessThan(500);
      }),
      { numRuns: 100 },
    );
  });
});
