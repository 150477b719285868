import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function';

/** Properties of a `UsersTable`. */
export interface UsersTableProps {
  /** What happens to the table and its accounts when the stack goes. */
  readonly removalPolicy: RemovalPolicy;
}

/**
 * The stack's own users, as a directory. The key of an account is its normalised mail address. So the address is
 * unique: two registrations at once are one conditional write and one account.
 */
export class UsersTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, props: UsersTableProps) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'email', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      // Accounts stay, unlike challenges: a mistake today must not destroy the accounts of yesterday.
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: props.removalPolicy,
    });
    if (props.removalPolicy === RemovalPolicy.DESTROY) {
      // This suits a stack to try out, so it is a warning and not an error. Nobody should find out from an empty table.
      Validations.of(this).addWarning(
        'passlink:UsersTable.destroyed',
        'Every account goes when the stack goes. To keep the users table, set "retention": "retain".',
      );
    }
  }

  /** The environment variables that tell a function where the accounts are. */
  get environment() {
    return { DIRECTORY: 'table', USERS_TABLE: this.table.tableName } as const;
  }

  /** Lets a function find the account of an address, and make one. It can neither read nor write a password's hash. */
  grantRegister(registrar: ServiceFunction): void {
    this.allowOneByOne(registrar, ['createdAt', 'verifiedAt']);
  }

  /** Lets a function find the account of an address, and set its password. */
  grantSetPassword(setter: ServiceFunction): void {
    this.allowOneByOne(setter, ['passwordHash', 'passwordVersion', 'passwordChangedAt', 'verifiedAt']);
  }

  /**
   * DynamoDB has one action for making and for changing an account, so the attributes distinguish them. No function can
   * list or delete accounts.
   */
  private allowOneByOne(user: ServiceFunction, attributes: readonly string[]): void {
    user.grant(
      new PolicyStatement({
        actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
        resources: [this.table.tableArn],
        conditions: {
          'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['email', 'id', ...attributes] },
          // A write must not return the whole item either.
          StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
        },
      }),
    );
  }
}
