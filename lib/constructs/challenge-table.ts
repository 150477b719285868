import type { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function';

/** Properties of a `ChallengeTable`. */
export interface ChallengeTableProps {
  /** What happens to the table when the stack goes. */
  readonly removalPolicy: RemovalPolicy;
}

/**
 * All state of Passlink: pending challenges, sessions and counters. It holds hashes and MACs only, and everything in it
 * expires.
 *
 * An item's kind is the start of its key (`link#`, `code#`, `session#`, `account#`, `count#`), and every grant is limited to the kinds that
 * the function works with.
 */
export class ChallengeTable extends Construct {
  /** The table itself. */
  readonly table: Table;

  constructor(scope: Construct, id: string, props: ChallengeTableProps) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      // Housekeeping only: DynamoDB may take days, so expiry is part of every condition.
      timeToLiveAttribute: 'expiresAt',
      removalPolicy: props.removalPolicy,
    });
  }

  /** Lets a function count requests and see how many there were. */
  grantCount(counter: ServiceFunction): void {
    this.allow(counter, ['dynamodb:UpdateItem', 'dynamodb:GetItem'], ['count#*']);
  }

  /** Lets a function take an account's turn, make its link ready and withdraw the older ones. */
  grantPrepareLinks(maker: ServiceFunction): void {
    this.allow(maker, ['dynamodb:UpdateItem', 'dynamodb:GetItem'], ['account#*']);
    this.allow(maker, ['dynamodb:UpdateItem'], ['link#*']);
  }

  /** Lets a function see a link and claim it. */
  grantClaimLinks(claimer: ServiceFunction): void {
    this.allow(claimer, ['dynamodb:GetItem', 'dynamodb:UpdateItem'], ['link#*']);
  }

  /** Lets a function make the codes that are mailed. */
  grantMakeCodes(maker: ServiceFunction): void {
    this.allow(maker, ['dynamodb:UpdateItem'], ['code#*']);
  }

  /** Lets a function try a code, count the tries of its account, and open, see and end sessions. */
  grantSignIn(host: ServiceFunction): void {
    this.allow(host, ['dynamodb:GetItem', 'dynamodb:UpdateItem'], ['code#*']);
    this.allow(host, ['dynamodb:GetItem', 'dynamodb:UpdateItem'], ['account#*']);
    this.allow(host, ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'], ['session#*']);
  }

  private allow(user: ServiceFunction, actions: readonly string[], keys: readonly string[]): void {
    user.grant(
      new PolicyStatement({
        actions: [...actions],
        resources: [this.table.tableArn],
        conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } },
      }),
    );
  }
}
