/** DynamoDB: dynalite, in this process and in memory. Requests pass through unchanged after the authorization. */
import { Agent, request as httpRequest, type Server } from 'node:http';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import dynalite from 'dynalite';
import * as v from 'valibot';
import type { Need } from '../calls';
import { addressOf, close, listen } from '../../http';
import { awsJson } from '../protocols/aws-json';
import type { HttpRequest, HttpResponse } from '../protocols/protocol';
import { ServiceError } from '../service-error';
import type { Table } from '../../template/stack';
import { notServed, type Service } from './service';

type AttributeMap = Parameters<typeof unmarshall>[0];

/** An item of a table, with its attributes as plain values. */
export type Item = Readonly<Record<string, unknown>>;

const attributes = v.record(v.string(), v.record(v.string(), v.unknown()));

/** The part of a request that its permission depends on. */
const requestBody = v.object({
  TableName: v.string(),
  Key: v.optional(attributes),
  Item: v.optional(attributes),
  KeyConditionExpression: v.optional(v.string()),
  ProjectionExpression: v.optional(v.string()),
  ReturnValues: v.optional(v.string()),
  ExpressionAttributeNames: v.optional(v.record(v.string(), v.string()), {}),
  ExpressionAttributeValues: v.optional(attributes, {}),
});

/** Operations on items of one table. */
const served = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan'];

/** dynalite checks that a request has a signature, not whose it is. */
const anySignature = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20260101T000000Z',
};

const described = v.object({ Table: v.object({ TableStatus: v.string() }) });
const listed = v.object({ TableNames: v.array(v.string()) });

/** The tables of the account, and what a test can inspect in them. */
export class Database {
  readonly #server: Server;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #tables = new Map<string, Table>();
  readonly #underWay = new Set<Promise<unknown>>();
  #url = '';

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<Database> {
    const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
    // A connection that closes while the next request is on its way would fail that request.
    server.keepAliveTimeout = 0;
    const database = new Database(server);
    await listen(server, 0, '127.0.0.1');
    database.#url = addressOf(server);
    return database;
  }

  /** The address for a test's own DynamoDB client, with any credentials. */
  get url(): string {
    return this.#url;
  }

  async create(table: Table): Promise<void> {
    const { name, definition } = table;
    const wanted = ['AttributeDefinitions', 'KeySchema', 'GlobalSecondaryIndexes'];
    const given = Object.entries(definition).filter(([property]) => wanted.includes(property));
    await this.#call('CreateTable', {
      ...Object.fromEntries(given),
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
    });
    // As in AWS, a new table takes a moment.
    while (!(await this.#isActive(name)));
    this.#tables.set(name, table);
  }

  /** Removes a table with its items, if it is there. */
  async remove(nameOrArn: string): Promise<void> {
    const table = this.find(nameOrArn);
    if (!table) return;
    this.#tables.delete(table.name);
    await this.#call('DeleteTable', { TableName: table.name });
    while ((await this.names()).includes(table.name));
  }

  async names(): Promise<readonly string[]> {
    return v.parse(listed, await this.#call('ListTables', {})).TableNames;
  }

  /** Finds a table by its name or its ARN. */
  find(nameOrArn: string): Table | undefined {
    return [...this.#tables.values()].find(({ name, arn }) => [name, arn].includes(nameOrArn));
  }

  async #isActive(table: string): Promise<boolean> {
    const answer = await this.#call('DescribeTable', { TableName: table });
    return v.parse(described, answer).Table.TableStatus === 'ACTIVE';
  }

  /** Every item of a table. */
  async items(table: string): Promise<readonly Item[]> {
    const page = v.object({ Items: v.array(attributes), LastEvaluatedKey: v.optional(attributes) });
    const items: Item[] = [];
    let start: v.InferOutput<typeof page>['LastEvaluatedKey'];
    do {
      const answer = v.parse(page, await this.#call('Scan', { TableName: table, ExclusiveStartKey: start }));
      items.push(...answer.Items.map((item) => unmarshall(item as unknown as AttributeMap)));
      start = answer.LastEvaluatedKey;
    } while (start);
    return items;
  }

  /** Passes a request on unchanged. */
  forward(request: Pick<HttpRequest, 'method' | 'headers' | 'body'>): Promise<HttpResponse> {
    const answer = this.#send(request);
    const settled = answer.catch(() => undefined).finally(() => this.#underWay.delete(settled));
    this.#underWay.add(settled);
    return answer;
  }

  #send({ method, headers, body }: Pick<HttpRequest, 'method' | 'headers' | 'body'>): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      const outgoing = httpRequest(this.#url, { method, headers, agent: this.#agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const passed = ['content-type', 'x-amz-crc32', 'x-amzn-requestid'].flatMap((name) => {
            const value = response.headers[name];
            return typeof value === 'string' ? [[name, value]] : [];
          });
          resolve({
            status: response.statusCode ?? 500,
            headers: Object.fromEntries(passed) as Record<string, string>,
            body: Buffer.concat(chunks),
          });
        });
      });
      outgoing.on('error', reject).end(body);
    });
  }

  async close(): Promise<void> {
    // A write that dynalite still works on when it is closed would end this process.
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    this.#agent.destroy();
    await close(this.#server);
  }

  async #call(operation: string, input: object): Promise<unknown> {
    const body = Buffer.from(JSON.stringify(input));
    const headers = {
      ...anySignature,
      'content-type': 'application/x-amz-json-1.0',
      'content-length': String(body.length),
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    };
    const response = await this.forward({ method: 'POST', headers, body });
    const text = Buffer.from(response.body).toString();
    if (response.status !== 200) throw new Error(`${operation} failed: ${text}`);
    return JSON.parse(text);
  }
}

/** DynamoDB with the tables of the account. */
export function dynamodbService(database: Database): Service {
  return {
    signingName: 'dynamodb',
    protocol: awsJson,
    understand: (request) => {
      const name = awsJson.operationName(request);
      if (!served.includes(name)) throw notServed('dynamodb', name);
      const input: unknown = JSON.parse(request.body.toString());
      return {
        action: `dynamodb:${name}`,
        input,
        needs: [needOf(name, v.parse(requestBody, input), database)],
        carryOut: () => database.forward(request),
      };
    },
  };
}

function needOf(operation: string, body: v.InferOutput<typeof requestBody>, database: Database): Need {
  const table = database.find(body.TableName);
  if (!table)
    throw new ServiceError('ResourceNotFoundException', `No table "${body.TableName}" in the account.`);
  const partition = partitionOf(body, table.partitionKey);
  return {
    action: `dynamodb:${operation}`,
    resource: table.arn,
    context: {
      'dynamodb:Attributes': attributesOf(operation, body),
      ...(body.ReturnValues !== undefined && { 'dynamodb:ReturnValues': [body.ReturnValues] }),
      ...(partition !== undefined && { 'dynamodb:LeadingKeys': [partition] }),
    },
  };
}

/**
 * The attributes that a request names; `*` for a request that reads whole items. It expects names in the form `#name`.
 */
function attributesOf(operation: string, body: v.InferOutput<typeof requestBody>): readonly string[] {
  const readsAll =
    ['GetItem', 'Query', 'Scan'].includes(operation) && body.ProjectionExpression === undefined;
  const named = [
    ...Object.keys(body.Key ?? body.Item ?? {}),
    ...Object.values(body.ExpressionAttributeNames),
  ];
  return readsAll ? [...named, '*'] : named;
}

/** The partition key's value in the request. A Scan has none. */
function partitionOf(body: v.InferOutput<typeof requestBody>, partitionKey: string): string | undefined {
  const attribute = (body.Key ?? body.Item)?.[partitionKey] ?? queried(body, partitionKey);
  return attribute && String(Object.values(attribute)[0]);
}

/** The value that a query's condition compares the partition key with: `#pk = :pk` or `pk = :pk`. */
function queried(body: v.InferOutput<typeof requestBody>, partitionKey: string) {
  const { KeyConditionExpression = '', ExpressionAttributeNames, ExpressionAttributeValues } = body;
  const equations = KeyConditionExpression.matchAll(/(?<name>#?\w+)\s*=\s*(?<value>:\w+)/g);
  for (const { groups } of equations) {
    const name = groups?.name ?? '';
    if ((ExpressionAttributeNames[name] ?? name) === partitionKey) {
      return ExpressionAttributeValues[groups?.value ?? ''];
    }
  }
  return undefined;
}
