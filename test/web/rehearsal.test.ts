import { createApp } from '../../lambda/web/http/app';
import { readNothing } from '../../lambda/web/http/body';
import { nothing } from '../../lambda/web/http/answers';
import { toLambda, type RestEvent } from '../../lambda/web/http/lambda';
import { rehearse, silentLog } from '../../lambda/web/rehearsal';

const never = () => new Promise<never>(() => undefined);
const fails = () => Promise.reject(new Error('There is no network.'));

describe('a function that starts', () => {
  it('sends itself an empty form, reads whether everything is paused, and prepares the calls of its adapters', async () => {
    const done: string[] = [];
    const app = createApp({
      publicUrl: 'https://passlink.example/dev',
      languages: ['en'],
      log: silentLog,
      isPaused: () => Promise.resolve(done.push('pause') === 0),
    });
    app.post('/form', (call) => {
      readNothing(call);
      done.push(`form for ${call.headers.get('accept')}`);
      return nothing;
    });
    const prepare = () => Promise.resolve(void done.push('prepared'));
    await rehearse(toLambda(app), '/form', [{ prepare }, { prepare }]);
    expect(done.sort()).toEqual(['form for text/html', 'pause', 'prepared', 'prepared']);
  });

  it('sends no cookie, and nothing in the form', async () => {
    let sent: RestEvent | undefined;
    const handler = (event: RestEvent) => {
      sent = event;
      return fails();
    };
    await rehearse(handler, '/form', []);
    expect(sent).toMatchObject({ httpMethod: 'POST', path: '/form', body: '' });
    expect(Object.keys(sent?.multiValueHeaders ?? {})).toEqual(['accept', 'content-type']);
  });

  it('starts, too, when its rehearsal fails', async () => {
    await expect(rehearse(fails, '/form', [{ prepare: fails }])).resolves.toBeUndefined();
  });

  it.each([
    ['request', never, fails],
    ['adapter', fails, never],
  ])('waits only a second when its %s hangs', async (_, handler, prepare) => {
    const start = performance.now();
    await rehearse(handler, '/form', [{ prepare }]);
    const milliseconds = performance.now() - start;
    expect(milliseconds).toBeGreaterThan(900);
    // A start may take 10 seconds.
    expect(milliseconds).toBeLessThan(9000);
  });
});
