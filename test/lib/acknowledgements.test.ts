import { App, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { acknowledgements } from '../../lib/acknowledgements';
import { PasslinkStack } from '../../lib/passlink-stack';
import { readSettings } from '../../lib/settings';
import { createApp, synthesize, type AppProps } from '../../lib/synthesize';
import { inTemporaryFolder } from '../support/lib/synthesized';

type Variant = Pick<AppProps, 'stage' | 'settings' | 'region'>;

const variants: readonly Variant[] = [
  { stage: 'dev' },
  { stage: 'network' },
  { stage: 'table' },
  { stage: 'dev', settings: { tracing: true, iamUserPath: '/', retention: 'retain' } },
  {
    stage: 'dev',
    settings: { mfa: 'required', allowedCidrs: ['192.0.2.0/24'], signInUrl: 'https://example.com/sign-in' },
  },
  { stage: 'table', settings: { tracing: true, retention: 'retain' } },
  {
    stage: 'dev',
    settings: {
      webAcl: 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/name/0a1b',
      domain: {
        name: 'passlink.example.com',
        certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/a-1',
      },
      alarmEmail: 'operations@example.com',
    },
  },
  { stage: 'dev', region: 'cn-north-1' },
  { stage: 'table', region: 'us-gov-west-1' },
];

/** A stack without acknowledgements. */
function unacknowledged({ stage = 'dev', settings = {}, region }: Variant): PasslinkStack {
  const source = createApp({ stage, bundling: false }).node;
  const partitions = { '@aws-cdk/core:enablePartitionLiterals': true };
  const app = new App({ context: { ...partitions, 'aws:cdk:bundling-stacks': [] } });
  return new PasslinkStack(app, 'Stack', {
    stage,
    settings: readSettings(source, stage, settings),
    ...(region !== undefined && { env: { region } }),
  });
}

/** The findings of cdk-nag, including warnings, as "id at path". */
function findingsOf(scope: IConstruct): string[] {
  const { violations } = new AwsSolutionsChecks(scope).validateScope(scope);
  return violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath = '' }) => `${ruleName} at ${constructPath}`),
  );
}

describe.each(variants)('acknowledgements for %j', (variant) => {
  let stack: PasslinkStack;
  let findings: readonly string[];

  beforeAll(() => {
    stack = unacknowledged(variant);
    findings = findingsOf(stack);
  });

  test('each one is of a finding that is there', () => {
    for (const { id, on } of acknowledgements(stack)) {
      expect(findings).toContainEqual(expect.stringContaining(`${id} at ${on.node.path}`));
    }
  });

  test('each one is on the construct that has the finding, and on no wider one', () => {
    const covered = acknowledgements(stack).map(({ id, on }) =>
      findings.filter(
        (finding) =>
          finding === `${id} at ${on.node.path}` || finding.startsWith(`${id} at ${on.node.path}/`),
      ),
    );
    for (const found of covered) expect(found).toHaveLength(1);
    expect(new Set(covered.flat())).toStrictEqual(new Set(findings));
  });

  test('none is said twice, and each has a reason', () => {
    const said = acknowledgements(stack);
    expect(new Set(said.map(({ id, on }) => `${id} at ${on.node.path}`)).size).toBe(said.length);
    for (const { reason } of said) expect(reason).toMatch(/^\S+( \S+){5,}\.$/);
  });

  test("together they leave no finding, not even a warning, and CloudFormation's own rules have none", () => {
    const app = createApp({ ...variant, bundling: false });
    expect(findingsOf(app)).toStrictEqual([]);
    inTemporaryFolder((outdir) => {
      expect(() => synthesize({ ...variant, bundling: false, outdir })).not.toThrow();
    });
  });
});

test('a finding that is not acknowledged stops the synthesis and is named', () => {
  inTemporaryFolder((outdir) => {
    const app = createApp({ stage: 'dev', bundling: false, outdir });
    new Queue(Stack.of(app.node.findChild('passlink-dev')), 'Unsafe');
    expect(() => app.synth()).toThrow('AwsSolutions-SQS4');
  });
});
