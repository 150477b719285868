/** All settings, two by two: each stack is without findings, and has the parts that its settings need and no others. */
import { settingsTable } from '../../lib/settings';
import { pairsIn, pairsOf, pairwise, type Row } from '../support/lib/pairwise';
import { expectResource, resource, resourcesOf, templateOf } from '../support/lib/synthesized';

const name = 'passlink.example.com';
const certificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/a-1';
const webAcl = 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/name/0a1b';

const domainElsewhere = { name, certificateArn };
const domainInZone = { ...domainElsewhere, hostedZoneId: 'Z0123456789ABC' };

/** Something that an administrator may choose: settings, and the types of resources that the stack then has more, or fewer. */
interface Choice {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly adds?: readonly string[];
  readonly removes?: readonly string[];
  /** Settings that only the directory `iam` takes. */
  readonly onlyWithIam?: true;
}

const none: Choice = { settings: {} };
const nameOfDomain = ['AWS::ApiGateway::BasePathMapping', 'AWS::ApiGateway::DomainName'];
const allowedCidrs = ['192.0.2.0/24'];

/** Each setting's choices. A test has them all. */
const choices: readonly (readonly Choice[])[] = [
  [
    none,
    { settings: { directory: 'table' } },
    { settings: { verification: 'network', allowedCidrs }, onlyWithIam: true },
    { settings: { allowedCidrs } },
  ],
  [
    none,
    { settings: { domain: domainElsewhere }, adds: nameOfDomain },
    { settings: { domain: domainInZone }, adds: [...nameOfDomain, 'AWS::Route53::RecordSet'] },
  ],
  [none, { settings: { webAcl }, adds: ['AWS::WAFv2::WebACLAssociation'] }],
  [none, { settings: { alarmEmail: 'operations@example.com' }, adds: ['AWS::SNS::Subscription'] }],
  [
    none,
    { settings: { senderIdentity: 'domain' } },
    { settings: { senderIdentity: 'existing' }, removes: ['AWS::SES::EmailIdentity'] },
  ],
  [none, { settings: { retention: 'retain' } }],
  [none, { settings: { tracing: true } }],
  [none, { settings: { organisation: { name: 'Example', contact: 'https://example.com/help' } } }],
  [none, { settings: { languages: ['de'] } }],
  [none, { settings: { logRetentionDays: 365 } }],
  [none, { settings: { mfa: 'required' }, onlyWithIam: true }],
  [none, { settings: { refuseCommonPasswords: false }, onlyWithIam: true }],
  [none, { settings: { emailTag: 'mail', iamUserPath: '/staff/' }, onlyWithIam: true }],
  [none, { settings: { signInUrl: 'https://example.signin.aws.amazon.com/console' }, onlyWithIam: true }],
  [
    none,
    {
      settings: {
        senderName: 'Example',
        allowedEmailDomains: ['example.com', 'example.net'],
        linkMinutes: 30,
        codeMinutes: 5,
        sessionMinutes: 60,
        passwordLength: 32,
        limits: { account: 10 },
      },
    },
  ],
];

const listed = (row: Row) => choices.flatMap((some, factor) => some[row[factor] ?? 0] ?? []);

/** Whether the settings allow these choices together. */
const fits = (row: Row) => {
  const made = listed(row);
  const isTable = made.some(({ settings }) => settings.directory === 'table');
  return !(isTable && made.some(({ onlyWithIam }) => onlyWithIam));
};

const sizes = choices.map(({ length }) => length);
const rows = pairwise(sizes, fits);

const typesOf = (settings: Readonly<Record<string, unknown>>) =>
  Object.values(resourcesOf(templateOf({ settings })))
    .map(({ Type }) => Type)
    .sort();

/** What a stack of these choices has, given what one has that only has their directory. */
function expectedTypes(made: readonly Choice[]): readonly string[] {
  const directory = made.find(({ settings }) => 'directory' in settings) ?? none;
  const types = [...typesOf(directory.settings), ...made.flatMap(({ adds = [] }) => adds)];
  for (const type of made.flatMap(({ removes = [] }) => removes)) types.splice(types.indexOf(type), 1);
  return types.sort();
}

test('every setting is among the choices, and every two choices that fit meet in a stack', () => {
  const inTable = [...settingsTable().matchAll(/^\| `(\w+)`/gm)].map(([, key]) => key);
  const among = choices.flat().flatMap(({ settings }) => Object.keys(settings));
  expect(new Set([...among, 'sender'])).toStrictEqual(new Set(inTable));
  const met = new Set(rows.flatMap(pairsIn));
  expect(pairsOf(sizes, fits).filter((pair) => !met.has(pair))).toStrictEqual([]);
});

test.each(rows.map((row) => [listed(row)]))(
  '%j is a stack without findings, and adds only what it needs',
  (made) => {
    const settings = Object.assign({}, ...made.map((choice) => choice.settings)) as Record<string, unknown>;
    expect(typesOf(settings)).toStrictEqual(expectedTypes(made));
  },
);

test('a domain of its own is the only address, with TLS 1.2 and a record in its zone', () => {
  const template = templateOf({ settings: { domain: domainInZone } });
  expectResource(template, 'AWS::ApiGateway::RestApi', { DisableExecuteApiEndpoint: true });
  expectResource(template, 'AWS::ApiGateway::DomainName', {
    DomainName: name,
    RegionalCertificateArn: certificateArn,
    EndpointConfiguration: { Types: ['REGIONAL'] },
    SecurityPolicy: 'TLS_1_2',
  });
  const Ref = resource(template, 'AWS::ApiGateway::Stage').logicalId;
  expectResource(template, 'AWS::ApiGateway::BasePathMapping', { Stage: { Ref } });
  expectResource(template, 'AWS::Route53::RecordSet', {
    Name: `${name}.`,
    Type: 'A',
    HostedZoneId: 'Z0123456789ABC',
  });
  const written = JSON.stringify(template.toJSON());
  expect(written).toContain(`"PUBLIC_URL":"https://${name}"`);
  expect(written).not.toContain('execute-api.');
  // The pages of API Gateway itself link to the root, too.
  const answers = Object.values(resourcesOf(template, 'AWS::ApiGateway::GatewayResponse'));
  expect(JSON.stringify(answers)).not.toContain('/dev/');
});

test('without a zone, an output says what the record points to', () => {
  const { Outputs } = templateOf({ settings: { domain: domainElsewhere } }).toJSON() as {
    readonly Outputs: Readonly<Record<string, unknown>>;
  };
  expect(Object.keys(Outputs)).toContain('DomainTarget');
});

test('a web ACL protects the stage', () => {
  const template = templateOf({ settings: { webAcl } });
  const { ResourceArn, WebACLArn } = resource(template, 'AWS::WAFv2::WebACLAssociation').Properties;
  expect(WebACLArn).toBe(webAcl);
  expect(JSON.stringify(ResourceArn)).toContain(resource(template, 'AWS::ApiGateway::Stage').logicalId);
});
