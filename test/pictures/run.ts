/** `npm run pictures` makes the pictures of the README anew, from the running stack: a link by mail shows a password once. */
import { join } from 'node:path';
import { startLocal } from '../../local';
import { launchChromium } from '../support/browser/chromium';

const folder = join(__dirname, '..', '..', 'docs', 'pictures');
const user = 'alice@example.com';
/** A phone. The pictures stand side by side, so they are small. */
const phone = { viewport: { width: 400, height: 660 }, deviceScaleFactor: 1 };

async function main(): Promise<void> {
  const settings = { organisation: { name: 'Example Corp', contact: 'help@example.com' } };
  const local = await startLocal({ stage: 'network', settings, port: 0 });
  const browser = await launchChromium();
  try {
    const context = await browser.newContext(phone);
    const page = await context.newPage();
    const takePicture = (name: string, of = page) => of.screenshot({ path: join(folder, `${name}.png`) });

    await page.goto(`${local.url}/`);
    await page.getByLabel('IAM user name').fill(user);
    await page.getByRole('button', { name: 'Get a link instead' }).click();
    await page.getByRole('heading', { name: 'Check your mailbox' }).waitFor();
    const { html } = await local.mailbox.waitFor(({ to }) => to === user);
    const link = /href="([^"]*\/extract\/[^"]*)"/.exec(html)?.[1];
    if (link === undefined) throw new Error('The mail has no link.');

    // Not in the same page: its policy does not allow the styles of a mail.
    const mail = await context.newPage();
    await mail.setContent(html);
    await takePicture('1-mail', mail);
    await page.goto(link);
    await page.getByRole('button', { name: 'Show my password' }).waitFor();
    await takePicture('2-link');
    await page.getByRole('button', { name: 'Show my password' }).click();
    await page.getByRole('heading', { name: 'Your new password' }).waitFor();
    await page.getByRole('button', { name: 'Copy' }).waitFor();
    await takePicture('3-password');
  } finally {
    await browser.close();
    await local.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
