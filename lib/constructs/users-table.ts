import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function';

/** Properties of a `UsersTable`. */
export interface UsersTableProps {
  /** What happens to the table, and to every account in it, when the stack goes. */
  readonly removalPolicy: RemovalPolicy;
}

/**
 * The stack's own users, as a directory. An account is an item under its normalised mail address: the partition key is
 * what makes an address unique, so that two registrations at once are one conditional write and one account.
 */
export class UsersTable extends Construct {
  /** The table itself. */
  readonly table: Table;

  constructor(scope: Construct, id: string, props: UsersTableProps) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'email', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      // Unlike challenges, accounts are there to stay: a mistake of today must not cost those of yesterday.
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: props.removalPolicy,
    });
    if (props.removalPolicy === RemovalPolicy.DESTROY) {
      // Right for a stack to try, and so no error; but nobody should learn of it from an empty table.
      Validations.of(this).addWarning(
        'passlink:UsersTable.destroyed',
        'Every account goes when the stack goes. To keep the users table, set "retention": "retain".',
      );
    }
  }

  /** What a function finds in its environment of where the accounts are. */
  get environment() {
    return { DIRECTORY: 'table', USERS_TABLE: this.table.tableName } as const;
  }

  /** Lets a function find the account of an address, and make one. It can neither read nor write what tells a password. */
  grantRegister(registrar: ServiceFunction): void {
    this.allowOneByOne(registrar, ['createdAt', 'verifiedAt']);
  }

  /** Lets a function find the account of an address, and set its password. */
  grantSetPassword(setter: ServiceFunction): void {
    this.allowOneByOne(setter, ['passwordHash', 'passwordVersion', 'passwordChangedAt', 'verifiedAt']);
  }

  /**
   * To DynamoDB, making an account and changing one is the same action: the attributes tell them apart. No function can
   * list the accounts, nor delete any.
   */
  private allowOneByOne(user: ServiceFunction, attributes: readonly string[]): void {
    user.grant(
      new PolicyStatement({
        actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
        resources: [this.table.tableArn],
        conditions: {
          'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['email', 'id', ...attributes] },
          // Nor does a write give the whole item back.
          StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
        },
      }),
    );
  }
}
