import { RemovalPolicy } from 'aws-cdk-lib';
import { SecretVault } from '../../../lib/constructs/secret-vault';
import { emptyStack } from '../../support/lib/synthesized';

test.each(['', '/', 'passlink/dev/', '/passlink/dev', '//'])(
  '"%s" is not the prefix of a vault',
  (prefix) => {
    const vault = () =>
      new SecretVault(emptyStack(), 'Vault', { prefix, removalPolicy: RemovalPolicy.DESTROY });
    expect(vault).toThrow(`"${prefix}"`);
  },
);
