import recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import cdkJson from '../../cdk.json';
import { SettingsError } from '../../lib/settings';
import { createApp, synthesize } from '../../lib/synthesize';
import { PasslinkStack } from '../../lib/passlink-stack';
import { inTemporaryFolder } from '../support/lib/synthesized';

const stackNames = (props: Parameters<typeof createApp>[0]) =>
  createApp({ ...props, bundling: false })
    .node.children.filter((child) => child instanceof PasslinkStack)
    .map(({ stackName }) => stackName);

describe('the app', () => {
  test('is of the stage "dev" by default', () => {
    expect(stackNames({})).toStrictEqual(['passlink-dev']);
  });

  test('takes its stage from the context, as "cdk -c stage=…" gives it', () => {
    expect(stackNames({ context: { stage: 'qa' } })).toStrictEqual(['passlink-qa']);
    expect(stackNames({ stage: 'prod', context: { stage: 'qa' } })).toStrictEqual(['passlink-prod']);
  });

  test('is for the region of the context, as "cdk -c region=…" gives it', () => {
    inTemporaryFolder((outdir) => {
      const context = { region: 'us-gov-west-1' };
      const [stack] = synthesize({ stage: 'dev', bundling: false, outdir, context }).stacks;
      expect(stack?.environment.name).toBe('aws://unknown-account/us-gov-west-1');
    });
  });

  test.each(['frankfurt', 'eu-central', '', 'EU-CENTRAL-1', 5])(
    'takes %j for no region, and says so',
    (region) => {
      expect(() => createApp({ bundling: false, context: { region } })).toThrow(
        `region: must be the name of a region such as "eu-central-1", not ${JSON.stringify(region)}`,
      );
    },
  );

  test('fails with settings that cannot be used', () => {
    expect(() => synthesize({ stage: 'dev', settings: { verification: 'network' } })).toThrow(SettingsError);
  });

  test('needs no account: the assembly is for any, and looks nothing up', () => {
    inTemporaryFolder((outdir) => {
      const assembly = synthesize({ stage: 'dev', bundling: false, outdir });
      const [stack] = assembly.stacks;
      expect(stack?.environment.name).toBe('aws://unknown-account/unknown-region');
      expect(assembly.manifest.missing).toBeUndefined();
    });
  });

  test('tags the stack, and with it everything in it', () => {
    inTemporaryFolder((outdir) => {
      const [stack] = synthesize({ stage: 'qa', bundling: false, outdir }).stacks;
      expect(stack?.tags).toStrictEqual({ application: 'passlink', stage: 'qa' });
      expect(stack?.terminationProtection ?? false).toBe(false);
    });
  });

  test('decides on every feature flag of the CDK, so that an update brings no silent change', () => {
    expect(Object.keys(cdkJson.context)).toStrictEqual(expect.arrayContaining(Object.keys(recommended)));
  });

  test('says nothing while it is synthesized', () => {
    const said = [
      jest.spyOn(process.stderr, 'write').mockReturnValue(true),
      jest.spyOn(process.stdout, 'write').mockReturnValue(true),
      jest.spyOn(console, 'error').mockReturnValue(),
      jest.spyOn(console, 'log').mockReturnValue(),
    ];
    try {
      inTemporaryFolder((outdir) => synthesize({ stage: 'dev', bundling: false, outdir }));
      for (const spy of said) expect(spy).not.toHaveBeenCalled();
    } finally {
      jest.restoreAllMocks();
    }
  });
});
