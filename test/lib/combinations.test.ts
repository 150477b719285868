/** The optional settings that add resources: every combination is a stack without findings, of the parts of each. */
import { expectResource, resource, resourcesOf, templateOf } from '../support/lib/synthesized';

const name = 'passlink.example.com';
const certificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/a-1';
const webAcl = 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/name/0a1b';

const domains = [
  undefined,
  { name, certificateArn },
  { name, certificateArn, hostedZoneId: 'Z0123456789ABC' },
];
const webAcls = [undefined, webAcl];
const alarmEmails = [undefined, 'operations@example.com'];

/** A resource of each type that a setting adds. */
const addedBy = ({ domain, webAcl: acl, alarmEmail }: Combination) => [
  ...(domain === undefined ? [] : ['AWS::ApiGateway::BasePathMapping', 'AWS::ApiGateway::DomainName']),
  ...(domain?.hostedZoneId === undefined ? [] : ['AWS::Route53::RecordSet']),
  ...(alarmEmail === undefined ? [] : ['AWS::SNS::Subscription']),
  ...(acl === undefined ? [] : ['AWS::WAFv2::WebACLAssociation']),
];

interface Combination {
  readonly domain: { name: string; certificateArn: string; hostedZoneId?: string } | undefined;
  readonly webAcl: string | undefined;
  readonly alarmEmail: string | undefined;
}

const combinations = domains.flatMap((domain) =>
  webAcls.flatMap((acl) =>
    alarmEmails.map((alarmEmail): Combination => ({ domain, webAcl: acl, alarmEmail })),
  ),
);

const typesOf = (settings: Readonly<Record<string, unknown>>) =>
  Object.values(resourcesOf(templateOf({ settings })))
    .map(({ Type }) => Type)
    .sort();

test.each(combinations)('%j is a stack without findings, and adds only what it needs', (combination) => {
  const settings = Object.fromEntries(Object.entries(combination).filter(([, value]) => value !== undefined));
  expect(typesOf(settings)).toStrictEqual([...typesOf({}), ...addedBy(combination)].sort());
});

test('a domain of its own is the only address, with TLS 1.2 and a record in its zone', () => {
  const template = templateOf({ settings: { domain: domains[2] } });
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
  const { Outputs } = templateOf({ settings: { domain: domains[1] } }).toJSON() as {
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
