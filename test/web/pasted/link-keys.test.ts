import { runInNewContext } from 'node:vm';
import { readLinkAddress } from '../../../lambda/web/http/fields';
import { takeKeyFromAddress } from '../../../lambda/web/pages/scripts/take-key-from-address';
import { keysIn } from '../../../lambda/web/pasted/link-keys';
import { longestPaste } from '../../../lambda/web/pasted/plain-text';
import { readCode, readPickupCode } from '../../../lambda/web/pasted/short-codes';
import { sample } from '../../support/web/sample-site';
import { linkWith, withoutKey, withTwoKeys, writtenKeys } from '../../support/web/written';

const { id, key, publicUrl } = sample;
const other = key.replace('Z', 'Y');

describe('the key of a link', () => {
  it.each(writtenKeys)('is found in %j', (text) => {
    expect(keysIn(text)).toStrictEqual([key]);
  });

  it.each(withoutKey)('is not found in %j', (text) => {
    expect(keysIn(text)).toStrictEqual([]);
  });

  it.each(withTwoKeys)('is one of several in %j', (text) => {
    expect(keysIn(text)).toHaveLength(2);
  });
});

describe('the path of a link', () => {
  it.each([
    [id, undefined],
    [`${id}.`, undefined],
    [`${id})`, undefined],
    [`${id}\u200b`, undefined],
    [`${id}#${key}`, key],
    [`${id}#${key}.`, key],
    [`${id}%23${key}`, key],
    [`${id}#${key}&utm_source=mail`, key],
    [`${id}#section-2`, undefined],
    [`${id}#${key}#${other}`, undefined],
  ])('is read from %j', (parameter, found) => {
    expect(readLinkAddress(parameter)).toStrictEqual({ id, key: found });
  });

  it.each(['', 'nonsense', `${id}A`, id.slice(1)])('that is no id stays as it is: %j', (parameter) => {
    expect(readLinkAddress(parameter).id).toBe(parameter);
  });
});

describe('the script that takes the key from the address bar', () => {
  const page = `${publicUrl}/extract/${id}`;

  /** What it leaves in the field, and in the address bar. */
  function taken(href: string): { readonly key: string; readonly address: string } {
    const elements = { key: { value: '' }, 'key-field': { hidden: false } };
    const link = { hash: '' };
    let address = href;
    runInNewContext(takeKeyFromAddress, {
      document: { getElementById: (name: 'key') => elements[name], querySelectorAll: () => [link] },
      location: { href },
      history: { replaceState: (_state: null, _title: '', to: string) => (address = to) },
      addEventListener: () => undefined,
    });
    // The page in another language gets the key as well.
    expect(link.hash).toBe(elements.key.value);
    return { key: elements.key.value, address };
  }

  it.each([
    `#${key}`,
    `%23${key}`,
    `%2523${key}`,
    `#${key}.`,
    `#${key}&utm_source=mail`,
    `#${key}&sdata=${other}`,
    `#/${key}`,
    `%23${key}#section`,
    `#${encodeURIComponent(key.replaceAll('-', '\u2011'))}`,
    `#${encodeURIComponent(`<${key}>`)}`,
    `#${encodeURIComponent(encodeURIComponent(`"${key}"`))}`,
    `#${key.slice(0, 9)}%E2%80%8B${key.slice(9)}`,
    `#${key}%FF`,
    `#${key}A`,
    `#${key.slice(1)}`,
    `#${key}%20${other}`,
    '#section-2',
    '#',
  ])('leaves in the field what the server reads the same key from: %s', (ending) => {
    const left = taken(page + ending);
    expect(left.address).toBe(page);
    expect(keysIn(left.key)).toStrictEqual(keysIn(ending.replace('%2523', '#').replace('%23', '#')));
  });

  it.each([`#${key}`, `%23${key}`, `%2523${key}`])(
    'leaves nothing but the key, if that is all: %s',
    (ending) => {
      expect(taken(page + ending)).toStrictEqual({ key, address: page });
    },
  );

  it.each(['#', '#section-2', `#${key.slice(1)}`])(
    'asks for the key where there can be none: %s',
    (ending) => {
      expect(taken(page + ending)).toStrictEqual({ key: '', address: page });
    },
  );

  it('leaves an address without a key alone', () => {
    expect(taken(page)).toStrictEqual({ key: '', address: page });
  });
});

describe('a text that is too long', () => {
  it('holds no key and no code', () => {
    const room = ' '.repeat(longestPaste - key.length);
    expect(keysIn(room + key)).toStrictEqual([key]);
    expect(keysIn(`${room} ${key}`)).toStrictEqual([]);
    expect(readLinkAddress(`${id}${room}#${key}`)).toStrictEqual({ id, key: undefined });
    const spaces = ' '.repeat(longestPaste - 6);
    expect(readPickupCode(`${spaces}482913`)).toBe('482913');
    expect(readPickupCode(`${spaces} 482913`)).toBeUndefined();
    expect(readCode(`${spaces}K7MQ2X9P`)).toBeUndefined();
  });

  it('can become so when it is normalised', () => {
    expect(keysIn(`${'\ufdfa'.repeat(100)} ${key}`)).toStrictEqual([key]);
    expect(keysIn(`${'\ufdfa'.repeat(120)} ${key}`)).toStrictEqual([]);
  });
});

describe('the time that reading takes', () => {
  const parts = [
    '#',
    'a',
    '-',
    '%25',
    '\ufdfa',
    '=',
    '=\n',
    'a ',
    ':',
    '\n',
    '/',
    'a*',
    ' ',
    '%e2%80',
    '\u0669',
    '_',
  ];

  it.each([...parts, `${id}*`, `${linkWith('')}\n`])('is short for a text full of %j', (part) => {
    const text = part.repeat((longestPaste - 1) / part.length);
    const begun = performance.now();
    expect([keysIn(`${text}a`), readCode(`${text}!`), readPickupCode(`${text}!`)]).toHaveLength(3);
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});
