/**
 * The browser for the tests: the Chromium that comes with the npm package, its libraries and a font included, so that
 * nothing else need be installed. It is unpacked once for each version.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, type Page, chromium } from 'playwright-core';

const packageDirectory = dirname(dirname(dirname(createRequire(__filename).resolve('@sparticuz/chromium'))));
const cacheDirectory = join(packageDirectory, '..', '..', '.cache', 'passlink');

/** Quiet, and never on the network by itself. No sandbox: it only ever sees our own pages, often as root in CI. */
const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Starts the browser, with an empty profile of its own. */
export async function launchChromium(): Promise<Browser> {
  const directory = await unpackedChromium();
  return chromium.launch({
    executablePath: join(directory, 'chromium'),
    args: browserArguments,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(directory, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(directory, 'fonts.conf'),
    },
  });
}

/** Waits until something has the focus. The browser moves it once it has painted, which may be after a page has loaded. */
export async function focusOn(page: Page, id: string): Promise<void> {
  await page.waitForFunction(`document.activeElement.id === ${JSON.stringify(id)}`);
}

/**
 * Where the browser is unpacked. It is unpacked aside and then renamed, so that test files that start at the same
 * time never see half of it: the first one wins, the others throw theirs away.
 */
async function unpackedChromium(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageDirectory, 'package.json'), 'utf8')) as {
    version: string;
  };
  const directory = join(cacheDirectory, `chromium-${version}`);
  if (existsSync(directory)) return directory;

  await mkdir(cacheDirectory, { recursive: true });
  const aside = await mkdtemp(`${directory}-`);
  await unpackInto(aside);
  await writeFile(join(aside, 'fonts.conf'), fontsIn(join(directory, 'fonts')));
  try {
    await rename(aside, directory);
  } catch (error) {
    await rm(aside, { recursive: true });
    if (!existsSync(directory)) throw error;
  }
  return directory;
}

/**
 * The package unpacks to the directory for temporary files, and its libraries only in what it takes for Lambda. Both
 * come from the environment, so it runs in a process of its own.
 */
async function unpackInto(directory: string): Promise<void> {
  const script = "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())";
  await promisify(execFile)(process.execPath, ['--eval', script], {
    cwd: packageDirectory,
    env: { ...process.env, TMPDIR: directory, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
  });
}

/** The fonts of the machine, if it has any, and the one from the package. */
function fontsIn(directory: string): string {
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    '  <dir>/usr/share/fonts</dir>',
    `  <dir>${directory}</dir>`,
    `  <cachedir>${directory}/cache</cachedir>`,
    '</fontconfig>',
    '',
  ].join('\n');
}
