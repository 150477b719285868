/** The rules of docs/operations/detection.md, against events as CloudTrail writes them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'operations', 'detection.md'), 'utf8');

type Matcher = string | { readonly 'anything-but': readonly string[] } | { readonly exists: boolean };
interface Pattern {
  readonly [key: string]: Pattern | readonly Matcher[];
}

/** Whether EventBridge takes an event: each field of the pattern must match one of its matchers. */
function takes(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    const value = (event as Readonly<Record<string, unknown>> | undefined)?.[key];
    if (!isList(wanted)) return takes(wanted, value);
    return wanted.some((matcher) => {
      if (typeof matcher === 'string') return value === matcher;
      if ('exists' in matcher) return (value !== undefined) === matcher.exists;
      return typeof value === 'string' && !matcher['anything-but'].includes(value);
    });
  });
}

function isList(wanted: Pattern | readonly Matcher[]): wanted is readonly Matcher[] {
  return Array.isArray(wanted);
}

const pattern = JSON.parse(/^```json\n(.*?)^```/ms.exec(page)?.[1] ?? '') as Pattern;
const ours = ['GenerateRole', 'ResetRole', 'AdminRole'].map(
  (name) => `arn:aws:iam::123456789012:role/passlink-prod-${name}`,
);

const event = (eventName: string, userIdentity: object) => ({
  source: 'aws.iam',
  'detail-type': 'AWS API Call via CloudTrail',
  detail: { eventSource: 'iam.amazonaws.com', eventName, userIdentity },
});
const session = (role: string) => ({
  type: 'AssumedRole',
  arn: 'arn:aws:sts::123456789012:assumed-role/role/session',
  sessionContext: { sessionIssuer: { type: 'Role', arn: role } },
});

describe('the rule for EventBridge', () => {
  test.each(ours)('leaves the passwords that %s sets', (role) => {
    expect(takes(pattern, event('UpdateLoginProfile', session(role)))).toBe(false);
  });

  test.each([
    ['another role', session('arn:aws:iam::123456789012:role/admin')],
    ['a role with a similar name', session(`${ours[0] ?? ''}2`)],
    ['an IAM user', { type: 'IAMUser', arn: 'arn:aws:iam::123456789012:user/mallory' }],
    [
      'an IAM user with MFA',
      { type: 'IAMUser', sessionContext: { attributes: { mfaAuthenticated: 'true' } } },
    ],
    ['the root user', { type: 'Root' }],
  ])('finds a password that %s sets', (_, identity) => {
    expect(takes(pattern, event('UpdateLoginProfile', identity))).toBe(true);
    expect(takes(pattern, event('CreateLoginProfile', identity))).toBe(true);
  });

  test('leaves other calls', () => {
    expect(takes(pattern, event('GetLoginProfile', session('arn:aws:iam::123456789012:role/admin')))).toBe(
      false,
    );
  });
});

test.each(['json', 'text', 'yaml'])('the rule in %s names exactly the two roles', (language) => {
  const rule = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms').exec(page)?.[1] ?? '';
  expect(new Set(rule.match(/arn:aws:iam[\w:/-]+/g))).toStrictEqual(new Set(ours));
  expect(rule).toContain('UpdateLoginProfile');
});
