import { tokenBucket } from '../../../local/gateway/throttle';

it('a throttle lets a burst through, then its rate', () => {
  let now = 0;
  const take = tokenBucket(2, 3, () => now);
  expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
  now = 499;
  expect(take()).toBe(false);
  now = 500;
  expect([take(), take()]).toEqual([true, false]);
  now = 60_000;
  expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
});
