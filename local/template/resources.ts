/** The properties that the laptop reads from each type of resource. It ignores all others. */
import * as v from 'valibot';
import { isObject, type Resolve, type Template } from './template';
import type { Policy } from '../aws/policy';

const text = v.string();
/** CloudFormation also accepts numbers and booleans as texts. */
const number = v.pipe(v.union([v.number(), v.string()]), v.toNumber());
const value = v.union([v.string(), v.boolean(), v.number()]);
const oneOrMore = v.union([value, v.array(value)]);

/** Strict: the laptop does not support `NotAction`, `NotResource` and the like, so they stop the start. */
const statement = v.strictObject({
  Sid: v.exactOptional(text),
  Effect: v.picklist(['Allow', 'Deny']),
  Action: oneOrMore,
  Resource: v.exactOptional(oneOrMore),
  Principal: v.exactOptional(v.union([v.literal('*'), v.record(text, oneOrMore)])),
  Condition: v.exactOptional(v.record(text, v.record(text, oneOrMore))),
});

const policyDocument = v.object({
  Version: v.optional(text),
  Statement: v.pipe(
    v.unknown(),
    v.transform((statements) => [statements].flat()),
    v.array(statement),
  ),
});

/** The properties to read, by type. */
export const schemas = {
  'AWS::ApiGateway::DomainName': v.object({ DomainName: text }),
  'AWS::ApiGateway::GatewayResponse': v.object({
    ResponseType: text,
    StatusCode: v.exactOptional(text),
    ResponseParameters: v.optional(v.record(text, text), {}),
    ResponseTemplates: v.optional(v.record(text, text), {}),
  }),
  'AWS::ApiGateway::Method': v.object({
    HttpMethod: text,
    ResourceId: text,
    AuthorizationType: v.optional(v.picklist(['NONE', 'AWS_IAM']), 'NONE'),
    ApiKeyRequired: v.optional(v.literal(false), false),
    Integration: v.object({
      Type: v.literal('AWS_PROXY'),
      Uri: text,
      TimeoutInMillis: v.optional(number, 29_000),
    }),
  }),
  'AWS::ApiGateway::Resource': v.object({ ParentId: text, PathPart: text }),
  'AWS::ApiGateway::RestApi': v.object({
    BinaryMediaTypes: v.optional(v.array(text), []),
    Policy: v.exactOptional(policyDocument),
  }),
  'AWS::ApiGateway::Stage': v.object({
    StageName: text,
    AccessLogSetting: v.exactOptional(v.object({ Format: text })),
    MethodSettings: v.optional(
      v.array(
        v.object({
          HttpMethod: text,
          ResourcePath: text,
          ThrottlingRateLimit: v.exactOptional(number),
          ThrottlingBurstLimit: v.exactOptional(number),
        }),
      ),
      [],
    ),
  }),
  'AWS::DynamoDB::Table': v.looseObject({
    KeySchema: v.array(v.object({ AttributeName: text, KeyType: text })),
  }),
  'AWS::Events::Rule': v.object({
    ScheduleExpression: v.exactOptional(text),
    State: v.optional(v.picklist(['ENABLED', 'DISABLED']), 'ENABLED'),
    Targets: v.optional(v.array(v.object({ Arn: text, Input: v.exactOptional(text) })), []),
  }),
  'AWS::IAM::ManagedPolicy': v.object({ PolicyDocument: policyDocument }),
  'AWS::IAM::Policy': v.object({
    PolicyName: text,
    PolicyDocument: policyDocument,
    Roles: v.array(text),
  }),
  'AWS::IAM::Role': v.object({
    ManagedPolicyArns: v.optional(v.array(text), []),
    Policies: v.optional(v.array(v.object({ PolicyName: text, PolicyDocument: policyDocument })), []),
  }),
  'AWS::KMS::Alias': v.object({ TargetKeyId: text }),
  'AWS::KMS::Key': v.object({
    KeyPolicy: policyDocument,
    KeySpec: v.optional(text, 'SYMMETRIC_DEFAULT'),
    KeyUsage: v.optional(text, 'ENCRYPT_DECRYPT'),
  }),
  'AWS::Lambda::EventSourceMapping': v.object({
    FunctionName: text,
    EventSourceArn: text,
    BatchSize: v.optional(number, 10),
    Enabled: v.optional(v.literal(true), true),
    FunctionResponseTypes: v.optional(v.array(v.literal('ReportBatchItemFailures')), []),
    ScalingConfig: v.exactOptional(v.object({ MaximumConcurrency: number })),
  }),
  'AWS::Lambda::Function': v.object({
    Code: v.object({ S3Key: text }),
    Environment: v.optional(v.object({ Variables: v.record(text, text) }), { Variables: {} }),
    Handler: v.literal('index.handler'),
    LoggingConfig: v.exactOptional(v.object({ LogGroup: v.exactOptional(text) })),
    MemorySize: v.optional(number, 128),
    Role: text,
    Timeout: v.optional(number, 3),
  }),
  'AWS::Lambda::Permission': v.object({
    Action: v.literal('lambda:InvokeFunction'),
    FunctionName: text,
    Principal: text,
    SourceArn: v.exactOptional(text),
  }),
  'AWS::SES::ConfigurationSet': v.object({}),
  'AWS::SES::EmailIdentity': v.object({}),
  'AWS::SQS::Queue': v.object({
    FifoQueue: v.optional(v.literal(false), false),
    VisibilityTimeout: v.optional(number, 30),
    RedrivePolicy: v.exactOptional(v.object({ deadLetterTargetArn: text, maxReceiveCount: number })),
  }),
} as const;

type Schemas = typeof schemas;
/** A type of resource whose properties the laptop reads. */
export type ResourceType = keyof Schemas;
/** The properties of such a resource. */
export type PropertiesOf<Type extends ResourceType> = v.InferOutput<Schemas[Type]>;

/** A resource with its properties resolved and checked. */
export interface Resource<Type extends ResourceType> {
  readonly logicalId: string;
  readonly ref: string;
  readonly properties: PropertiesOf<Type>;
}

/** Finds the resources of one type, with their properties resolved. */
export type ResourcesOf = <Type extends ResourceType>(type: Type) => readonly Resource<Type>[];

/**
 * Reads resources by type.
 *
 * @throws Error with the resource and the property that the laptop does not support.
 */
export function resourcesOf(template: Template, resolve: Resolve): ResourcesOf {
  return <Type extends ResourceType>(type: Type) =>
    Object.entries(template.Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([logicalId, resource]) => {
        const result = v.safeParse(schemas[type], resolve(resource.Properties ?? {}));
        if (!result.success) throw new Error(notUnderstood(logicalId, type, result.issues));
        return {
          logicalId,
          ref: identityOf(resolve, logicalId, type),
          properties: result.output,
        };
      });
}

/** Adds its place in the template to a resolved policy document. */
export function policyOf(
  resource: string,
  name: string,
  document: v.InferOutput<typeof policyDocument>,
): Policy {
  return { resource, name, statements: document.Statement };
}

/** The custom resources: CloudFormation calls a function of the stack to create, change or delete them. */
export function customResourcesOf(template: Template, resolve: Resolve) {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => Type.startsWith('Custom::') || Type === 'AWS::CloudFormation::CustomResource')
    .map(([logicalId, { Type, Properties }]) => {
      const properties = resolve(Properties ?? {});
      const schema = v.looseObject({ ServiceToken: text, ServiceTimeout: v.optional(number, 3600) });
      const result = v.safeParse(schema, properties);
      if (!result.success || !isObject(properties)) {
        throw new Error(notUnderstood(logicalId, Type, result.issues ?? []));
      }
      const { ServiceToken, ServiceTimeout } = result.output;
      return {
        logicalId,
        type: Type,
        functionArn: ServiceToken,
        timeoutSeconds: ServiceTimeout,
        properties,
      };
    });
}

/** A custom resource: its function, and its properties. */
export type CustomResource = ReturnType<typeof customResourcesOf>[number];

/** Types that nothing refers to, so they need no identity. */
const neverReferredTo: readonly ResourceType[] = [
  'AWS::ApiGateway::GatewayResponse',
  'AWS::ApiGateway::Method',
  'AWS::IAM::Policy',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Permission',
];

function identityOf(resolve: Resolve, logicalId: string, type: ResourceType): string {
  return neverReferredTo.includes(type) ? logicalId : String(resolve({ Ref: logicalId }));
}

function notUnderstood(logicalId: string, type: string, issues: readonly v.BaseIssue<unknown>[]): string {
  const problems = issues.map((issue) => `${v.getDotPath(issue) ?? '?'}: ${issue.message}`);
  return `The laptop cannot run "${logicalId}" (${type}). ${problems.join('. ')}`;
}
