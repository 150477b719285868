import type { Authorization } from '../../../local/aws/calls';
import { permissionsWithoutNeed } from '../../../local/aws/least-privilege';
import { allows, type Call, type Policy, type Statement } from '../../../local/aws/policy';

const principal = 'arn:aws:iam::123456789012:role/reader';
const policy = (...statements: readonly Statement[]): Policy => ({
  resource: 'Role',
  name: 'own',
  statements,
});
const allowed = (Action: string | string[], Resource: string | string[]): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
});

const record = (own: Policy, action: string, resource: string, key?: Policy): Authorization => {
  const call: Call = { principal, action, resource, context: {} };
  const policies = { identity: [own], ...(key && { key }) };
  return { ...call, function: 'Reader', policies, ...allows(policies, call) };
};

describe('the permissions without need', () => {
  it('are none where every action was used on every resource', () => {
    const own = policy(allowed(['s3:Get', 's3:Put'], ['a', 'b']));
    const uses = ['s3:Get', 's3:Put'].flatMap((action) => ['a', 'b'].map((on) => record(own, action, on)));
    expect(permissionsWithoutNeed([own], uses)).toEqual([]);
  });

  it('are the actions and resources that nothing used', () => {
    const own = policy(allowed('s3:List', '*'), allowed(['s3:Get', 's3:Put'], ['a', 'b']));
    const uses = [record(own, 's3:List', 'c'), record(own, 's3:Get', 'a'), record(own, 's3:Put', 'b')];
    expect(permissionsWithoutNeed([own], uses)).toEqual([
      { resource: 'Role', policy: 'own', statement: 1, action: 's3:Get', on: 'b' },
      { resource: 'Role', policy: 'own', statement: 1, action: 's3:Put', on: 'a' },
    ]);
  });

  it('are both of two that give the same', () => {
    const own = policy(allowed('s3:Get', 'a'), allowed('s3:*', 'a'));
    expect(permissionsWithoutNeed([own], [record(own, 's3:Get', 'a')])).toHaveLength(2);
  });

  it('are not those for administrators, and not the denials', () => {
    const Principal = { AWS: 'arn:aws:iam::123456789012:root' };
    const own = policy({ Effect: 'Deny', Action: 's3:*', Resource: 'z' });
    const key: Policy = {
      resource: 'Key',
      name: 'KeyPolicy',
      statements: [
        { Effect: 'Allow', Action: 'kms:Put*', Resource: '*', Principal },
        {
          Effect: 'Allow',
          Action: ['kms:Encrypt', 'kms:Decrypt'],
          Resource: '*',
          Principal: { AWS: principal },
        },
      ],
    };
    expect(permissionsWithoutNeed([own, key], [record(own, 'kms:Encrypt', 'key', key)])).toEqual([
      { resource: 'Key', policy: 'KeyPolicy', statement: 1, action: 'kms:Decrypt', on: '*' },
    ]);
  });
});
