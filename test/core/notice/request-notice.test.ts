import { isLinkId } from '../../../lambda/core/crypto/mailed-link';
import { requestNotice } from '../../../lambda/core/notice/request-notice';
import type { NoticeJob } from '../../../lambda/core/notice/ports';
import { systemRandom } from '../../../lambda/core/crypto/random';
import { recordedLog, testClock } from '../../support/core/fakes';

describe('asking for a notice', () => {
  const clock = testClock();
  let log = recordedLog();
  let submitted: NoticeJob[];
  const ports = () => ({
    clock: clock.now,
    random: systemRandom,
    log,
    notices: { submit: (job: NoticeJob) => Promise.resolve(void submitted.push(job)) },
  });

  beforeEach(() => {
    log = recordedLog();
    submitted = [];
  });

  it.each(['shown', 'chosen'] as const)('says whose password was %s, and when', async (change) => {
    await requestNotice(
      ports(),
      'bob',
      { kind: change, at: clock.now(), locks: 2, recovery: '0123456789ab' },
      'de',
    );
    expect(submitted).toEqual([
      {
        kind: 'notice',
        disputeId: expect.any(String) as string,
        user: 'bob',
        change,
        changedAt: clock.now().getTime(),
        locks: 2,
        recovery: '0123456789ab',
        language: 'de',
      },
    ]);
  });

  it('names the link to be anew for every change, and holds nothing that opens it', async () => {
    for (const change of ['shown', 'chosen'] as const)
      await requestNotice(
        ports(),
        'bob',
        { kind: change, at: clock.now(), locks: 0, recovery: '0123456789ab' },
        'de',
      );
    const ids = submitted.map(({ disputeId }) => disputeId);
    expect(new Set(ids).size).toBe(2);
    expect(ids.every(isLinkId)).toBe(true);
    expect(log.entries).toEqual([]);
  });

  it('takes nothing back where nobody can be told: the log says so, and names nobody', async () => {
    const notices = { submit: () => Promise.reject(new Error('throttled')) };
    await expect(
      requestNotice(
        { ...ports(), notices },
        'bob',
        { kind: 'chosen', at: clock.now(), locks: 0, recovery: '0123456789ab' },
        'de',
      ),
    ).resolves.toBeUndefined();
    expect(log.entries).toMatchObject([
      { level: 'error', event: 'notice.not-requested', cause: { message: 'throttled' } },
    ]);
    expect(JSON.stringify(log.entries)).not.toContain('bob');
  });
});
