import { redirect } from '../../../lambda/web/http/answers';
import { ask } from '../../support/web/ask';
import { sampleSite } from '../../support/web/sample-site';

describe('a redirect', () => {
  it.each([
    ['https://passlink.example/dev', '/dev/login'],
    ['https://reset.passlink.example', '/login'],
  ])('leads at %s to %s, with GET', async (publicUrl, location) => {
    const { app } = sampleSite(publicUrl);
    app.post('/account', (call) => redirect(call, '/login'));
    const response = await ask(app, '/account', { method: 'POST' });
    expect(response.status).toBe(303);
    expect(response.headers.get('Location')).toBe(location);
    expect(await response.text()).toBe('');
  });
});
