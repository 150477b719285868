import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * A KMS key's policy to start from: the account administers the key and cannot use it.
 *
 * The usual policy hands all of `kms:*` to the account, and with it to any IAM policy in it. Here nobody can encrypt,
 * decrypt or make a MAC but the roles that the key's policy goes on to name. Creating grants is left out for the same
 * reason: a grant is a permission to decrypt. Whoever may put a key policy can still change this, visibly.
 */
export function administeredByTheAccount(): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: 'AccountAdministersKey',
        principals: [new AccountRootPrincipal()],
        actions: [
          'kms:CancelKeyDeletion',
          'kms:DescribeKey',
          'kms:DisableKey',
          'kms:DisableKeyRotation',
          'kms:EnableKey',
          'kms:EnableKeyRotation',
          'kms:GetKeyPolicy',
          'kms:GetKeyRotationStatus',
          'kms:ListGrants',
          'kms:ListKeyPolicies',
          'kms:ListKeyRotations',
          'kms:ListResourceTags',
          'kms:PutKeyPolicy',
          'kms:RevokeGrant',
          'kms:ScheduleKeyDeletion',
          'kms:TagResource',
          'kms:UntagResource',
          'kms:UpdateKeyDescription',
        ],
        // In a key's policy, "*" is the key.
        resources: ['*'],
      }),
    ],
  });
}
