import { accountKey } from '../../../lambda/core/account/account';
import { endSession, findSession, startSession, type Session } from '../../../lambda/core/session/session';
import { openTestAccounts, sessionMinutes, type TestAccounts } from '../../support/core/test-accounts';

const alice = {
  account: accountKey('alice@example.com'),
  accountId: 'account-1',
  user: 'alice@example.com',
  generation: 0,
  recovery: '0123456789ab',
};
const bob = {
  account: accountKey('bob'),
  accountId: 'account-2',
  user: 'bob',
  generation: 0,
  recovery: '0123456789ab',
};

describe('a session', () => {
  let test: TestAccounts;

  beforeEach(async () => {
    test = await openTestAccounts();
  });
  afterEach(() => test.close());

  const start = async (owner = alice) => (await startSession(test.portal, owner)).accessToken;
  const find = (token: string | undefined) => findSession(test.portal, token);
  const live = async (token: string): Promise<Session> => {
    const session = await find(token);
    if (session === undefined) throw new Error('The session is not valid any more.');
    return session;
  };

  it('tells who it is, since when and until when', async () => {
    const createdAt = test.clock.now();
    await expect(find(await start())).resolves.toMatchObject({
      ...alice,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + sessionMinutes * 60_000),
    });
  });

  it('has a token that names nobody', async () => {
    const claims = await test.portal.tokens.verify(await start());
    expect(Object.keys(claims ?? {}).sort()).toEqual(['exp', 'iat', 'jti', 'sub']);
    expect(claims?.sub).toBe('account-1');
    expect((claims?.exp ?? 0) - (claims?.iat ?? 0)).toBe(sessionMinutes * 60);
    expect(Buffer.from(claims?.jti ?? '', 'base64url')).toHaveLength(32);
  });

  it('is dead as soon as it was ended, and only that one', async () => {
    const [phone, desktop] = [await start(), await start()];
    await endSession(test.portal, await live(phone));
    await expect(find(phone)).resolves.toBeUndefined();
    await expect(find(desktop)).resolves.toMatchObject(alice);
    expect(test.log.events()).toContain('session.ended');
  });

  it('can be ended twice', async () => {
    const session = await live(await start());
    await endSession(test.portal, session);
    await expect(endSession(test.portal, session)).resolves.toBeUndefined();
  });

  it("is dead once the account's sessions are revoked, and another account's is not", async () => {
    const [first, second, bobs] = [await start(), await start(), await start(bob)];
    await test.portal.accounts.revoke(alice.account);
    await expect(find(first)).resolves.toBeUndefined();
    await expect(find(second)).resolves.toBeUndefined();
    await expect(find(bobs)).resolves.toMatchObject(bob);
  });

  it('is dead from the start if a reset came between the sign-in and its first use, whatever the clocks say', async () => {
    await test.portal.accounts.revoke(alice.account);
    test.clock.advance(60_000);
    await expect(find(await start())).resolves.toBeUndefined();
    await expect(find(await start({ ...alice, generation: 1 }))).resolves.toMatchObject({ user: alice.user });
    await test.portal.accounts.revoke(alice.account);
    await expect(find(await start({ ...alice, generation: 1 }))).resolves.toBeUndefined();
  });

  it('lives to its last second, and not a second longer', async () => {
    const token = await start();
    test.clock.advance(sessionMinutes * 60_000 - 1000);
    await expect(find(token)).resolves.toMatchObject(alice);
    test.clock.advance(1000);
    await expect(find(token)).resolves.toBeUndefined();
  });

  it('ends with its item, even where a token says that it lasts longer', async () => {
    const token = await start();
    const claims = await test.portal.tokens.verify(token);
    if (claims === undefined) throw new Error('The token is not ours.');
    const longer = await test.portal.tokens.issue({ ...claims, exp: claims.exp + 3600 });
    test.clock.advance(sessionMinutes * 60_000);
    await expect(find(longer)).resolves.toBeUndefined();
  });

  it.each([undefined, '', 'none', 'e30.e30.e30'])('is not what the token %j names', async (token) => {
    await expect(find(token)).resolves.toBeUndefined();
  });

  it('is not what a token of ours names that has no session', async () => {
    const iat = test.clock.now().getTime() / 1000;
    const token = await test.portal.tokens.issue({ sub: 'account-1', jti: 'unknown', iat, exp: iat + 60 });
    await expect(find(token)).resolves.toBeUndefined();
  });

  it('leaves neither a name nor what a token needs in the table', async () => {
    const token = await start();
    const { jti = '' } = (await test.portal.tokens.verify(token)) ?? {};
    const everything = JSON.stringify(await test.table.items());
    expect(jti).not.toBe('');
    for (const secret of ['alice', jti, token]) expect(everything).not.toContain(secret);
  });

  it('is one of its own for every sign-in, even at the same moment', async () => {
    const tokens = await Promise.all(Array.from({ length: 20 }, () => start()));
    const sessions = await Promise.all(tokens.map(find));
    expect(new Set(sessions.map((session) => session?.id)).size).toBe(20);
    expect(new Set(tokens).size).toBe(20);
  });

  it('does not open when it was put in the place of another one', async () => {
    const [token, bobs] = [await start(), await start(bob)];
    const [mine, theirs] = [await live(token), await live(bobs)];
    const record = await test.portal.sessions.find(theirs.id);
    if (record === undefined) throw new Error('There is no such session.');
    await test.portal.sessions.end(mine.id);
    await test.portal.sessions.start(mine.id, record);
    await expect(find(token)).rejects.toThrow();
  });

  it('logs neither names nor tokens', async () => {
    const token = await start();
    await find('none');
    await endSession(test.portal, await live(token));
    await find(token);
    const logged = JSON.stringify(test.log.entries);
    for (const secret of ['alice', token]) expect(logged).not.toContain(secret);
    expect(test.log.events()).toEqual([
      'session.started',
      'session.refused',
      'session.ended',
      'session.refused',
    ]);
  });
});
