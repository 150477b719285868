import { json, nothing } from '../../../lambda/web/http/answers';
import {
  clearAccessToken,
  keepVouching,
  readAccessToken,
  vouchingOf,
  writeAccessToken,
} from '../../../lambda/web/http/cookies';
import { ask } from '../../support/web/ask';
import { sampleSite } from '../../support/web/sample-site';

const token = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2ln-bmF0_dXJl';

/** The token that a request with these headers carries. */
async function found(headers: Record<string, string>): Promise<unknown> {
  const { app } = sampleSite();
  app.get('/token', (call) => json({ token: readAccessToken(call) ?? null }));
  return ((await (await ask(app, '/token', { headers })).json()) as { token: unknown }).token;
}

describe('the access token', () => {
  it.each([
    ['in the cookie', { Cookie: `a=b; __Host-access_token=${token}` }],
    ['in the header', { Authorization: `Bearer ${token}` }],
    ['in the header, the scheme in small letters', { Authorization: `bearer  ${token}` }],
    [
      'in the header rather than in the cookie',
      { Cookie: '__Host-access_token=x', Authorization: `Bearer ${token}` },
    ],
    [
      'in the header when the cookie is empty',
      { Cookie: '__Host-access_token=', Authorization: `Bearer ${token}` },
    ],
  ])('is found %s', async (_, headers) => {
    expect(await found(headers)).toBe(token);
  });

  it.each([
    ['nowhere', {}],
    ['in a cookie that another host can set', { Cookie: `access_token=${token}` }],
    ['under another scheme', { Authorization: `Basic ${token}` }],
    ['after nothing', { Authorization: token }],
    ['with something behind it', { Authorization: `Bearer ${token} ${token}` }],
    ['as nothing', { Authorization: 'Bearer ' }],
  ])('is not found %s', async (_, headers) => {
    expect(await found(headers)).toBeNull();
  });

  it('is left with the browser for as long as it is good, and then taken away', async () => {
    const { app } = sampleSite();
    app.get('/in', (call) => {
      writeAccessToken(call, token, 28_800);
      return nothing;
    });
    app.get('/out', (call) => {
      clearAccessToken(call);
      return nothing;
    });
    const cookie = async (path: string) => {
      const [text = '', ...more] = (await ask(app, path)).headers.getSetCookie();
      expect(more).toHaveLength(0);
      const [pair, ...attributes] = text.split('; ');
      return [pair, ...attributes.sort()];
    };
    const attributes = ['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure'];
    expect(await cookie('/in')).toStrictEqual([
      `__Host-access_token=${token}`,
      ...['Max-Age=28800', ...attributes].sort(),
    ]);
    expect(await cookie('/out')).toStrictEqual([
      '__Host-access_token=',
      ...['Max-Age=0', ...attributes].sort(),
    ]);
  });
});

describe('what a vouched browser keeps', () => {
  it('is left with the browser for 180 days, for this host and for nobody’s script', async () => {
    const { app } = sampleSite();
    app.get('/in', (call) => {
      keepVouching(call, 'id.0.1.mac');
      return nothing;
    });
    const set = (await ask(app, '/in')).headers.getSetCookie();
    expect(set).toHaveLength(1);
    const [pair, ...attributes] = (set[0] ?? '').split('; ');
    expect(pair).toBe('__Host-passlink-vouched=id.0.1.mac');
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=15552000', 'Path=/', 'SameSite=Lax', 'Secure']);
  });

  it.each([
    ['__Host-passlink-vouched=id.0.1.mac', 'id.0.1.mac'],
    ['passlink-vouched=id.0.1.mac', null],
    ['__Host-passlink=id.0.1.mac', null],
  ])('is read from %s as %s', async (cookie, kept) => {
    const { app } = sampleSite();
    app.get('/kept', (call) => json({ kept: vouchingOf(call) ?? null }));
    await expect((await ask(app, '/kept', { headers: { cookie } })).json()).resolves.toEqual({ kept });
  });
});
