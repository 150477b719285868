import { Person } from '../../support/flows/person';
import { enterCode } from '../../support/flows/sign-in';
import type { BenchStage, Part } from '../part';
import type { Row } from '../report';
import { fill, idleItem } from '../recording/fill';
import { withStage, type Local } from '../recording/laptop';

const sizes = [1000, 10_000];

const codeLine = /^[0-9A-Z]{4}-[0-9A-Z]{4}$/m;

/** How much of a flat cost a busy machine may change. */
const flat = 1.2;

/** What a sign-in costs with many accounts. */
export const accounts: Part = async ({ assembly }) => {
  const rows: Row[] = [];
  for (const { stage, name } of [
    { stage: 'dev', name: 'IAM users' },
    { stage: 'table', name: 'users table' },
  ] as const) {
    let fewest: number | undefined;
    for (const size of sizes) {
      const { calls, processor } = await withStage(
        assembly(stage),
        async (local) => {
          await fill(local, 'Challenge', size, idleItem('account'));
          if (stage === 'table') {
            await fill(local, 'Users', size, (number) => ({ email: { S: `bench-${number}@example.com` } }));
          }
          return signIns(local, stage);
        },
        { users: stage === 'dev' ? size : 0 },
      );
      fewest ??= processor;
      rows.push({
        name: `${name}: ${size}`,
        values: [calls, processor, processor / fewest],
        goal: { column: 2, most: flat },
      });
    }
  }
  return [
    {
      title: 'Accounts',
      columns: [
        { name: 'calls to AWS', digits: 1 },
        { name: 'CPU ms', digits: 0 },
        { name: '× the fewest', digits: 2 },
      ],
      rows,
      notes: [
        'For one sign-in with a mailed code. CPU is that of the whole laptop run, its AWS included.',
        'An AWS account has 5,000 IAM users by default: that quota ends the first curve. The users table has none.',
      ],
    },
  ];
};

/** What one of many sign-ins takes, one after the other. */
async function signIns(local: Local, stage: BenchStage) {
  const email = 'alice@example.com';
  if (stage === 'table') await new Person(local).send('POST', '/register', { email });
  // The code for who registered comes by mail, too.
  await local.aws.idle();
  const enter = async () => {
    const person = new Person(local);
    const known = new Set(local.mailbox.mails().map(({ id }) => id));
    await person.send('POST', '/login', { email });
    // Never the code of the sign-in before, however late a mail comes.
    const mail = await local.mailbox.waitFor(
      ({ id, to, text }) => to === email && !known.has(id) && codeLine.test(text),
      { milliseconds: 45_000 },
    );
    const [code = ''] = codeLine.exec(mail.text) ?? [];
    const { status, text } = await enterCode(person, email, code);
    if (status !== 200) throw new Error(`${status} ${text}`);
    await local.aws.idle();
  };
  for (let count = 0; count < 20; count += 1) await enter();
  const before = local.aws.calls.length;
  const processorBefore = process.cpuUsage();
  const measured = 30;
  for (let count = 0; count < measured; count += 1) await enter();
  const { user, system } = process.cpuUsage(processorBefore);
  return {
    calls: (local.aws.calls.length - before) / measured,
    processor: (user + system) / 1000 / measured,
  };
}
