import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * The base policy of every KMS key: the account administers the key and cannot use it.
 *
 * The default policy gives `kms:*` to the account, and so to any IAM policy in it. With this one, only the roles that
 * the key's policy goes on to name can encrypt, decrypt or make a MAC. It also leaves out creating grants, because a
 * grant is a permission to decrypt. Somebody who may put a key policy can still change this, and the change is visible.
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
        // In a key's policy, "*" means the key.
        resources: ['*'],
      }),
    ],
  });
}
