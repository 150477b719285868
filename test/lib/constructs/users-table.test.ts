import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { UsersTable } from '../../../lib/constructs/users-table';
import { createApp } from '../../../lib/synthesize';
import { emptyStack, resource, templateOf } from '../../support/lib/synthesized';

describe('the users table', () => {
  test('has one account an address, is paid by use and recoverable, and forgets nothing', () => {
    const { Properties } = resource(templateOf({ stage: 'table' }), 'AWS::DynamoDB::Table', 'Users');
    expect(Properties).toMatchObject({
      KeySchema: [{ AttributeName: 'email', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'email', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
    expect(Properties).not.toHaveProperty('TimeToLiveSpecification');
  });

  test('follows retention', () => {
    const policyWith = (retention: string) =>
      resource(templateOf({ stage: 'table', settings: { retention } }), 'AWS::DynamoDB::Table', 'Users')
        .DeletionPolicy;
    expect(policyWith('destroy')).toBe('Delete');
    expect(policyWith('retain')).toBe('Retain');
  });

  test('is not there where accounts are IAM users', () => {
    expect(() => resource(templateOf(), 'AWS::DynamoDB::Table', 'Users')).toThrow('There are 0');
  });
});

describe('synthesis', () => {
  const warnings = (stage: string, settings = {}) => {
    const app = createApp({ stage, settings, bundling: false });
    const stack = Stack.of(app.node.findChild(`passlink-${stage}`));
    return Annotations.fromStack(stack)
      .findWarning('*', Match.anyValue())
      .map(({ id, entry }) => `${id}: ${JSON.stringify(entry.data)}`);
  };

  test('warns that the accounts go with the stack', () => {
    expect(warnings('table')).toStrictEqual([
      expect.stringMatching(/^\/passlink-table\/Users: "Every account goes when the stack goes\..*retain/),
    ]);
  });

  test("has nothing to warn of where they stay, or are not the stack's", () => {
    expect(warnings('table', { retention: 'retain' })).toStrictEqual([]);
    expect(warnings('dev')).toStrictEqual([]);
  });

  test('continues after the warning', () => {
    const stack = emptyStack();
    new UsersTable(stack, 'Users', { removalPolicy: RemovalPolicy.DESTROY });
    expect(Annotations.fromStack(stack).findError('*', Match.anyValue())).toStrictEqual([]);
  });
});
