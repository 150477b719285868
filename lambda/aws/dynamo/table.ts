/** The stack's tables: what their adapters share. */
import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
  type ReturnValue,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Preparable } from '../../core/ports';
import { clientSettings, isAwsError, twiceAtMost } from '../client-settings';
import { unsent } from '../unsent';

/** An item as it is read. */
export type Item = Readonly<Record<string, unknown>>;

/** One conditional write. */
export interface ConditionalUpdate {
  readonly key: string;
  readonly update: string;
  /** The clauses that must all hold; none for a write that always takes effect. */
  readonly conditions: readonly string[];
  readonly values: Readonly<Record<string, string | number | boolean>>;
  readonly returns?: ReturnValue;
}

/** A table whose items are named by one text. */
export interface Table {
  /**
   * Reads an item, strongly consistent.
   *
   * @param options `attributes`: only these, instead of all there are.
   */
  get(
    key: string,
    options?: { readonly attributes?: readonly string[]; readonly abortSignal?: AbortSignal },
  ): Promise<Item | undefined>;
  /** Writes if every condition holds; undefined if one does not, else the attributes that were asked for. */
  update(update: ConditionalUpdate): Promise<Item | undefined>;
  /** Deletes an item; one that is not there already counts as deleted. */
  delete(key: string): Promise<void>;
}

/** Seconds since the epoch: the unit of `expiresAt`, as DynamoDB's TTL wants it. */
export const epochSeconds = (time: Date): number => Math.floor(time.getTime() / 1000);

/** The challenge table; a key starts with the kind of its item. */
export const challengeTable = (tableName: string, client?: DynamoDBClient): Table & Preparable =>
  openTable(tableName, 'pk', client);

/** The users table; a normalised address is the key. A call about a password gives up after some 10 seconds. */
export const usersTable = (
  tableName: string,
  client: DynamoDBClient = new DynamoDBClient(twiceAtMost),
): Table & Preparable => openTable(tableName, 'email', client);

function openTable(
  tableName: string,
  keyName: string,
  client: DynamoDBClient = new DynamoDBClient(clientSettings),
): Table & Preparable {
  const keyOf = (key: string) => marshall({ [keyName]: key });
  const updating = ({ key, update, conditions, values, returns = 'NONE' }: ConditionalUpdate) =>
    new UpdateItemCommand({
      TableName: tableName,
      Key: keyOf(key),
      UpdateExpression: update,
      ConditionExpression: conditions.map(asTerm).join(' AND ') || undefined,
      // `state` and `count` are reserved words; naming every attribute that the expressions use keeps them readable.
      ExpressionAttributeNames: namesIn(update, ...conditions),
      ExpressionAttributeValues: marshall(values),
      ReturnValues: returns,
    });
  return {
    async get(key, { attributes, abortSignal } = {}) {
      const projection = attributes?.map((name) => `#${name}`).join(', ');
      const { Item } = await client.send(
        new GetItemCommand({
          TableName: tableName,
          Key: keyOf(key),
          ConsistentRead: true,
          ...(projection !== undefined && {
            ProjectionExpression: projection,
            ExpressionAttributeNames: namesIn(projection),
          }),
        }),
        abortSignal && { abortSignal },
      );
      return Item && unmarshall(Item);
    },

    async delete(key) {
      await client.send(new DeleteItemCommand({ TableName: tableName, Key: keyOf(key) }));
    },

    async update(update) {
      try {
        const { Attributes } = await client.send(updating(update));
        return Attributes ? unmarshall(Attributes) : {};
      } catch (error) {
        if (isAwsError(error, 'ConditionalCheckFailedException')) return undefined;
        throw error;
      }
    },

    prepare: () =>
      unsent((options) =>
        client.send(
          updating({
            key: 'none',
            update: 'SET #none = :none',
            conditions: ['#none = :none'],
            values: { ':none': 0 },
          }),
          options,
        ),
      ),
  };
}

/** A condition as it can stand beside an AND, which binds more tightly than an OR. */
const asTerm = (condition: string): string => (condition.includes(' OR ') ? `(${condition})` : condition);

/** Attribute names are written `#name` in expressions: this finds them. */
function namesIn(...expressions: readonly string[]): Record<string, string> {
  const names = expressions.join(' ').match(/#\w+/g) ?? [];
  return Object.fromEntries(names.map((name) => [name, name.slice(1)]));
}
