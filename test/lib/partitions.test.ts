/** The stack in each partition of AWS, for each kind of sender and each directory. */
import { resourcesOf, templateOf, textOf } from '../support/lib/synthesized';
import type { Template } from 'aws-cdk-lib/assertions';

const places = [
  { region: 'eu-central-1', partition: 'aws', signIn: 'signin.aws.amazon.com' },
  { region: 'us-gov-west-1', partition: 'aws-us-gov', signIn: 'signin.amazonaws-us-gov.com' },
  { region: 'cn-north-1', partition: 'aws-cn', signIn: 'signin.amazonaws.cn' },
] as const;
const identities = ['address', 'domain', 'existing'] as const;
const directories = ['iam', 'table'] as const;

const combinations = places.flatMap((place) =>
  identities.flatMap((senderIdentity) =>
    directories.map((directory) => ({ ...place, senderIdentity, directory })),
  ),
);

/** Types with one setting for the whole account or region, which a stack would take from all others. */
const ofTheAccount =
  /^AWS::(ApiGateway::Account|IAM::(ServiceLinkedRole|Group|User)|Logs::(AccountPolicy|ResourcePolicy)|SES::VdmAttributes|XRay::|Config::|CloudTrail::|GuardDuty::|S3::StorageLens|Lambda::CodeSigningConfig)/;

/** Names that AWS uses for services in every partition. Only addresses and ARNs differ. */
const principals = [
  'apigateway.amazonaws.com',
  'cloudwatch.amazonaws.com',
  'events.amazonaws.com',
  'lambda.amazonaws.com',
];

/** Names that two stages may have in common: labels, and names within a resource of the stack. */
const notPhysical = ['AWS::CloudWatch::Alarm MetricName', 'AWS::IAM::Policy PolicyName'];

/** Physical names that the template gives, instead of leaving them to CloudFormation. */
const namesIn = (template: Template): readonly string[] =>
  Object.values(resourcesOf(template)).flatMap(({ Type, Properties }) =>
    Object.entries(Properties)
      .filter(
        ([key, value]) => /(^|[a-z])(Name|EmailIdentity|Identifier)$/.test(key) && typeof value === 'string',
      )
      .filter(([key]) => !notPhysical.includes(`${Type} ${key}`))
      .map(([key, value]) => `${Type} ${key}: ${String(value)}`),
  );

const signInAddressesIn = (template: Template): readonly string[] =>
  Object.values(resourcesOf(template, 'AWS::Lambda::Function')).flatMap(({ Properties }) => {
    const { Variables } = Properties.Environment as { readonly Variables: Readonly<Record<string, unknown>> };
    return Variables.SIGN_IN_URL === undefined ? [] : [textOf(Variables.SIGN_IN_URL)];
  });

/** The template of a stage. The synthesis throws on any finding of cdk-nag or of CloudFormation's own rules. */
function stackOf(
  stage: string,
  { region, senderIdentity, directory }: (typeof combinations)[number],
): Template {
  // An identity belongs to one stack. Only one that is there already can be shared.
  const sender = senderIdentity === 'existing' ? 'help@example.com' : `help@${stage}.example.com`;
  return templateOf({ stage, region, settings: { sender, senderIdentity, directory }, validation: true });
}

describe.each(combinations)(
  'in $region, with the sender identity "$senderIdentity" and the directory "$directory"',
  (combination) => {
    const { partition, signIn, directory } = combination;

    test('there is no finding, and nothing that belongs to the whole account', () => {
      const types = Object.values(resourcesOf(stackOf('dev', combination))).map(({ Type }) => Type);
      expect(types.length).toBeGreaterThan(50);
      expect(types.filter((type) => ofTheAccount.test(type))).toStrictEqual([]);
    });

    test('every ARN and address is of this partition', () => {
      const written = JSON.stringify(stackOf('dev', combination).toJSON());
      const arns = [...written.matchAll(/arn:(aws[a-z-]*)?/g)].map(([, named]) => named ?? partition);
      expect(arns.length).toBeGreaterThan(10);
      expect(new Set(arns)).toStrictEqual(new Set([partition]));
      const named = written.match(/[\w.-]*amazonaws\.com(\.cn)?/g) ?? [];
      const fixed = named.filter((name) => !principals.includes(name));
      const suffix = partition === 'aws-cn' ? /amazonaws\.com\.cn$/ : /amazonaws\.com$/;
      expect(fixed.filter((name) => !suffix.test(name))).toStrictEqual([]);
    });

    test('people sign in to AWS where the partition has its pages', () => {
      const url = `https://{AWS::AccountId}.${signIn}/console`;
      expect(signInAddressesIn(stackOf('dev', combination))).toStrictEqual(
        directory === 'iam' ? [url, url] : [],
      );
    });
  },
);

// Names do not depend on the region.
describe.each(combinations.filter(({ region }) => region === 'eu-central-1'))(
  'two stages with the sender identity "$senderIdentity" and the directory "$directory"',
  (combination) => {
    test('share no name', () => {
      const names = namesIn(stackOf('dev', combination));
      expect(names).toContain('AWS::ApiGateway::RestApi Name: passlink-dev');
      const others = namesIn(stackOf('qa', combination));
      expect(others.filter((name) => names.includes(name))).toStrictEqual([]);
    });
  },
);

describe('without a region', () => {
  test('CloudFormation chooses the sign-in page of the partition', () => {
    const { Mappings } = templateOf().toJSON() as { readonly Mappings: Readonly<Record<string, unknown>> };
    expect(Object.values(Mappings)).toStrictEqual([
      Object.fromEntries(places.map(({ partition, signIn }) => [partition, { host: signIn }])),
    ]);
  });

  test.each(directories)('no ARN and no address names a partition (%s)', (directory) => {
    const written = JSON.stringify(templateOf({ settings: { directory } }).toJSON());
    expect(written).not.toMatch(/arn:aws/);
    const named = written.match(/[\w.-]*amazonaws\.com(\.cn)?/g) ?? [];
    expect(named.filter((name) => !principals.includes(name))).toStrictEqual([]);
  });
});

test('the setting signInUrl takes the place of the page', () => {
  const signInUrl = 'https://example.signin.aws.amazon.com/console';
  expect(signInAddressesIn(templateOf({ settings: { signInUrl } }))).toStrictEqual([signInUrl, signInUrl]);
});
