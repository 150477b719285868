/**
 * Evaluates CloudFormation's functions in a synthesized template. This file throws on any function that it does not
 * know: a template that needs more than the laptop has must fail at the start, not misbehave later.
 */
import { identify } from './identities';
import type { StackPlace } from './place';

/** One resource of a template, as written. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

/** The part of a CloudFormation template that decides what runs. */
export interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** Evaluates every intrinsic function in a value, at any depth. */
export type Resolve = (value: unknown) => unknown;

/** Makes the resolver of one template. */
export function resolver(template: Template, place: StackPlace): Resolve {
  const pseudoParameters: Readonly<Record<string, string>> = {
    'AWS::AccountId': place.account,
    'AWS::Region': place.region,
    'AWS::Partition': place.partition,
    'AWS::URLSuffix': place.urlSuffix,
    'AWS::StackName': place.stackName,
    'AWS::StackId': stackId(place),
  };

  const identityOf = (logicalId: string) => {
    const resource = template.Resources[logicalId];
    if (!resource) throw new Error(`The template refers to "${logicalId}", which it does not contain.`);
    return identify(logicalId, resource.Type, place, (name) => resolve(resource.Properties?.[name]));
  };

  const ref = (name: string): unknown => {
    const parameter = pseudoParameters[name] ?? template.Parameters?.[name]?.Default;
    return parameter ?? identityOf(name).ref;
  };

  const attribute = (logicalId: string, name: string): string => {
    const value = identityOf(logicalId).attributes[name];
    if (value === undefined) throw new Error(`The laptop does not know the attribute ${logicalId}.${name}.`);
    return value;
  };

  const intrinsics: Readonly<Record<string, (argument: unknown) => unknown>> = {
    Ref: (argument) => ref(asText(argument, 'Ref')),
    'Fn::GetAtt': (argument) => {
      const [logicalId, name] =
        typeof argument === 'string' ? splitOnce(argument) : asList(argument, 'Fn::GetAtt');
      return attribute(asText(logicalId, 'Fn::GetAtt'), asText(name, 'Fn::GetAtt'));
    },
    'Fn::FindInMap': (argument) => {
      const keys = asList(resolve(argument), 'Fn::FindInMap').map((key) => asText(key, 'Fn::FindInMap'));
      const [map = '', top = '', second = ''] = keys;
      const value = template.Mappings?.[map]?.[top]?.[second];
      if (value === undefined) throw new Error(`The template has no mapping ${keys.join('.')}.`);
      return value;
    },
    'Fn::Join': (argument) => {
      const [separator, parts] = asList(argument, 'Fn::Join');
      return asList(resolve(parts), 'Fn::Join')
        .map((part) => asText(part, 'Fn::Join'))
        .join(asText(separator, 'Fn::Join'));
    },
    'Fn::Sub': (argument) => {
      const [text, variables] = typeof argument === 'string' ? [argument, {}] : asList(argument, 'Fn::Sub');
      return substitute(asText(text, 'Fn::Sub'), resolve(variables));
    },
  };

  const substitute = (text: string, variables: unknown): string =>
    text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (isObject(variables) && name in variables) return asText(variables[name], 'Fn::Sub');
      if (name in pseudoParameters || !name.includes('.')) return asText(ref(name), 'Fn::Sub');
      const [logicalId, attributeName] = splitOnce(name);
      return attribute(logicalId, attributeName);
    });

  const resolve: Resolve = (value) => {
    if (Array.isArray(value)) return value.map(resolve);
    if (!isObject(value)) return value;
    const [key, ...others] = Object.keys(value);
    if (key !== undefined && others.length === 0 && /^(Ref$|Fn::|Condition$)/.test(key)) {
      const work = intrinsics[key];
      // A policy statement's "Condition" is an object. The intrinsic function of that name takes a text.
      if (work) return work(value[key]);
      if (key !== 'Condition' || typeof value[key] === 'string') {
        throw new Error(`The laptop does not know the intrinsic function ${key}: ${JSON.stringify(value)}`);
      }
    }
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolve(item)]));
  };

  return resolve;
}

/** The stack's id. Its last part is random on AWS and constant here. */
export function stackId({ partition, region, account, stackName }: StackPlace): string {
  return `arn:${partition}:cloudformation:${region}:${account}:stack/${stackName}/00000000-0000-4000-8000-000000000000`;
}

/** Whether a value is a JSON object, and neither a list nor null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asText(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${where} needs a text here, not ${JSON.stringify(value)}.`);
}

function asList(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${where} needs a list here, not ${JSON.stringify(value)}.`);
}

function splitOnce(text: string): readonly [string, string] {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}
