/** Hand-written stacks for the tests of the laptop run. Each has a few functions of a few lines of JavaScript. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Synthesized } from '../../../local/template/stack';
import type { TemplateResource } from '../../../local/template/template';

export interface TinyFunction {
  /** The bundle: a module that exports `handler`. */
  readonly source: string;
  /** The permissions of its role, besides writing its log. */
  readonly statements?: readonly object[];
  readonly properties?: object;
  /** Method and path, as in `GET /things/{id}`. */
  readonly routes?: readonly string[];
}

const folders: string[] = [];

/** Removes the bundles of all tiny stacks. */
export function removeTinyStacks(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
}

/** A statement that allows actions on everything. */
export const allow = (...actions: readonly string[]) => ({ Effect: 'Allow', Action: actions, Resource: '*' });

/** Lets a bundle load the SDK, although it is not next to node_modules. */
export const loadSdk = `
  import { createRequire } from 'node:module';
  const require = createRequire(${JSON.stringify(__filename)});
`;

/** The source of a handler that answers a request with the value of an expression, as JSON. */
export const answering = (expression: string) =>
  `export const handler = async (event, context) => ({ statusCode: 200, body: JSON.stringify(${expression}) });`;

/** Makes a stack of functions, with an API for those that have routes, and any other resources given. */
export function tinyStack(
  functions: Readonly<Record<string, TinyFunction>>,
  resources: Readonly<Record<string, TemplateResource>> = {},
): Synthesized {
  const folder = mkdtempSync(join(tmpdir(), 'tiny-stack-'));
  folders.push(folder);
  for (const [name, { source }] of Object.entries(functions)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.mjs'), source);
  }
  const parts = Object.entries(functions).map(([name, tiny]) => functionResources(name, tiny));
  return {
    stackName: 'tiny',
    template: { Resources: Object.assign({}, api, ...parts, resources) as Record<string, TemplateResource> },
    assetDirectory: (s3Key) => join(folder, s3Key),
  };
}

const api: Readonly<Record<string, TemplateResource>> = {
  Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'tiny' } },
  Stage: {
    Type: 'AWS::ApiGateway::Stage',
    Properties: { StageName: 'dev', RestApiId: { Ref: 'Api' } },
  },
};

function functionResources(name: string, tiny: TinyFunction): Readonly<Record<string, TemplateResource>> {
  const writesLog = {
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: { 'Fn::GetAtt': [`${name}Log`, 'Arn'] },
  };
  const routes = (tiny.routes ?? []).map((route) => routeResources(name, route));
  return Object.assign(
    {
      [`${name}Log`]: { Type: 'AWS::Logs::LogGroup' },
      [`${name}Role`]: {
        Type: 'AWS::IAM::Role',
        Properties: {
          Policies: [
            { PolicyName: 'own', PolicyDocument: { Statement: [writesLog, ...(tiny.statements ?? [])] } },
          ],
        },
      },
      [name]: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: name,
          Code: { S3Key: name },
          Handler: 'index.handler',
          LoggingConfig: { LogGroup: { Ref: `${name}Log` } },
          Role: { 'Fn::GetAtt': [`${name}Role`, 'Arn'] },
          ...tiny.properties,
        },
      },
    },
    ...routes,
  ) as Record<string, TemplateResource>;
}

/** One route; a path has at most two parts here. */
function routeResources(name: string, route: string): Readonly<Record<string, TemplateResource>> {
  const [method = '', path = ''] = route.split(' ');
  const id = `${name}${method}${path.replace(/\W/g, '')}`;
  const parts = path.split('/').filter((part) => part !== '');
  const resources = parts.map((part, at): [string, TemplateResource] => {
    const parent = at === 0 ? { 'Fn::GetAtt': ['Api', 'RootResourceId'] } : { Ref: `${id}${at - 1}` };
    return [
      `${id}${at}`,
      { Type: 'AWS::ApiGateway::Resource', Properties: { ParentId: parent, PathPart: part } },
    ];
  });
  const resource =
    parts.length === 0 ? { 'Fn::GetAtt': ['Api', 'RootResourceId'] } : { Ref: `${id}${parts.length - 1}` };
  const uri = 'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/';
  return {
    ...Object.fromEntries(resources),
    [`${id}Method`]: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        HttpMethod: method,
        ResourceId: resource,
        Integration: { Type: 'AWS_PROXY', Uri: { 'Fn::Sub': `${uri}\${${name}.Arn}/invocations` } },
      },
    },
    [`${id}Permission`]: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: { 'Fn::GetAtt': [name, 'Arn'] },
        Principal: 'apigateway.amazonaws.com',
        SourceArn: {
          'Fn::Sub': `arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/dev/${method}${path.replace(/\{\w+\}/g, '*')}`,
        },
      },
    },
  };
}
