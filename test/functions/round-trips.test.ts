import { randomUUID } from 'node:crypto';
import { dynamoAccounts } from '../../lambda/aws/dynamo/accounts';
import { dynamoCodeClaims, dynamoCodeReservation } from '../../lambda/aws/dynamo/codes';
import { dynamoCounter } from '../../lambda/aws/dynamo/counter';
import { dynamoLinkClaims, dynamoLinkPreparation } from '../../lambda/aws/dynamo/links';
import { dynamoIsPaused, dynamoPauseSwitch } from '../../lambda/aws/dynamo/pause';
import { dynamoSessions } from '../../lambda/aws/dynamo/sessions';
import type { Table } from '../../lambda/aws/dynamo/table';
import { dynamoVouchLinks } from '../../lambda/aws/dynamo/vouch-links';
import { accountKey } from '../../lambda/core/account/account';
import { browserHash, newBrowserHalf, pickupMessage } from '../../lambda/core/crypto/browser-half';
import { sha256 } from '../../lambda/core/crypto/hashing';
import { newLinkId, newLinkKey } from '../../lambda/core/crypto/mailed-link';
import { systemRandom } from '../../lambda/core/crypto/random';
import { seal } from '../../lambda/core/crypto/sealing';
import { extractRoutes } from '../../lambda/extract/routes';
import { portalRoutes } from '../../lambda/portal/routes';
import { resetRoutes } from '../../lambda/reset/routes';
import type { App } from '../../lambda/web/http/app';
import { MemoryVault, testCodeMac, testTokens } from '../support/core/fakes';
import { newBrowser, openTestAccounts, type TestAccounts } from '../support/core/test-accounts';
import { recordWaves, type Waves } from '../support/functions/waves';
import { ask } from '../support/web/ask';

const alice = 'alice@example.com';

let test: TestAccounts;
let waves: Waves;
/** The table, whose calls are recorded. */
let table: Table;
let browser: string;

beforeEach(async () => {
  test = await openTestAccounts();
  waves = recordWaves();
  table = waves.record(test.table.table, (method, first) => {
    const key = typeof first === 'string' ? first : (first as { readonly key: string }).key;
    return `${method} ${/^count#\w+|\w+/.exec(key)?.[0] ?? ''}`;
  });
  browser = newBrowser();
});
afterEach(() => test.close());

const recorded = <Port extends object>(port: Port, name: string) => waves.record(port, () => name);
const queue = (name: string) => recorded({ submit: () => Promise.resolve() }, `send ${name}`);

const site = () => ({
  publicUrl: 'https://api.example/dev',
  languages: ['en'] as const,
  clock: test.clock.now,
  random: systemRandom,
  log: test.log,
  isPaused: dynamoIsPaused(table),
  newClaimId: randomUUID,
});

function portal(): App {
  const common = {
    ...site(),
    accounts: dynamoAccounts(table, test.clock.now, systemRandom),
    counter: dynamoCounter(table, test.clock.now),
    limits: { accountAndAddress: 5, account: 20, address: 30 },
    codeMac: recorded(testCodeMac, 'mac'),
    mailQueue: queue('mail'),
  };
  return portalRoutes({
    ...common,
    directory: 'iam',
    codes: dynamoCodeClaims(table, test.clock.now),
    slots: dynamoCodeReservation(table),
    codeMinutes: 10,
    vouchLinks: dynamoVouchLinks(table, test.clock.now),
    sessions: dynamoSessions(table),
    sessionMinutes: 480,
    tokens: recorded(testTokens(test.clock.now), 'sign'),
    keySet: () => Promise.resolve({}),
    passwordLength: undefined,
    refuseCommonPasswords: true,
    links: { ...common, verification: 'network', linkMinutes: 60, linkQueue: queue('link') },
  });
}

async function post(app: App, path: string, fields: Record<string, string>, vouching?: string) {
  const cookie =
    `__Host-passlink=${browser}` + (vouching === undefined ? '' : `; __Host-passlink-vouched=${vouching}`);
  waves.clear();
  return ask(app, path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { cookie, accept: 'application/json' },
  });
}

/** A link whose password waits, and the app that opens it. */
async function linkThatWaits() {
  const [id, key] = [newLinkId(systemRandom), newLinkKey(systemRandom)];
  const account = accountKey(alice);
  const vault = new MemoryVault(test.clock.now);
  const secret = { user: alice, password: 'Correct-horse_9' };
  await vault.store('parameter', seal(secret, key, id, systemRandom));
  const preparation = dynamoLinkPreparation(test.table.table, test.clock.now);
  const expiresAt = new Date(test.clock.now().getTime() + 3_600_000);
  const draft = { account, parameter: 'parameter', recovery: '0123456789ab', expiresAt };
  await preparation.begin(id, draft);
  const pickupMac = await testCodeMac.generate(pickupMessage(id, '482913'));
  await preparation.publish(
    id,
    { keyHash: sha256(key), browserHash: browserHash(browser), pickupMac },
    expiresAt,
  );
  await dynamoAccounts(test.table.table, test.clock.now, systemRandom).setLink(account, id, 0);
  const app = extractRoutes({
    ...site(),
    links: dynamoLinkClaims(table, test.clock.now),
    accounts: dynamoAccounts(table, test.clock.now, systemRandom),
    vault: waves.record(vault, (method) => `${method} parameter`),
    codes: recorded(testCodeMac, 'mac'),
    notices: queue('notice'),
    signInUrl: 'https://signin.example/console',
  });
  return { app, path: `/extract/${id}`, key };
}

/** Waits for AWS, one after the other, with what goes out at once. */
describe('a request waits for AWS', () => {
  it('six times to have a code mailed: limits are counted one after the other', async () => {
    expect((await post(portal(), '/login', { email: alice })).status).toBe(202);
    expect(waves.waves).toEqual([
      ['get switch', 'get account'],
      ['update count#address'],
      ['update count#accountAndAddress'],
      ['update count#account'],
      ['update code'],
      ['send mail'],
    ]);
  });

  it('as often for a browser that is vouched, so that the time does not tell whose it is', async () => {
    const code = await test.receiveCode(alice, browser);
    const signedIn = await post(portal(), '/token', { email: alice, code });
    const vouching = /__Host-passlink-vouched=([^;]+)/.exec(signedIn.headers.getSetCookie().join())?.[1];
    expect((await post(portal(), '/login', { email: alice }, vouching)).status).toBe(202);
    expect(waves.waves.map((names) => [...names].sort())).toEqual([
      ['get account', 'get switch', 'mac'],
      ['update count#vouchedAddress'],
      ['update count#vouched'],
      ['update count#vouchedAccount'],
      ['update code'],
      ['send mail'],
    ]);
  });

  it('six times to have a link mailed', async () => {
    expect((await post(portal(), '/generate', { user: alice })).status).toBe(202);
    expect(waves.waves.map((names) => [...names].sort())).toEqual([
      ['get account', 'get switch', 'mac'],
      ['update count#address'],
      ['update count#accountAndAddress'],
      ['update count#account'],
      ['update account'],
      ['send link'],
    ]);
  });

  it('six times to sign in: each attempt is counted before it is compared', async () => {
    const code = await test.receiveCode(alice, browser);
    expect((await post(portal(), '/token', { email: alice, code })).status).toBe(200);
    expect(waves.waves.map((names) => [...names].sort())).toEqual([
      ['get code', 'get switch'],
      ['update code'],
      ['mac', 'update count#attempts'],
      ['update code'],
      ['update account'],
      ['mac', 'sign', 'update count#attempts', 'update session'],
    ]);
  });

  it('three times until a password is read, and once more to tidy up', async () => {
    const { app, path, key } = await linkThatWaits();
    expect((await post(app, path, { key })).status).toBe(200);
    expect(waves.waves.map((names) => [...names].sort())).toEqual([
      ['get link', 'get switch'],
      ['get account', 'update link'],
      ['read parameter'],
      ['delete parameter', 'send notice', 'update link'],
    ]);
  });
});

describe('during a pause, a request that starts to read at once changes nothing', () => {
  const paused = { status: 503, code: 'paused' };
  const told = async (response: Response) => ({
    status: response.status,
    code: ((await response.json()) as { readonly code: unknown }).code,
  });
  const pause = async () => {
    await dynamoPauseSwitch(test.table.table).begin({ since: test.clock.now(), by: 'somebody' });
    return test.table.items();
  };
  const changes = () => waves.waves.flat().filter((name) => !/^(get|mac)/.test(name));

  it.each([
    ['/login', { email: alice }],
    ['/generate-otp', { email: alice }],
    ['/generate', { user: alice }],
    ['/generate', { user: '' }],
  ])('%s', async (path, fields) => {
    const before = await pause();
    expect(await told(await post(portal(), path, fields as Record<string, string>))).toEqual(paused);
    expect(await test.table.items()).toEqual(before);
    expect(changes()).toEqual([]);
  });

  it.each(['right', 'unreadable'])('/token, with a code that is %s', async (kind) => {
    const code = await test.receiveCode(alice, browser);
    const before = await pause();
    const fields = { email: alice, code: kind === 'right' ? code : '?' };
    expect(await told(await post(portal(), '/token', fields))).toEqual(paused);
    expect(await test.table.items()).toEqual(before);
    expect(changes()).toEqual([]);
  });

  it('/reset', async () => {
    const otp = await test.receiveCode(alice, browser, 'reset');
    const before = await pause();
    const app = resetRoutes({ ...test.reset, ...site(), directoryKind: 'iam', signInUrl: undefined });
    const fields = { email: alice, otp, password: 'A quiet river, 7 boats' };
    expect(await told(await post(app, '/reset', fields))).toEqual(paused);
    expect(await test.table.items()).toEqual(before);
    expect(test.directory.passwords.size).toBe(0);
  });

  it.each(['here', 'elsewhere'])('the opening of a link %s', async (where) => {
    const { app, path, key } = await linkThatWaits();
    const before = await pause();
    if (where === 'elsewhere') browser = newBrowserHalf(systemRandom);
    expect(await told(await post(app, path, { key, pickupCode: '000000' }))).toEqual(paused);
    expect(await test.table.items()).toEqual(before);
    expect(changes()).toEqual([]);
  });
});
