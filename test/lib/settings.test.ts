import { readSettings, SettingsError, settingsTable, type SettingsInput } from '../../lib/settings';

const context = (values: SettingsInput) => ({ tryGetContext: (key: string) => values[key] });
const sender = 'passlink@example.com';

function problemsOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof SettingsError) return error.message.split('\n').map((line) => line.trim());
    throw error;
  }
  return [];
}

const problemsWith = (settings: SettingsInput) =>
  problemsOf(() => readSettings(context({ passlink: { sender, ...settings } }), 'dev')).slice(1);

describe('settings', () => {
  test('a sender alone is enough, the rest has defaults', () => {
    expect(readSettings(context({ passlink: { sender } }), 'dev')).toStrictEqual({
      sender,
      senderIdentity: 'address',
      senderName: 'Passlink',
      emailTag: 'email',
      allowedEmailDomains: ['example.com'],
      directory: 'iam',
      iamUserPath: '/',
      verification: 'code',
      allowedCidrs: [],
      linkMinutes: 60,
      codeMinutes: 10,
      sessionMinutes: 480,
      passwordLength: 15,
      limits: { accountAndAddress: 5, account: 20, address: 100, overall: 1000 },
      refuseCommonPasswords: true,
      mfa: 'any',
      logRetentionDays: 30,
      languages: ['en', 'de', 'fr', 'es', 'pt-BR', 'ja'],
      retention: 'destroy',
      tracing: false,
    });
  });

  test.each([
    [{ domain: 'passlink.example.com' }, 'domain: must be an object with "name" and "certificateArn"'],
    [{ domain: { name: 'passlink.example.com' } }, 'domain.certificateArn: is required'],
    [
      { domain: { name: 'x', certificateArn: 'arn:aws:iam::1:x', hostedZoneId: '/hostedzone/Z1' } },
      'domain.name: must be',
    ],
    [
      { domain: { name: 'a.example', certificateArn: 'arn:aws:iam::1:x' } },
      'domain.certificateArn: must be the ARN',
    ],
    [
      { webAcl: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b' },
      'webAcl: must be the ARN of a regional web ACL',
    ],
    [{ alarmEmail: 'operations' }, 'alarmEmail: must be one mail address'],
    [{ logRetentionDays: 31 }, 'logRetentionDays: must be a number of days that CloudWatch knows'],
  ])('%j is refused', (settings, problem) => {
    expect(problemsWith(settings)[0]).toContain(problem);
  });

  test('a stage overrides the common settings, and overrides come before both', () => {
    const source = context({
      passlink: { sender, linkMinutes: 10, codeMinutes: 5, iamUserPath: '/staff/' },
      'passlink:qa': { linkMinutes: 20, codeMinutes: 6 },
      'passlink:prod': { linkMinutes: 99 },
    });
    expect(readSettings(source, 'qa', { codeMinutes: 7 })).toMatchObject({
      linkMinutes: 20,
      codeMinutes: 7,
      iamUserPath: '/staff/',
    });
  });

  test('limits are merged key by key', () => {
    const source = context({
      passlink: { sender, limits: { account: 7, address: 8 } },
      'passlink:dev': { limits: { address: 9 } },
    });
    expect(readSettings(source, 'dev', { limits: { overall: 10 } }).limits).toStrictEqual({
      accountAndAddress: 5,
      account: 7,
      address: 9,
      overall: 10,
    });
  });

  test('domains are lower-cased', () => {
    const read = (settings: SettingsInput) =>
      readSettings(context({ passlink: settings }), 'dev').allowedEmailDomains;
    expect(read({ sender, allowedEmailDomains: ['Example.ORG', 'example.net'] })).toStrictEqual([
      'example.org',
      'example.net',
    ]);
    expect(read({ sender: 'passlink@Example.com' })).toStrictEqual(['example.com']);
  });

  test('domains may be written with letters beyond ASCII, or as their A-labels', () => {
    const allowedEmailDomains = [
      'Bücher.example',
      'XN--BCHER-KVA.example',
      'bu\u0308cher.example',
      'пример.рф',
    ];
    const source = context({ passlink: { sender, allowedEmailDomains } });
    expect(new Set(readSettings(source, 'dev').allowedEmailDomains)).toStrictEqual(
      new Set(['xn--bcher-kva.example', 'xn--e1afmkfd.xn--p1ai']),
    );
  });

  test.each(['email', 'E-Mail address', 'mail:work/1', 'Почта', 'a'.repeat(128)])(
    '"%s" is the key of a tag',
    (emailTag) => {
      expect(problemsWith({ emailTag })).toStrictEqual([]);
    },
  );

  test.each(['', 'aws:mail', 'AWS:mail', 'e,mail', 'e"mail', 'a'.repeat(129), 5])(
    '%j is not the key of a tag',
    (emailTag) => {
      expect(problemsWith({ emailTag })).toStrictEqual([
        expect.stringMatching(/^emailTag: must be the key of an IAM tag/),
      ]);
    },
  );

  test('the users table has no MFA devices, and refuses common passwords always', () => {
    expect(problemsWith({ mfa: 'required', refuseCommonPasswords: false })).toStrictEqual([]);
    expect(problemsWith({ directory: 'table', mfa: 'required', refuseCommonPasswords: false })).toStrictEqual(
      [
        'refuseCommonPasswords: must be true with directory "table", which always refuses common passwords',
        'mfa: must be "any" with directory "table", which knows no MFA devices; "required" is for directory "iam"',
      ],
    );
    expect(problemsWith({ directory: 'table', mfa: 'any', refuseCommonPasswords: true })).toStrictEqual([]);
  });

  test('the users table has no tags, and its users do not sign in to AWS', () => {
    const signInUrl = 'https://example.signin.aws.amazon.com/console';
    expect(problemsWith({ emailTag: 'mail', signInUrl })).toStrictEqual([]);
    expect(problemsWith({ directory: 'table', emailTag: 'mail', signInUrl })).toStrictEqual([
      'emailTag: must be "email" with directory "table", whose users have no tags; other tags are for directory "iam"',
      'signInUrl: must not be set with directory "table", whose users do not sign in to AWS; it is for directory "iam"',
    ]);
    expect(problemsWith({ directory: 'table', emailTag: 'email' })).toStrictEqual([]);
  });

  test('every problem is in one message, with its key and what is allowed', () => {
    const problems = problemsOf(() =>
      readSettings(
        context({ passlink: { iamUserPath: 'staff', colour: 'red', limits: { account: 0, adress: 3 } } }),
        'No Stage',
        {
          verification: 'network',
          codeMinutes: 11,
          linkMinutes: 1.5,
          sessionMinutes: 43_201,
          passwordLength: 7,
          directory: 'ldap',
          tracing: 'yes',
        },
      ),
    );
    expect(problems[0]).toBe('The settings of stage "No Stage" cannot be used:');
    expect(new Set(problems.slice(1))).toStrictEqual(
      new Set([
        'stage: must be a lower-case letter and up to 19 letters, digits or hyphens, not "No Stage"',
        'sender: is required',
        'directory: must be "iam" or "table", not "ldap"',
        'iamUserPath: must be an IAM path that starts and ends with "/", such as "/staff/", not "staff"',
        'allowedCidrs: must name at least one network with verification "network", or anyone who reaches the API could reset anyone',
        'linkMinutes: must be whole minutes, not 1.5',
        'codeMinutes: must be at most 10, not 11',
        'sessionMinutes: must be at most 43200, which is 30 days, not 43201',
        'passwordLength: must be at least 8, not 7',
        'limits.account: must be at least 1, not 0',
        'limits.adress: is not a setting',
        'tracing: must be true or false, not "yes"',
        'colour: is not a setting',
      ]),
    );
  });

  test('verification by network without a network is refused', () => {
    expect(problemsWith({ verification: 'network' })).toStrictEqual([
      expect.stringMatching(/^allowedCidrs: must name at least one network/),
    ]);
    expect(problemsWith({ verification: 'network', allowedCidrs: ['192.0.2.0/24'] })).toStrictEqual([]);
  });

  test('accounts in the table have no password links, so a network alone verifies nothing', () => {
    const allowedCidrs = ['192.0.2.0/24'];
    expect(problemsWith({ directory: 'table', verification: 'network', allowedCidrs })).toStrictEqual([
      'verification: must be "code" with directory "table", which has no password links',
    ]);
    expect(problemsWith({ directory: 'table', allowedCidrs })).toStrictEqual([]);
  });

  test('the languages are those that are named, in their order', () => {
    const source = context({ passlink: { sender, languages: ['ja', 'en'] } });
    expect(readSettings(source, 'dev').languages).toStrictEqual(['ja', 'en']);
  });

  test.each([
    [[], 'must name at least one language'],
    [['de', 'de'], 'must name each language only once'],
    ['de', 'must be a list of languages, not "de"'],
  ])('%j are no languages', (languages, problem) => {
    expect(problemsWith({ languages })).toStrictEqual([`languages: ${problem}`]);
  });

  test.each(['it', 'DE', 'pt', 5])('%j is not a language that there is', (language) => {
    expect(problemsWith({ languages: ['en', language] })).toStrictEqual([
      `languages.1: must be one of "en", "de", "fr", "es", "pt-BR", "ja", not ${JSON.stringify(language)}`,
    ]);
  });

  test.each(['sessionMinutes', 'linkMinutes'])('%s may be 30 days, and no longer', (key) => {
    expect(problemsWith({ [key]: 30 * 24 * 60 })).toStrictEqual([]);
    expect(problemsWith({ [key]: 30 * 24 * 60 + 1 })).toHaveLength(1);
  });

  test.each([8, 15, 64])('a password may have to be %d characters long', (passwordLength) => {
    expect(problemsWith({ passwordLength })).toStrictEqual([]);
  });

  test.each([
    [7, 'must be at least 8, not 7'],
    [65, 'must be at most 64, not 65'],
    [8.5, 'must be a whole number, not 8.5'],
    ['15', 'must be a number of characters, not "15"'],
  ])('a password may not have to be %p characters long', (passwordLength, message) => {
    expect(problemsWith({ passwordLength })).toStrictEqual([`passwordLength: ${message}`]);
  });

  test.each(['192.0.2.0/24', '0.0.0.0/0', '10.1.2.3/32', '::1/128', '2001:db8::/32'])(
    '%s is a network',
    (cidr) => {
      expect(problemsWith({ allowedCidrs: [cidr] })).toStrictEqual([]);
    },
  );

  test.each([
    '192.0.2.0',
    '192.0.2.0/33',
    '192.0.2/24',
    '::1/129',
    '2001:db8::/',
    '/24',
    '10.0.0.0/8/8',
    'any',
    '',
  ])('"%s" is not a network', (cidr) => {
    expect(problemsWith({ allowedCidrs: [cidr] })).toStrictEqual([
      `allowedCidrs.0: must be a network such as "192.0.2.0/24" or "2001:db8::/32", not "${cidr}"`,
    ]);
  });

  test.each(['/', '/staff/', '/a/b-c/', '/team=x,y.z@w_v+u/'])('%s is a path of IAM users', (iamUserPath) => {
    expect(problemsWith({ iamUserPath })).toStrictEqual([]);
  });

  test.each(['', 'staff', '/staff', 'staff/', '//', '/*/', '/st?ff/', '/${aws:username}/', '/a b/'])(
    '"%s" is not a path of IAM users',
    (iamUserPath) => {
      expect(problemsWith({ iamUserPath })).toStrictEqual([
        expect.stringMatching(/^iamUserPath: must be an IAM path/),
      ]);
    },
  );

  test.each([
    '',
    'example.com',
    'a@b',
    'one@example.com, two@example.com',
    'Passlink <passlink@example.com>',
  ])('"%s" is not one mail address', (address) => {
    expect(problemsWith({ sender: address })).toStrictEqual([
      expect.stringMatching(/^sender: must be one mail address/),
    ]);
  });

  test.each(['Passlink', 'Example, Inc. "IT"', 'A = ?', 'Prüfstelle', '助けて', 'x'.repeat(64)])(
    '%s is a display name',
    (senderName) => {
      expect(problemsWith({ senderName })).toStrictEqual([]);
    },
  );

  test.each([
    ['two\nlines', 'must be one line, without control characters and direction marks'],
    ['Passlink\r\nBcc: evil@example.org', 'must be one line, without control characters and direction marks'],
    ['a\u2028b', 'must be one line, without control characters and direction marks'],
    ['\u202egro.live', 'must be one line, without control characters and direction marks'],
    ['\u0000', 'must be one line, without control characters and direction marks'],
    ['', 'must have at least one character that people can see'],
    ['  ', 'must have at least one character that people can see'],
    ['\u200b', 'must have at least one character that people can see'],
    ['\u3164 \u00ad\u2800', 'must have at least one character that people can see'],
    ['=?UTF-8?B?QVdT?=', 'must not contain "=?", which starts an encoded word in a mail'],
    ['Passlink =?', 'must not contain "=?", which starts an encoded word in a mail'],
    ['x'.repeat(65), 'must be at most 64 characters long'],
    [5, 'must be a name such as "Passlink", not 5'],
  ])('%j is not a display name', (senderName, message) => {
    expect(problemsWith({ senderName })).toStrictEqual([`senderName: ${message}`]);
  });

  test('white space around the display name does not count', () => {
    expect(readSettings(context({ passlink: { sender, senderName: ' IT desk ' } }), 'dev').senderName).toBe(
      'IT desk',
    );
  });

  test.each([
    [{ name: 'Acme' }],
    [{ name: 'Acme "Tools" <GmbH> & Söhne, אקמה', contact: 'help@example.com' }],
    [{ name: 'W'.repeat(60), contact: 'https://help.example.com/aws?from=passlink' }],
  ])('%j is an organisation', (organisation) => {
    expect(problemsWith({ organisation })).toStrictEqual([]);
    const read = readSettings(context({ passlink: { sender, organisation } }), 'dev');
    expect(read.organisation).toStrictEqual(organisation);
    expect(read.senderName).toBe(organisation.name);
  });

  test.each([
    ['Acme', 'organisation: must be an object, not "Acme"'],
    [{}, 'organisation.name: is required'],
    [{ name: 'Acme', url: 'x' }, 'organisation.url: is not a setting'],
    [{ name: 'W'.repeat(61) }, 'organisation.name: must be at most 60 characters long'],
    [{ name: 'a\nb' }, 'organisation.name: must be one line, without control characters and direction marks'],
    [
      { name: '\u202eemca' },
      'organisation.name: must be one line, without control characters and direction marks',
    ],
    [{ name: '\u200b\u00ad' }, 'organisation.name: must have at least one character that people can see'],
    [
      { name: 'Acme', contact: 'http://help.example.com' },
      'organisation.contact: must be a mail address, or a URL that starts with "https://", not "http://help.example.com"',
    ],
    [
      { name: 'Acme', contact: 'javascript:alert(1)' },
      'organisation.contact: must be a mail address, or a URL that starts with "https://", not "javascript:alert(1)"',
    ],
    [
      { name: 'Acme', logo: 'package.json' },
      'organisation.logo: must be the path of an SVG or PNG file, not "package.json"',
    ],
  ])('%j is no organisation', (organisation, message) => {
    expect(problemsWith({ organisation })).toStrictEqual([message]);
  });

  test('a display name of its own comes before that of the organisation', () => {
    const settings = { sender, organisation: { name: 'Acme' }, senderName: 'IT desk' };
    expect(readSettings(context({ passlink: settings }), 'dev').senderName).toBe('IT desk');
  });

  test.each(['https://example.signin.aws.amazon.com/console', 'https://example.awsapps.com/start?x=1'])(
    '%s is a page to sign in at',
    (signInUrl) => {
      expect(problemsWith({ signInUrl })).toStrictEqual([]);
    },
  );

  test.each(['', 'example', 'http://example.com', 'javascript:alert(1)', 'ftp://example.com', 5])(
    '%j is not a page to sign in at',
    (signInUrl) => {
      expect(problemsWith({ signInUrl })[0]).toMatch(
        /^signInUrl: must be an address (such as|that starts with) /,
      );
    },
  );

  test.each([
    '',
    'localhost',
    '@example.com',
    'exa mple.com',
    '-example.com',
    'example.com.',
    'bü cher.example',
    'bücher',
  ])('"%s" is not a domain', (domain) => {
    expect(problemsWith({ allowedEmailDomains: [domain] })).toStrictEqual([
      expect.stringMatching(/^allowedEmailDomains.0: must be a domain/),
    ]);
  });

  test('no domain at all is refused, because nobody could be mailed', () => {
    expect(problemsWith({ allowedEmailDomains: [] })).toStrictEqual([
      'allowedEmailDomains: must name at least one domain',
    ]);
  });

  test.each([0, -1, 2.5, '60', null])('%p is not a number of minutes', (value) => {
    expect(problemsWith({ linkMinutes: value, sessionMinutes: value })).toHaveLength(2);
  });

  test.each([
    ['verification', 'none', 'must be "code" or "network", not "none"'],
    ['mfa', 'yes', 'must be "any" or "required", not "yes"'],
    ['refuseCommonPasswords', 'no', 'must be true or false, not "no"'],
    ['senderIdentity', 'none', 'must be "address", "domain" or "existing", not "none"'],
    ['retention', 'keep', 'must be "destroy" or "retain", not "keep"'],
    ['limits', 5, 'must be an object of numbers, not 5'],
    ['limits', { account: 1.5 }, '.account: must be a whole number, not 1.5'],
    ['allowedCidrs', '10.0.0.0/8', 'must be a list of networks, not "10.0.0.0/8"'],
  ])('%s as %j is refused', (key, value, message) => {
    const [problem = ''] = problemsWith({ [key]: value });
    expect(problem).toBe(message.startsWith('.') ? `${key}${message}` : `${key}: ${message}`);
  });

  test.each(['dev', 'a', 'qa-2', 'abcdefghijklmnopqrst'])('%s is a stage', (stage) => {
    expect(problemsOf(() => readSettings(context({ passlink: { sender } }), stage))).toStrictEqual([]);
  });

  test.each(['', 'Dev', '1st', 'a_b', 'a/b', 'abcdefghijklmnopqrstu'])('"%s" is not a stage', (stage) => {
    expect(problemsOf(() => readSettings(context({ passlink: { sender } }), stage))).toHaveLength(2);
  });

  test('settings that are no object are refused, and say where they are', () => {
    const source = context({ passlink: { sender }, 'passlink:dev': ['sender'] });
    expect(problemsOf(() => readSettings(source, 'dev'))[1]).toBe(
      'passlink:dev: must be an object of settings, not ["sender"]',
    );
  });

  test('settings on the command line are JSON', () => {
    const source = context({ passlink: { sender }, 'passlink:dev': '{"linkMinutes":5}' });
    expect(readSettings(source, 'dev').linkMinutes).toBe(5);
    const broken = context({ passlink: { sender }, 'passlink:dev': '{"linkMinutes' });
    expect(problemsOf(() => readSettings(broken, 'dev'))[1]).toContain('must be an object of settings');
  });

  test('the table tells key, default and meaning of every setting', () => {
    const rows = settingsTable().split('\n');
    const written = {
      sender,
      signInUrl: 'https://example.com',
      alarmEmail: 'operations@example.com',
      webAcl: 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/name/0a1b',
      domain: { name: 'a.example', certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/a' },
      organisation: { name: 'Example' },
    };
    const { length } = Object.keys(readSettings(context({ passlink: written }), 'dev'));
    expect(rows).toHaveLength(2 + length);
    expect(rows.slice(0, 2)).toStrictEqual(['| key | default | meaning |', '|---|---|---|']);
    expect(rows).toContain(
      '| `linkMinutes` | `60` | How long a mailed link works; at most 43200, which is 30 days. |',
    );
    expect(rows.join('\n')).toContain('| `sender` | required | ');
    expect(rows.join('\n')).toContain('| `allowedCidrs` | `[]` (anywhere) | ');
    expect(rows.slice(2)).not.toContainEqual(expect.stringMatching(/\| *\|/));
  });
});
