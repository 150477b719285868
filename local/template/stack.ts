/** A typed view of a synthesized stack: its functions, their permissions, and their resources. */
import { ownedBy, type Owned } from './owned';
import { somewhere, type StackPlace } from './place';
import type { Policy } from '../aws/policy';
import { apiOf, type Api } from './api';
import {
  customResourcesOf,
  policyOf,
  resourcesOf,
  type CustomResource,
  type PropertiesOf,
  type Resource,
  type ResourcesOf,
} from './resources';
import { queueOf, queueSourcesOf, type Queue, type QueueSource } from './queues';
import { schedulesOf, type Schedule } from './schedules';
import { resolver, stackId, type Template } from './template';

/** A synthesized stack: its template, and the folders of its bundles. */
export interface Synthesized {
  readonly stackName: string;
  readonly template: Template;
  /** The directory of the asset with this S3 key. */
  readonly assetDirectory: (s3Key: string) => string;
  /** The module from which a function's bundle is made, for a run that makes it again. @default - not known */
  readonly handlerOf?: (logicalId: string) => string | undefined;
}

/** One Lambda function, ready to run. */
export interface FunctionDefinition {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** Directory that holds `index.mjs`. */
  readonly directory: string;
  /** The module from which it is bundled, if that is known. */
  readonly handler: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly role: Role;
  readonly logGroup: string;
}

/** The role of a function, with all its permissions. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly policies: readonly Policy[];
}

/** A KMS key of the stack. */
export interface Key {
  readonly id: string;
  readonly arn: string;
  readonly aliases: readonly string[];
  readonly usage: string;
  readonly spec: string;
  readonly policy: Policy;
}

/** A DynamoDB table of the stack. */
export interface Table {
  readonly name: string;
  readonly arn: string;
  readonly partitionKey: string;
  /** What DynamoDB's CreateTable takes. */
  readonly definition: PropertiesOf<'AWS::DynamoDB::Table'>;
}

/** Everything in a stack that the laptop runs or evaluates. */
export interface Stack {
  readonly id: string;
  readonly place: StackPlace;
  /** Everything that its account can have only once. */
  readonly owned: readonly Owned[];
  readonly functions: readonly FunctionDefinition[];
  readonly permissions: readonly PropertiesOf<'AWS::Lambda::Permission'>[];
  readonly api?: Api;
  readonly tables: readonly Table[];
  readonly keys: readonly Key[];
  readonly queues: readonly Queue[];
  readonly queueSources: readonly QueueSource[];
  readonly emailIdentities: readonly string[];
  /** The sender, if the stack makes no identity: then the account has one of its own. */
  readonly existingSender?: string;
  readonly configurationSets: readonly string[];
  readonly schedules: readonly Schedule[];
  readonly customResources: readonly CustomResource[];
  /** By ARN. */
  readonly managedPolicies: ReadonlyMap<string, Policy>;
  /** What the stack tells its administrator. */
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * Reads a synthesized stack.
 *
 * @throws Error for the first thing in it that the laptop does not support.
 */
export function readStack({ stackName, template, assetDirectory, handlerOf }: Synthesized): Stack {
  const place: StackPlace = { ...somewhere, stackName };
  const resolve = resolver(template, place);
  const resources = resourcesOf(template, resolve);
  const attribute = (logicalId: string, name: string) => String(resolve({ 'Fn::GetAtt': [logicalId, name] }));
  const arnOf = ({ logicalId }: { readonly logicalId: string }) => attribute(logicalId, 'Arn');

  const roles = new Map(resources('AWS::IAM::Role').map((role) => [arnOf(role), role]));
  const roleOf = (functionId: string, arn: string): Role => {
    const role = roles.get(arn);
    if (!role) throw new Error(`The role of "${functionId}" is not in the template: ${arn}`);
    const [managed] = role.properties.ManagedPolicyArns;
    // AWS's managed policies are not in the template, so the laptop does not know what they allow.
    if (managed !== undefined) throw new Error(`The laptop does not know the managed policy ${managed}.`);
    return { name: role.ref, arn, policies: policiesOfRole(role, resources) };
  };

  const functions = resources('AWS::Lambda::Function').map((lambda): FunctionDefinition => {
    const { properties } = lambda;
    return {
      logicalId: lambda.logicalId,
      name: lambda.ref,
      arn: arnOf(lambda),
      directory: assetDirectory(properties.Code.S3Key),
      handler: handlerOf?.(lambda.logicalId),
      environment: properties.Environment.Variables,
      memoryMegabytes: properties.MemorySize,
      timeoutSeconds: properties.Timeout,
      role: roleOf(lambda.logicalId, properties.Role),
      logGroup: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${lambda.ref}`,
    };
  });

  const queues = resources('AWS::SQS::Queue').map((queue) => queueOf(queue, arnOf(queue)));
  const aliases = resources('AWS::KMS::Alias');
  const emailIdentities = resources('AWS::SES::EmailIdentity').map(({ ref }) => ref);
  const api = apiOf(resources, (restApi) => attribute(restApi, 'RootResourceId'));
  return {
    id: stackId(place),
    place,
    owned: ownedBy(template, place, resolve),
    functions,
    permissions: resources('AWS::Lambda::Permission').map(({ properties }) => properties),
    ...(api && { api }),
    tables: resources('AWS::DynamoDB::Table').map((table) => ({
      name: table.ref,
      arn: arnOf(table),
      partitionKey: partitionKeyOf(table),
      definition: table.properties,
    })),
    keys: resources('AWS::KMS::Key').map((key) => ({
      id: key.ref,
      arn: arnOf(key),
      aliases: aliases
        .filter(({ properties }) => [key.ref, arnOf(key)].includes(properties.TargetKeyId))
        .map(({ ref }) => ref),
      usage: key.properties.KeyUsage,
      spec: key.properties.KeySpec,
      policy: policyOf(key.logicalId, 'KeyPolicy', key.properties.KeyPolicy),
    })),
    queues,
    queueSources: queueSourcesOf(resources('AWS::Lambda::EventSourceMapping'), functions, queues),
    emailIdentities,
    ...(emailIdentities.length === 0 && existingSenderIn(template)),
    configurationSets: resources('AWS::SES::ConfigurationSet').map(({ ref }) => ref),
    schedules: resources('AWS::Events::Rule').flatMap((rule) => schedulesOf(rule, arnOf(rule))),
    customResources: customResourcesOf(template, resolve),
    managedPolicies: new Map(
      resources('AWS::IAM::ManagedPolicy').map(({ logicalId, ref, properties }) => [
        ref,
        policyOf(logicalId, 'PolicyDocument', properties.PolicyDocument),
      ]),
    ),
    outputs: Object.fromEntries(
      Object.entries(template.Outputs ?? {}).map(([name, { Value }]) => [name, String(resolve(Value))]),
    ),
  };
}

function policiesOfRole(role: Resource<'AWS::IAM::Role'>, resources: ResourcesOf): readonly Policy[] {
  const inline = role.properties.Policies.map(({ PolicyName, PolicyDocument }) =>
    policyOf(role.logicalId, PolicyName, PolicyDocument),
  );
  const attached = resources('AWS::IAM::Policy')
    .filter(({ properties }) => properties.Roles.includes(role.ref))
    .map(({ logicalId, properties }) =>
      policyOf(logicalId, properties.PolicyName, properties.PolicyDocument),
    );
  return [...inline, ...attached];
}

/** A stack that mails says from which address. */
function existingSenderIn({ Outputs }: Template): Pick<Stack, 'existingSender'> {
  const sender = Outputs?.Sender?.Value;
  return typeof sender === 'string' ? { existingSender: sender } : {};
}

function partitionKeyOf(table: Resource<'AWS::DynamoDB::Table'>): string {
  const key = table.properties.KeySchema.find(({ KeyType }) => KeyType === 'HASH');
  if (!key) throw new Error(`The table "${table.logicalId}" has no partition key.`);
  return key.AttributeName;
}
