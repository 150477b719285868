import { dynamoCounter } from '../../../lambda/aws/dynamo/counter';
import { didNotGoOut, mayGoOut, type MailBrakePorts } from '../../../lambda/core/limits/mail-brake';
import { openTestTable, type TestTable } from '../../support/core/challenge-table';
import { recordedLog, testClock } from '../../support/core/fakes';

describe('the brake on all mails', () => {
  let table: TestTable;
  let log = recordedLog();
  let clock = testClock();
  let ports: MailBrakePorts;

  beforeEach(async () => {
    table = await openTestTable();
    log = recordedLog();
    clock = testClock();
    ports = { counter: dynamoCounter(table.table, clock.now), log, mailsAnHour: 20 };
  });
  afterEach(() => table.close());

  const send = async (times: number, vouched: boolean, isUnproven = false) => {
    let sent = 0;
    for (let mail = 0; mail < times; mail += 1)
      sent += Number(await mayGoOut(ports, { vouched, isUnproven }));
    return sent;
  };

  it('stops what strangers cause at four fifths, and lets vouched browsers go on to the whole', async () => {
    await expect(send(30, false)).resolves.toBe(16);
    await expect(send(30, true)).resolves.toBe(4);
    await expect(send(1, false)).resolves.toBe(0);
  });

  it('counts what vouched browsers cause for all, too', async () => {
    await expect(send(10, true)).resolves.toBe(10);
    await expect(send(30, false)).resolves.toBe(6);
  });

  it('stops at three fifths what goes to mailboxes that were never proven, but not what vouched browsers cause', async () => {
    await expect(send(30, false, true)).resolves.toBe(12);
    await expect(send(30, false)).resolves.toBe(4);
    await expect(send(1, false, true)).resolves.toBe(0);
    await expect(send(30, true, true)).resolves.toBe(4);
  });

  it('holds for many at once', async () => {
    const strangers = await Promise.all(
      Array.from({ length: 40 }, () => mayGoOut(ports, { vouched: false })),
    );
    expect(strangers.filter(Boolean)).toHaveLength(16);
    const vouched = await Promise.all(Array.from({ length: 40 }, () => mayGoOut(ports, { vouched: true })));
    expect(vouched.filter(Boolean)).toHaveLength(4);
  });

  it('is not used up by what it held back', async () => {
    await send(50, false);
    const [item] = await table.items();
    expect(item).toMatchObject({ pk: 'count#overall', requests: 16 });
  });

  it('lets another mail out in the place of one that did not go out, in the same hour only', async () => {
    await didNotGoOut(ports);
    await send(20, true);
    await didNotGoOut(ports);
    await expect(send(5, true)).resolves.toBe(1);
    clock.advance(3_600_000);
    await didNotGoOut(ports);
    await expect(send(30, true)).resolves.toBe(20);
  });

  it('lets go after an hour', async () => {
    await send(20, true);
    clock.advance(3_599_000);
    await expect(send(1, true)).resolves.toBe(0);
    clock.advance(1000);
    await expect(send(30, false)).resolves.toBe(16);
  });

  it('lets one mail of a stranger through where there is one an hour', async () => {
    ports = { ...ports, mailsAnHour: 1 };
    await expect(send(3, false)).resolves.toBe(1);
  });

  it('raises an alarm by the log, for each mail that it holds back, and only then', async () => {
    await send(16, false);
    expect(log.entries).toEqual([]);
    await send(1, false);
    await send(5, true);
    expect(log.entries).toMatchObject([
      { level: 'error', event: 'mail.held-back', details: { vouched: false } },
      { level: 'error', event: 'mail.held-back', details: { vouched: true } },
    ]);
  });
});
