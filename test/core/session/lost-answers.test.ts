/** The SDK repeats a write whose answer was lost. By then somebody else may have done something. */
import { dynamoAccounts } from '../../../lambda/aws/dynamo/accounts';
import { dynamoLinkPreparation } from '../../../lambda/aws/dynamo/links';
import type { Table } from '../../../lambda/aws/dynamo/table';
import { accountKey } from '../../../lambda/core/account/account';
import { systemRandom } from '../../../lambda/core/crypto/random';
import { deliverLink } from '../../../lambda/core/link/deliver-link';
import type { LinkJob } from '../../../lambda/core/link/ports';
import { requestLink } from '../../../lambda/core/link/request-link';
import { findSession } from '../../../lambda/core/session/session';
import { signIn } from '../../../lambda/core/session/sign-in';
import { MemoryVault, testCodeMac } from '../../support/core/fakes';
import { newBrowser, openTestAccounts, type TestAccounts } from '../../support/core/test-accounts';

const user = 'alice@example.com';
const account = accountKey(user);
let test: TestAccounts;
beforeEach(async () => {
  test = await openTestAccounts();
});
afterEach(() => test.close());

/** The SDK's own repetition: the write whose update matches takes effect, its answer is lost, and it is sent again later. */
function losing(
  table: Table,
  matches: (update: string) => boolean,
  meanwhile: () => Promise<unknown>,
): Table {
  let lost = false;
  return {
    ...table,
    async update(update) {
      const answer = await table.update(update);
      if (lost || !matches(update.update)) return answer;
      lost = true;
      await meanwhile();
      return table.update(update);
    },
  };
}

function linkPorts(table: Table) {
  const vault = new MemoryVault(test.clock.now);
  const jobs: LinkJob[] = [];
  const common = { clock: test.clock.now, random: systemRandom, log: test.log };
  return {
    vault,
    jobs,
    request: {
      ...common,
      counter: { count: () => Promise.resolve({ allowed: true } as const), reset: () => Promise.resolve() },
      limits: { accountAndAddress: 1, account: 1, address: 1 },
      codeMac: testCodeMac,
      accounts: dynamoAccounts(table, test.clock.now, systemRandom),
      mailQueue: { submit: () => Promise.resolve() },
      linkQueue: { submit: (job: LinkJob) => Promise.resolve(void jobs.push(job)) },
    },
    deliver: {
      ...common,
      counter: test.sendMail.counter,
      mailsAnHour: 10,
      sleep: test.reset.sleep,
      directory: test.directory,
      vault,
      links: dynamoLinkPreparation(test.table.table, test.clock.now),
      accounts: dynamoAccounts(test.table.table, test.clock.now, systemRandom),
      mailer: test.mailer,
      composeMail: (content: object) =>
        Promise.resolve({ subject: 'Link', text: JSON.stringify(content), html: '' }),
      publicUrl: 'https://passlink.example/dev',
      linkMinutes: 60,
      allowedEmailDomains: ['example.com'],
    },
  };
}
const deadline = () => new Date(test.clock.now().getTime() + 60_000);
const asked = { user, sessions: 0, address: '192.0.2.1', browserHalf: undefined, language: 'en' } as const;

it('loses no request for a link: of two at once, one is mailed', async () => {
  // B is being delivered, and has its lease. A (the second click) makes itself the account's link; the answer is lost,
  // B's delivery raises the numbers, the SDK sends A's write again.
  const b = linkPorts(test.table.table);
  await requestLink(b.request, asked);
  const [jobB] = b.jobs;
  if (jobB === undefined) throw new Error('no job');
  const running: { delivery?: Promise<void> } = {};
  let atRevoke: (() => void) | undefined;
  let goOn: (() => void) | undefined;
  const leased = new Promise<void>((resolve) => (atRevoke = resolve));
  const revokes = new Promise<void>((resolve) => (goOn = resolve));
  const slow = {
    ...b.deliver,
    accounts: {
      ...b.deliver.accounts,
      async revoke(...given: Parameters<typeof b.deliver.accounts.revoke>) {
        atRevoke?.();
        await revokes;
        return b.deliver.accounts.revoke(...given);
      },
    },
  };
  running.delivery = deliverLink(slow, jobB, deadline());
  await leased;
  const a = linkPorts(
    losing(
      test.table.table,
      (update) => update.startsWith('SET #link'),
      async () => {
        goOn?.();
        await running.delivery;
      },
    ),
  );
  await requestLink(a.request, asked);
  for (const job of a.jobs) await deliverLink(b.deliver, job, deadline());
  expect(test.mailer.mails).toHaveLength(1);
});

it('ends no session that was opened after a revocation whose write is repeated', async () => {
  const browserHalf = newBrowser();
  let token = '';
  const table = losing(
    test.table.table,
    (update) => update.includes('REMOVE #usedCode'),
    async () => {
      const code = await test.receiveCode(user, browserHalf);
      token = (await signIn(test.portal, { user, code, browserHalf })).token.accessToken;
    },
  );
  await dynamoAccounts(table, test.clock.now, systemRandom).revoke(account);
  await expect(findSession(test.portal, token)).resolves.toBeDefined();
});
