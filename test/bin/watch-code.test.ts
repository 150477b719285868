import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { watchCode } from '../../bin/watch-code';
import { addressOf, close, listen } from '../../local/http';
import { runLocal, type Local } from '../../local/run';
import { removeTinyStacks, tinyStack } from '../support/local/tiny-stack';

let code: string;
let local: Local;
let stopWatching: () => Promise<void>;

/** The lines so far that no test has read, and what waits for the next one. */
let lines: string[];
let wake: () => void;

/** Saves a file as many editors do: a new one takes the place of the old one. */
function save(file: string, text: string): void {
  const path = join(code, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

/** Waits until so many lines are there, and takes them, without the duration of a build and the folder of the code. */
async function said(count: number): Promise<readonly string[]> {
  while (lines.length < count) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  return lines.splice(0).map((line) => line.replace(/\d+ ms$/, '… ms').replace(/^\S*watched-code-\w+\//, ''));
}

const handler = (body: string) => `
  import { shared } from '../shared';
  export const handler = async () => ({ statusCode: 200, body: ${body} });`;

const answerOf = (path: string) => fetch(local.url + path).then((response) => response.text());

beforeEach(async () => {
  code = mkdtempSync(join(tmpdir(), 'watched-code-'));
  save('shared.ts', "export const shared: string = 'shared';");
  save('first/handler.ts', handler('`first, ${shared}`'));
  save('second/handler.ts', handler('`second, ${shared}`'));
  const stack = tinyStack({
    First: { source: '', routes: ['GET /first'] },
    Second: { source: '', routes: ['GET /second'] },
  });
  const handlerOf = (logicalId: string) => join(code, logicalId.toLowerCase(), 'handler.ts');
  local = await runLocal(() => ({ ...stack, handlerOf }));
  [lines, wake] = [[], () => undefined];
  stopWatching = watchCode({
    folder: code,
    functions: local.functions,
    say: (line) => {
      lines.push(line);
      wake();
    },
  });
  // The bundles of the tiny stack are others than those of the code.
  await said(2);
});

afterEach(async () => {
  await stopWatching();
  await local.close();
  rmSync(code, { recursive: true });
});

afterAll(removeTinyStacks);

describe('watched code', () => {
  it('is in the next answer after each time that it is saved, and no other function starts anew', async () => {
    for (const word of ['one', 'two', 'three']) {
      save('first/handler.ts', handler(`'${word}'`));
      await expect(said(1)).resolves.toEqual(['first rebuilt in … ms']);
      await expect(answerOf('/first')).resolves.toBe(word);
    }
    await expect(answerOf('/second')).resolves.toBe('second, shared');
  });

  it('that functions share renews all of them', async () => {
    save('shared.ts', "export const shared: string = 'changed';");
    await expect(said(2)).resolves.toEqual(['first rebuilt in … ms', 'second rebuilt in … ms']);
    await expect(answerOf('/first')).resolves.toBe('first, changed');
    await expect(answerOf('/second')).resolves.toBe('second, changed');
  });

  it('with an error is told of once, with its place; the old code runs, and the end of the error is told as well', async () => {
    save('shared.ts', 'export const shared =\n  = 1;');
    await expect(said(2)).resolves.toEqual([
      'shared.ts:2:3: Unexpected "="',
      'Not rebuilt, the old code keeps running: first, second',
    ]);
    await expect(answerOf('/first')).resolves.toBe('first, shared');
    save('shared.ts', "export const shared: string = 'shared';");
    await expect(said(2)).resolves.toEqual(['first rebuilt in … ms', 'second rebuilt in … ms']);
    await expect(answerOf('/first')).resolves.toBe('first, shared');
  });

  it('that misses a file waits for it, also in a new folder', async () => {
    save('first/handler.ts', `import { late } from '../later/late';\n${handler('late')}`);
    await expect(said(2)).resolves.toEqual([
      'first/handler.ts:1:22: Could not resolve "../later/late"',
      'Not rebuilt, the old code keeps running: first',
    ]);
    save('later/late.ts', "export const late = 'at last';");
    await expect(said(1)).resolves.toEqual(['first rebuilt in … ms']);
    await expect(answerOf('/first')).resolves.toBe('at last');
    save('later/late.ts', "export const late = 'again';");
    await expect(said(1)).resolves.toEqual(['first rebuilt in … ms']);
    await expect(answerOf('/first')).resolves.toBe('again');
  });

  it('leaves an invocation in hand to the old code', async () => {
    let arrived: (response: ServerResponse) => void = () => undefined;
    const arrival = new Promise<ServerResponse>((resolve) => {
      arrived = resolve;
    });
    const server = createServer((_, response) => arrived(response));
    await listen(server, 0, '127.0.0.1');
    save('first/handler.ts', handler(`await fetch('${addressOf(server)}').then(() => 'old')`));
    await said(1);
    const inHand = answerOf('/first');
    const response = await arrival;
    save('first/handler.ts', handler("'new'"));
    await said(1);
    await expect(answerOf('/first')).resolves.toBe('new');
    response.end();
    await expect(inHand).resolves.toBe('old');
    await expect(answerOf('/first')).resolves.toBe('new');
    await close(server);
  });
});
