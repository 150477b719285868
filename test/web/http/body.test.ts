import * as v from 'valibot';
import { json as answer } from '../../../lambda/web/http/answers';
import { maximumBodyBytes, readBody } from '../../../lambda/web/http/body';
import { linkKey, mailAddress, oneTimeCode, pickupCode, userName } from '../../../lambda/web/http/fields';
import { ask } from '../../support/web/ask';
import { sampleSite } from '../../support/web/sample-site';

const schema = v.object({
  user: userName,
  pickupCode,
  note: v.optional(v.string()),
});

const form = 'application/x-www-form-urlencoded';
const json = 'application/json';

async function post(body: string | Uint8Array<ArrayBuffer>, contentType?: string) {
  const { app } = sampleSite();
  app.post('/read', (call) => answer(readBody(call, schema)));
  const headers = { Accept: json, 'Content-Type': contentType ?? '' };
  const response = await ask(app, '/read', { method: 'POST', body, headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('a body', () => {
  it.each([
    ['a form', 'user=alice%40example.com', form],
    ['a form with a plus that means a space around', 'user=+alice%40example.com+', form],
    ['a form that names its charset', 'user=alice@example.com', `${form}; charset=UTF-8`],
    ['a content type in capitals', 'user=alice@example.com', 'APPLICATION/X-WWW-FORM-URLENCODED'],
    ['JSON', '{"user":"alice@example.com"}', json],
    ['JSON that names its charset', '{"user":" alice@example.com"}', `${json};charset=utf-8`],
    ['JSON with a byte order mark', '\uFEFF{"user":"alice@example.com"}', json],
    ['fields that nobody asked for', 'user=alice@example.com&isAdmin=true', form],
  ])('is read: %s', async (_, body, contentType) => {
    expect(await post(body, contentType)).toStrictEqual({ status: 200, body: { user: 'alice@example.com' } });
  });

  it.each([
    undefined,
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/json+evil',
    'constructor',
    ';',
  ])('of the type %s is refused', async (contentType) => {
    expect(await post('user=alice', contentType)).toMatchObject({
      status: 415,
      body: { code: 'unsupported-media-type' },
    });
  });

  it.each([
    ['nothing', '', form],
    ['a field twice', 'user=alice&user=mallory', form],
    ['no JSON', '{"user":', json],
    ['a JSON list', '["alice"]', json],
    ['a JSON text', '"alice"', json],
    ['JSON null', 'null', json],
    ['a number for a text', '{"user":7}', json],
    ['a list for a text', '{"user":["alice"]}', json],
    ['an object for a text', '{"user":{"name":"alice"}}', json],
    ['a prototype for a field', '{"__proto__":{"user":"alice"}}', json],
    ['a prototype for a form field', '__proto__=alice', form],
    ['escaped bytes that are no UTF-8, where any text is taken', 'user=alice&note=caf%E9', form],
    ['bytes that are no UTF-8', new Uint8Array([0x75, 0x73, 0xff, 0xfe]), form],
    ['a line break in a name', 'user=alice%0d%0aBcc:%20mallory', form],
    ['a zero byte in a name', 'user=alice%00', form],
    ['a name of 65 characters', `user=${'a'.repeat(65)}`, form],
  ])('is refused: %s', async (_, body, contentType) => {
    expect(await post(body, contentType)).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  });

  it('is refused with each wrong field and what is allowed in it, and without what was sent', async () => {
    const { body } = await post('{"user":"<script>alert(1)</script>","pickupCode":"12345","note":9}', json);
    expect(body.detail).toBe(
      'Expected user: an IAM user name of 1 to 64 letters, digits and + = , . @ _ -. pickupCode: the pickup code, 6 digits. note: a text.',
    );
  });

  it('is refused in words for people where one gets a page', async () => {
    const { app } = sampleSite();
    app.post('/read', (call) => answer(readBody(call, schema)));
    const body = 'user=al+ice&pickupCode=12345';
    const headers = { Accept: 'text/html', 'Content-Type': form };
    const response = await ask(app, '/read', { method: 'POST', body, headers });
    expect(await response.text()).toContain(
      'Enter an IAM user name of 1 to 64 letters, digits and + = , . @ _ -. Enter the pickup code, 6 digits.',
    );
  });

  it('is refused without a word of a text that cannot be parsed, which may hold a secret', async () => {
    const { app, lines } = sampleSite();
    app.post('/read', (call) => answer(readBody(call, schema)));
    await ask(app, '/read', { method: 'POST', body: 'pa55word', headers: { 'Content-Type': json } });
    expect(lines.map(({ event }) => event)).toStrictEqual(['request.refused', 'request.served']);
    expect(lines.map(({ cause }) => cause)).toStrictEqual([undefined, undefined]);
    expect(JSON.stringify(lines)).not.toContain('pa55word');
  });

  it.each([
    ['of exactly 8 KiB is read', 0, 200],
    ['that is one byte larger is refused', 1, 413],
  ])('%s', async (_, more, status) => {
    const start = 'user=alice&note=';
    const body = start + 'x'.repeat(maximumBodyBytes - start.length + more);
    expect((await post(body, form)).status).toBe(status);
  });

  it('is measured in bytes, not in letters', async () => {
    expect((await post(`user=alice&note=${'€'.repeat(maximumBodyBytes / 2)}`, form)).status).toBe(413);
  });

  it('that announces too much is refused unread, and one that lies about its size as well', async () => {
    const { app } = sampleSite();
    app.post('/read', (call) => answer(readBody(call, schema)));
    const send = (body: string, announced: string) =>
      ask(app, '/read', {
        method: 'POST',
        body,
        headers: { 'Content-Type': form, 'Content-Length': announced },
      });
    expect((await send('user=alice', '8193')).status).toBe(413);
    expect((await send('x'.repeat(9000), '10')).status).toBe(413);
    expect((await send('user=alice', 'many')).status).toBe(200);
  });
});

describe('a pickup code', () => {
  it.each(['482913', '482 913', '482-913', ' 482913\n', '４８２９１３', 'Code: 482 913.'])(
    'may be written %j',
    (text) => {
      expect(v.parse(pickupCode, text)).toBe('482913');
    },
  );

  it.each(['', ' ', '\u200b\u00a0'])('that is left empty, as in %j, is none', (text) => {
    expect(v.parse(pickupCode, text)).toBeUndefined();
  });

  it.each(['48291', '4829130', '48291x', '482913 482913', '-'])('may not be written %j', (text) => {
    expect(v.is(pickupCode, text)).toBe(false);
  });
});

describe('a mail address', () => {
  it.each([
    'alice@example.com',
    ' Alice@Example.COM\n',
    'ａｌｉｃｅ＠ｅｘａｍｐｌｅ．ｃｏｍ',
    '\u00a0alice@example.com\u3000',
    'alice@examp\u2113e.com',
  ])('has one spelling, whether it is written %j or not', (text) => {
    expect(v.parse(mailAddress, text)).toBe('alice@example.com');
  });

  it.each(['zoe@Bücher.example', 'ZOE@XN--BCHER-KVA.example', 'zoe@bu\u0308cher.example'])(
    'has one spelling for a domain with letters beyond ASCII: %s',
    (text) => {
      expect(v.parse(mailAddress, text)).toBe('zoe@xn--bcher-kva.example');
    },
  );

  it('keeps what tells mailboxes apart', () => {
    expect(v.parse(mailAddress, 'a.b+c@example.com')).toBe('a.b+c@example.com');
  });

  it.each([
    'alice@example.com\r\nBcc: mallory@example.com',
    'alice@example.com, mallory@example.com',
    'alice@example.com\u0000',
    'alice@exam\u200bple.com',
    'аlice@example.com',
    `alice@${'a.'.repeat(123)}example`,
    '\ufdfa'.repeat(2000),
    'a'.repeat(8000),
    `a${'.a'.repeat(4000)}`,
    `a@${'a-'.repeat(4000)}`,
  ])('is plain and short: %#', (text) => {
    const begun = performance.now();
    expect(v.is(mailAddress, text)).toBe(false);
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it('may have 254 characters', () => {
    const domain = `${'y'.repeat(63)}.${'y'.repeat(63)}.${'y'.repeat(57)}.com`;
    expect(v.is(mailAddress, `${'x'.repeat(64)}@${domain}`)).toBe(true);
    expect(v.is(mailAddress, `${'x'.repeat(64)}@y${domain.slice(0, -4)}.info`)).toBe(false);
  });
});

describe('a code', () => {
  it.each(['K7MQ-2X9P', ' k7mq2x9p\n', `${' '.repeat(100)}Code: K7MQ-2X9P`])(
    'has one spelling: %j',
    (text) => {
      expect(v.parse(oneTimeCode, text)).toBe('K7MQ2X9P');
    },
  );

  it.each(['no code at all', '0'.repeat(64)])('that is none is an attempt all the same: %j', (text) => {
    expect(v.parse(oneTimeCode, text)).toBeUndefined();
  });

  it.each(['', '  ', '0'.repeat(65)])('is missing in %j', (text) => {
    expect(v.is(oneTimeCode, text)).toBe(false);
  });
});

describe('a key', () => {
  const key = 'Zm9v-YmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFy_A';

  it.each([
    key,
    ` ${key}\n`,
    `https://passlink.example/dev/extract/q83vEjRWeJCrze8SNFZ4kA#${key}`,
    `https://passlink.example/dev/extract/q83vEjRWeJCrze8SNFZ4kA%23${key}`,
    `https://passlink.example/dev/extract/q83vEjRWeJCr\nze8SNFZ4kA#${key.slice(0, 20)}\n${key.slice(20)}`,
  ])('is found in %j', (text) => {
    expect(v.parse(linkKey, text)).toBe(key);
  });

  it.each([
    ['', 'There is no key in it. Nothing was used up.'],
    [
      'https://passlink.example/dev/extract/q83vEjRWeJCrze8SNFZ4kA#',
      'There is no key in it. Nothing was used up.',
    ],
    [key.padStart(2001), 'It is longer than 2000 characters. Nothing was used up.'],
    [`${key} ${key.toLowerCase()}`, 'There is more than one key in it. Nothing was used up.'],
  ])('is missing in %j, and the answer says so', async (text, words) => {
    const { app } = sampleSite();
    app.post('/key', (call) => answer(readBody(call, v.object({ key: linkKey }))));
    const response = await ask(app, '/key', { method: 'POST', body: new URLSearchParams({ key: text }) });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(
      `<p class="lead">Enter the key from the mail, or the whole link. ${words}</p>`,
    );
  });
});
