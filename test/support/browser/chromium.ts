/**
 * The browser for the tests: the Chromium from the npm package, with its libraries and a font, so that nothing else
 * needs installing. It is unpacked once for each version.
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

/**
 * Quiet, and without network access of its own. There is no sandbox: the browser sees only our own pages, often as root
 * in CI.
 */
const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Starts the browser with its own empty profile. */
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

/** Waits until an element has the focus. The browser moves it after painting, which may be after a page has loaded. */
export async function focusOn(page: Page, id: string): Promise<void> {
  await page.waitForFunction(`document.activeElement.id === ${JSON.stringify(id)}`);
}

/**
 * The folder of the unpacked browser. It is unpacked elsewhere and then renamed, so that test files that start at the
 * same time never see a part of it. The first one wins, and the others delete theirs.
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
 * The package unpacks to the temporary folder, and unpacks its libraries only if the environment looks like Lambda. So
 * it runs in a process with an environment of its own.
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
