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
 * expires, but for the switch with which an administrator pauses everything.
 *
 * An item's kind is the start of its key (`link#`, `code#`, `dispute#`, `vouch#`, `session#`, `account#`, `count#`, `switch#`), and every
 * grant is limited to the kinds that the function works with.
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

  /** Lets a function count, requests or attempts, and see how many there were. */
  grantCount(counter: ServiceFunction): void {
    this.allow(counter, ['GetItem', 'UpdateItem'], 'count#*');
  }

  /** Lets a function count attempts at codes, and forgive them. */
  grantCountAttempts(counter: ServiceFunction): void {
    this.allow(counter, ['GetItem', 'UpdateItem'], 'count#attempts#*');
  }

  /** Lets a function take an account's lease and make its link ready. */
  grantPrepareLinks(maker: ServiceFunction): void {
    this.allow(maker, ['GetItem', 'UpdateItem'], 'account#*');
    this.allow(maker, ['UpdateItem'], 'link#*');
  }

  /** Lets a function see a link, claim it, and see in its account whether it is revoked. */
  grantClaimLinks(claimer: ServiceFunction): void {
    this.allow(claimer, ['GetItem', 'UpdateItem'], 'link#*');
    this.allow(claimer, ['GetItem'], 'account#*');
  }

  /**
   * Lets a function keep a slot for the code of a request. It cannot put a code there: the portal can make MACs, and must not be
   * able to write itself a code that is good for a new password.
   */
  grantReserveCodes(reserver: ServiceFunction, purpose: 'reset'): void {
    this.allow(reserver, ['UpdateItem'], `code#${purpose}#*`, ['pk', 'requestId', 'expiresAt']);
  }

  /** Lets a function make the codes that are mailed. */
  grantMakeCodes(maker: ServiceFunction): void {
    this.allow(maker, ['GetItem', 'UpdateItem'], 'code#*');
  }

  /** Lets a function use codes of one purpose, and write the items of their accounts. */
  grantUseCodes(user: ServiceFunction, purpose: 'sign-in' | 'reset'): void {
    this.allow(user, ['GetItem', 'UpdateItem'], `code#${purpose}#*`);
    this.allow(user, ['GetItem', 'UpdateItem'], 'account#*');
  }

  /** Lets a function make the links "This wasn't me" that are mailed. */
  grantMakeDisputes(maker: ServiceFunction): void {
    this.allow(maker, ['GetItem', 'UpdateItem'], 'dispute#*');
  }

  /** Lets a function see a link "This wasn't me" and claim it. */
  grantClaimDisputes(claimer: ServiceFunction): void {
    this.allow(claimer, ['GetItem', 'UpdateItem'], 'dispute#*');
  }

  /** Lets a function count the mails that go out. */
  grantCountMails(sender: ServiceFunction): void {
    this.allow(sender, ['GetItem', 'UpdateItem'], 'count#overall');
  }

  /** Lets a function make the links "It was me" that are mailed. */
  grantMakeVouchLinks(maker: ServiceFunction): void {
    this.allow(maker, ['UpdateItem'], 'vouch#*');
  }

  /** Lets a function see a link "It was me". */
  grantSeeVouchLinks(server: ServiceFunction): void {
    this.allow(server, ['GetItem'], 'vouch#*');
  }

  /** Lets a function open, see and end sessions. */
  grantKeepSessions(host: ServiceFunction): void {
    this.allow(host, ['GetItem', 'UpdateItem', 'DeleteItem'], 'session#*');
  }

  /** Lets a function see whether everything is paused. */
  grantSeePause(reader: ServiceFunction): void {
    this.allow(reader, ['GetItem'], 'switch#*');
  }

  /** Lets a function begin a pause of everything, and end it. */
  grantPause(administrator: ServiceFunction): void {
    this.allow(administrator, ['GetItem', 'UpdateItem', 'DeleteItem'], 'switch#*');
  }

  /** Lets a function look at accounts and their counts, lock and unlock them. */
  grantAdministerAccounts(administrator: ServiceFunction): void {
    this.allow(administrator, ['GetItem', 'UpdateItem'], 'account#*');
    this.allow(administrator, ['GetItem', 'UpdateItem'], 'count#attempts#*');
    this.allow(administrator, ['GetItem'], 'count#account#*');
    this.allow(administrator, ['GetItem'], 'count#overall');
  }

  /** Lets a function see what became of a link, but nothing that tells the link or its password. */
  grantInspectLinks(administrator: ServiceFunction): void {
    this.allow(administrator, ['GetItem'], 'link#*', [
      'pk',
      'publishedBy',
      'claimId',
      'used',
      'withdrawn',
      'expiresAt',
    ]);
  }

  private allow(
    user: ServiceFunction,
    operations: readonly ('GetItem' | 'UpdateItem' | 'DeleteItem')[],
    keys: string,
    attributes?: readonly string[],
  ): void {
    user.grant(
      new PolicyStatement({
        actions: operations.map((operation) => `dynamodb:${operation}`),
        resources: [this.table.tableArn],
        conditions: {
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [keys] },
          ...(attributes && {
            'ForAllValues:StringEquals': { 'dynamodb:Attributes': attributes },
            // Nor does a write give the whole item back.
            StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
          }),
        },
      }),
    );
  }
}
