import { judgeBootstrap, judgeThroughput, bootstrap } from '../../bin/admin/doctor/settings-checks';
import { carryOut, notChecked, type Verdict } from '../../bin/admin/doctor/finding';
import { judgeDkim, judgeQuota, judgeSender, type MailSettings } from '../../bin/admin/doctor/mail-checks';
import { judgeHealth, judgeQueue } from '../../bin/admin/doctor/stack-checks';
import {
  judgeChange,
  judgePasswordPolicy,
  judgePause,
  judgeReason,
  permits,
} from '../../bin/admin/doctor/user-checks';
import { newPassword } from '../../lambda/core/password/new-password';
import { systemRandom } from '../../lambda/core/crypto/random';
import { assemblyOf } from '../support/flows/stack';

const mail: MailSettings = {
  sender: 'passlink@example.com',
  senderIdentity: 'address',
  overall: 1000,
  isDeployed: true,
};
const verified = { VerificationStatus: 'Success' } as const;
const pending = { VerificationStatus: 'Pending' } as const;
const signing = { DkimEnabled: true, DkimVerificationStatus: 'Success' } as const;
const users = { iamUserPath: '/staff/', emailTag: 'mail', allowedEmailDomains: ['example.com'] };

/** Each condition, its outcome, and a word of what to do. */
const verdicts: readonly (readonly [string, Verdict, Verdict['outcome'], RegExp?])[] = [
  ['no bootstrap', judgeBootstrap(undefined), 'broken', /cdk bootstrap/],
  ['a bootstrap before the least version', judgeBootstrap('5'), 'broken', /cdk bootstrap/],
  ['a newer bootstrap', judgeBootstrap('30'), 'ok'],
  ['the usual throughput', judgeThroughput('false'), 'advice', /update-service-setting/],
  ['the higher throughput', judgeThroughput('true'), 'ok'],
  ['a verified address', judgeSender(mail, { 'passlink@example.com': verified }), 'ok'],
  ['a verified domain', judgeSender(mail, { 'example.com': verified }), 'ok'],
  ['another verified domain', judgeSender(mail, { 'example.org': verified }), 'broken', /Open the mail/],
  [
    'an unconfirmed address',
    judgeSender(mail, { 'passlink@example.com': pending }),
    'broken',
    /Open the mail/,
  ],
  [
    'a domain without records',
    judgeSender({ ...mail, senderIdentity: 'domain' }, { 'example.com': pending }),
    'broken',
    /CNAME/,
  ],
  ['an identity that the deployment makes', judgeSender({ ...mail, isDeployed: false }, {}), 'advice'],
  [
    'an identity that has to be there already',
    judgeSender({ ...mail, isDeployed: false, senderIdentity: 'existing' }, {}),
    'broken',
    /Verify/,
  ],
  ['a signing domain', judgeDkim(mail, { 'example.com': signing }), 'ok'],
  ['an address without DKIM', judgeDkim(mail, {}), 'advice', /DKIM/],
  [
    'a domain that signs no more',
    judgeDkim(
      { ...mail, senderIdentity: 'domain' },
      { 'example.com': { ...signing, DkimVerificationStatus: 'TemporaryFailure' } },
    ),
    'broken',
    /CNAME/,
  ],
  ['the sandbox', judgeQuota(mail, { Max24HourSend: 200, MaxSendRate: 1 }), 'broken', /production access/],
  ['a fresh quota', judgeQuota(mail, { Max24HourSend: 50_000, MaxSendRate: 14 }), 'ok'],
  ['a quota without end', judgeQuota(mail, { Max24HourSend: -1, MaxSendRate: 14 }), 'ok'],
  [
    'a quota that is nearly used up',
    judgeQuota(mail, { Max24HourSend: 50_000, SentLast24Hours: 40_000 }),
    'advice',
    /higher quota/,
  ],
  [
    'a quota that is used up',
    judgeQuota(mail, { Max24HourSend: 50_000, SentLast24Hours: 50_000 }),
    'broken',
    /higher quota/,
  ],
  [
    'a quota below the limit of an hour',
    judgeQuota({ overall: 60_000 }, { Max24HourSend: 50_000 }),
    'advice',
    /higher quota/,
  ],
  ['no policy', judgePasswordPolicy(undefined), 'ok'],
  ['a long policy', judgePasswordPolicy({ MinimumPasswordLength: 128 }), 'ok'],
  ['a hard expiry', judgePasswordPolicy({ HardExpiry: true }), 'advice', /expiration/],
  ['an API that answers', judgeHealth('https://x', { status: 200 }), 'ok'],
  ['a network that is not allowed', judgeHealth('https://x', { status: 403 }), 'broken', /allowedCidrs/],
  ['an API that fails', judgeHealth('https://x', { status: 502 }), 'broken', /log/],
  ['an API that is not there', judgeHealth('https://x', 'ENOTFOUND'), 'broken', /CloudFormation/],
  ['an empty queue', judgeQueue('MailJobs', 0), 'ok'],
  ['jobs that wait', judgeQueue('MailJobs', 3), 'advice', /again/],
  ['jobs that failed', judgeQueue('MailFailures', 1), 'broken', /redrive/],
  ['no address', judgeReason('bob', 'no-mail-address', users), 'broken', /--user-name bob --tags Key=mail/],
  ['a list of addresses', judgeReason('bob', 'several-mail-addresses', users), 'broken', /tag-user/],
  ['a domain', judgeReason('bob', 'mail-domain-not-allowed', users), 'broken', /allowedEmailDomains/],
  ['no password', judgeReason('bob', 'no-password', users), 'advice', /create-login-profile/],
  ['no MFA device', judgeReason('bob', 'no-mfa-device', users), 'broken', /Register/],
  ['another path', judgeReason('bob', 'outside-path', users), 'broken', /iamUserPath/],
];

describe('doctor', () => {
  it.each(verdicts.map(([what, verdict, outcome, mend = /^/]) => [what, verdict, outcome, mend] as const))(
    'judges %s',
    (_, verdict, outcome, mend) => {
      expect(verdict.outcome).toBe(outcome);
      expect(verdict.mend ?? '').toMatch(mend);
      // Whatever is wrong, it says what to do.
      expect(verdict.mend === undefined).toBe(outcome === 'ok');
    },
  );

  it('says that a pause holds, and how it ends', () => {
    expect(judgePause(undefined)).toEqual([]);
    expect(
      judgePause({ since: '2026-01-15T12:00:00.000Z', by: 'arn:aws:iam::123456789012:user/ada' }),
    ).toEqual([
      {
        outcome: 'advice',
        says: 'Everything is paused since 2026-01-15T12:00:00.000Z, by arn:aws:iam::123456789012:user/ada. Nobody can recover.',
        mend: '"resume" ends the pause.',
      },
    ]);
  });

  it('says who cannot replace the password that Passlink made', () => {
    expect(judgeChange('bob', [], 'allowed')).toEqual([]);
    expect(judgeChange('bob', [], 'denied')[0]?.mend).toContain('IAMUserChangePassword');
    expect(judgeChange('bob', [], 'denied without MFA')[0]?.mend).toContain('NotAction');
    // Without a password there is none to replace.
    expect(judgeChange('bob', ['no-password'], 'denied')).toEqual([]);
  });

  it.each([
    ['allowed', false, true],
    ['implicitDeny', false, false],
    ['implicitDeny', true, true],
    ['explicitDeny', true, false],
    [undefined, true, false],
  ] as const)(
    'with the decision %s, and all may: %s, permits the change: %s',
    (decision, mayAll, permitted) => {
      expect(permits(decision, mayAll)).toBe(permitted);
    },
  );

  it('says how long the passwords are that Passlink makes', () => {
    const policy = { maximumLength: 128, requiredKinds: [], differentKinds: 0 } as const;
    const made = (minimumLength: number) =>
      newPassword({ ...policy, minimumLength, characters: 'latin-1', refuses: 'nothing' }, systemRandom);
    for (const MinimumPasswordLength of [6, 30]) {
      const { says } = judgePasswordPolicy({ MinimumPasswordLength });
      expect(says).toContain(`makes ${made(MinimumPasswordLength).length} characters`);
    }
  });

  it('asks for the bootstrap that the template asks for', () => {
    const [stack] = assemblyOf('dev').stacks;
    expect({
      parameter: stack?.bootstrapStackVersionSsmParameter,
      leastVersion: stack?.requiresBootstrapStackVersion,
    }).toEqual(bootstrap);
  });

  it('finds something also if it cannot look', async () => {
    const failing = (name: string) => ({
      name: 'a check',
      look: () => Promise.reject(Object.assign(new Error('because'), { name })),
    });
    await expect(carryOut(failing('NotServedOnTheLaptop'))).resolves.toEqual([
      { check: 'a check', ...notChecked('The laptop does not have this.') },
    ]);
    await expect(carryOut(failing('AccessDenied'))).resolves.toMatchObject([{ outcome: 'not checked' }]);
    await expect(carryOut(failing('InternalFailure'))).resolves.toMatchObject([
      { outcome: 'broken', says: 'InternalFailure: because' },
    ]);
  });
});
