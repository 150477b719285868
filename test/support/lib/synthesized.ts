/** The synthesized stack for tests: without bundling, and each variant only once per file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ServiceFunction } from '../../../lib/constructs/service-function';
import { synthesize, type AppProps } from '../../../lib/synthesize';

type Variant = Pick<AppProps, 'stage' | 'settings' | 'region' | 'validation'>;

/** One statement of a policy, always with lists where a policy may have one value. */
export interface Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly unknown[];
  readonly principal: unknown;
  readonly condition: unknown;
}

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
}

/** Runs work in a folder, and removes the folder afterwards. */
export function inTemporaryFolder<Result>(work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'passlink-test-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const templates = new Map<string, Template>();

/** The template of a stage; by default of `dev`, as it is in `cdk.json`, and without CloudFormation's own rules. */
export function templateOf({
  stage = 'dev',
  settings = {},
  region,
  validation = false,
}: Variant = {}): Template {
  const key = JSON.stringify([stage, settings, region, validation]);
  const known = templates.get(key);
  if (known !== undefined) return known;
  const template = inTemporaryFolder((outdir) => {
    const assembly = synthesize({
      stage,
      settings,
      outdir,
      bundling: false,
      validation,
      ...(region !== undefined && { region }),
    });
    return Template.fromJSON(
      assembly.getStackByName(`passlink-${stage}`).template as Record<string, unknown>,
    );
  });
  templates.set(key, template);
  return template;
}

/** The resources of one type, or all, by logical id. */
export function resourcesOf(template: Template, type?: string): Readonly<Record<string, Resource>> {
  const all = template.toJSON().Resources as Readonly<Record<string, Partial<Resource> & { Type: string }>>;
  return Object.fromEntries(
    Object.entries(all)
      .filter(([, { Type }]) => type === undefined || Type === type)
      .map(([logicalId, resource]) => [logicalId, { Properties: {}, ...resource }]),
  );
}

/** The one resource of a type whose logical id starts with this. */
export function resource(
  template: Template,
  type: string,
  logicalId = '',
): Resource & { readonly logicalId: string } {
  const found = Object.entries(resourcesOf(template, type)).filter(([id]) => id.startsWith(logicalId));
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) {
    throw new Error(`There are ${found.length} resources of type ${type} named ${logicalId}…, not one.`);
  }
  return { logicalId: only[0], ...only[1] };
}

/** Expects a resource of this type with at least these properties. */
export function expectResource(template: Template, type: string, properties: unknown): void {
  template.hasResourceProperties(type, properties);
}

/** The functions of the stack, by the start of their logical ids. */
export const FUNCTIONS = [
  'Portal',
  'MailsSendMail',
  'CodeReset',
  'Admin',
  'PasswordLinkGenerate',
  'PasswordLinkExtract',
  'Sweep',
] as const;

/** A function outside of any feature, for tests of grants to it. */
export function functionIn(stack: Stack): ServiceFunction {
  return new ServiceFunction(stack, 'Sweep', {
    name: 'sweep',
    description: 'Sweeps',
    environment: { CHALLENGE_TABLE: 'challenges', VAULT_PREFIX: '/a/b/', LINK_MINUTES: '60' },
    timeout: Duration.seconds(60),
    tracing: false,
  });
}

/** A stack that is synthesized without bundling. */
export function emptyStack(): Stack {
  return new Stack(new App({ context: { 'aws:cdk:bundling-stacks': [] } }));
}

/** The statements of a policy document. */
export function statementsOf(document: unknown): readonly Statement[] {
  const { Statement: statements } = document as { readonly Statement: readonly Record<string, unknown>[] };
  return statements.map((statement) => ({
    effect: String(statement.Effect),
    actions: listOf(statement.Action) as string[],
    resources: listOf(statement.Resource),
    principal: statement.Principal,
    condition: statement.Condition,
  }));
}

/** The statements of a function's role, by the start of the function's logical id. */
export function permissionsOf(template: Template, name: string): readonly Statement[] {
  return statementsOf(
    resource(template, 'AWS::IAM::Policy', `${name}RoleDefaultPolicy`).Properties.PolicyDocument,
  );
}

/** An ARN or another text as CloudFormation would join it, with its references in braces. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const intrinsic = value as {
    readonly Ref?: string;
    readonly 'Fn::GetAtt'?: readonly [string, string];
    readonly 'Fn::FindInMap'?: readonly [string, unknown, string];
    readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
  };
  if (intrinsic.Ref !== undefined) return `{${intrinsic.Ref}}`;
  if (intrinsic['Fn::GetAtt'] !== undefined) return `{${intrinsic['Fn::GetAtt'].join('.')}}`;
  const [map, key, second] = intrinsic['Fn::FindInMap'] ?? [];
  if (map !== undefined) return `{${map}[${textOf(key).replace(/^\{|\}$/g, '')}].${second ?? ''}}`;
  const [separator, parts] = intrinsic['Fn::Join'] ?? ['', [JSON.stringify(value)]];
  return parts.map(textOf).join(separator);
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
