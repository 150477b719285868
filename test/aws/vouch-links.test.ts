import { dynamoVouchLinks } from '../../lambda/aws/dynamo/vouch-links';
import { newLinkId } from '../../lambda/core/crypto/mailed-link';
import { systemRandom } from '../../lambda/core/crypto/random';
import type { VouchLink, VouchLinks } from '../../lambda/core/limits/ports';
import { openTestTable, type TestTable } from '../support/core/challenge-table';

let table: TestTable;
let links: VouchLinks;
let id: string;

beforeAll(async () => {
  table = await openTestTable();
  links = dynamoVouchLinks(table.table, () => new Date(0));
});
afterAll(() => table.close());
beforeEach(() => {
  id = newLinkId(systemRandom);
});

const link = (changes: Partial<VouchLink> = {}): VouchLink => ({
  keyHash: 'hash of the key',
  account: 'key of the account',
  sessions: 3,
  expiresAt: new Date('2026-01-16T12:00:00Z'),
  ...changes,
});

describe('links "It was me" in the table', () => {
  it('come back as they were put', async () => {
    await links.publish(id, link());
    await expect(links.find(id)).resolves.toEqual(link());
  });

  it('keep the number of an account whose sessions nothing has ended yet', async () => {
    await links.publish(id, link({ sessions: 0 }));
    await expect(links.find(id)).resolves.toEqual(link({ sessions: 0 }));
  });

  it('are found under their own id only, and as often as they are looked for', async () => {
    await links.publish(id, link());
    await links.publish(newLinkId(systemRandom), link({ account: 'another' }));
    await expect(links.find(newLinkId(systemRandom))).resolves.toBeUndefined();
    for (let time = 0; time < 3; time += 1) await expect(links.find(id)).resolves.toEqual(link());
  });

  it('stay the same when the SDK repeats the write', async () => {
    await links.publish(id, link());
    await links.publish(id, link());
    await expect(links.find(id)).resolves.toEqual(link());
  });

  it('are items of a kind of their own, with the time after which DynamoDB removes them, in seconds', async () => {
    await links.publish(id, link());
    const item = (await table.items()).find(({ pk }) => String(pk).endsWith(id));
    expect(item).toEqual({
      pk: `vouch#${id}`,
      secret: 'hash of the key',
      publishedBy: id,
      attempts: 0,
      account: 'key of the account',
      sessions: 3,
      expiresAt: 1768564800,
    });
  });

  it('never end later than they say: a part of a second is cut off', async () => {
    await links.publish(id, link({ expiresAt: new Date('2026-01-16T12:00:00.999Z') }));
    await expect(links.find(id)).resolves.toEqual(link());
  });
});
