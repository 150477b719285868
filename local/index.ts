/**
 * Runs a synthesized stack on this machine. The template decides what there is: its routes, bundles, environments, roles
 * and resources; see docs/architecture.md for what stands in for what.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { fromAssembly } from './assembly';
import { Authorizer } from './authorizer';
import type { AwsCall, Caller, Fault } from './calls';
import { demoUsers } from './demo-users';
import { Endpoint } from './endpoint';
import type { LogSink } from './execution-environment';
import { FailureQueues } from './failure-queues';
import { FunctionPool } from './function-pool';
import { gateway } from './gateway';
import { addressOf, close, listen } from './http';
import { Invocations } from './invocations';
import type { AwsSummary, LocalAws } from './local-aws';
import { localSite } from './local-site';
import { Mailbox, type Mail, type MailPredicate } from './mailbox';
import { Schedules } from './schedules';
import { Database, dynamodbService } from './services/dynamodb';
import { iamService, UserDirectory, type SignIn } from './services/iam';
import { KeyRing, kmsService } from './services/kms';
import { lambdaService } from './services/lambda';
import { sesService } from './services/ses';
import { ParameterStore, ssmService } from './services/ssm';
import { readStack, type FunctionDefinition, type Stack, type Synthesized } from './stack';
import { StackDeletion } from './stack-deletion';
import type { Template } from './template';

export type { Authorization, AwsCall, Fault } from './calls';
export { demoUsers } from './demo-users';
export type { FailureRecord } from './failure-queues';
export type { AwsSummary, LocalAws } from './local-aws';
export type { Mail, MailPredicate } from './mailbox';
export { allows, type Call, type Decision, type Policies, type Policy, type StatementId } from './policy';
export type { NewUser, SignIn } from './services/iam';
export type { DeletionAnswer } from './stack-deletion';
export type { Template } from './template';

/** How to run it. */
export interface LocalOptions {
  /** @default 'dev' */
  readonly stage?: string;
  /** Laid over the stage's settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** @default 0, a free one */
  readonly port?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** Something synthesized already, in place of `stage` and `settings`. */
  readonly assembly?: CloudAssembly;
  /** Changes the template before it runs, as by taking one permission away. */
  readonly template?: (template: Template) => Template;
  /** Asked at every call that is allowed; what it returns goes wrong. */
  readonly onCall?: (call: AwsCall) => Fault | undefined;
  /** Takes the lines that the functions and the gateway log. @default - they are dropped */
  readonly log?: LogSink;
  /** The clock of the services, by which parameters are dated. Functions have their own. @default - the time */
  readonly now?: () => Date;
}

/** The stack, running. */
export interface Local {
  /** The portal's address: origin and stage, without a slash at the end. */
  readonly url: string;
  readonly mailbox: {
    readonly url: string;
    /** All mails, oldest first. */
    mails: () => readonly Mail[];
    /** The next mail that matches: the oldest one that no earlier call returned, or the first to arrive. */
    waitFor: (predicate: MailPredicate, options?: { readonly milliseconds?: number }) => Promise<Mail>;
  };
  readonly console: {
    readonly url: string;
    signIn: (user: string, password: string) => SignIn;
  };
  readonly aws: LocalAws;
  /** Ends everything: functions, servers, timers. */
  close: () => Promise<void>;
}

/**
 * Synthesizes the stack and runs it.
 *
 * @throws Error when the port is taken (`EADDRINUSE`), the settings are wrong, or the template needs what the laptop does
 *   not have.
 */
export async function startLocal(options: LocalOptions = {}): Promise<Local> {
  const { port = 0, host = '127.0.0.1' } = options;
  const closing: (() => unknown)[] = [];
  const closeAll = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    // First of all, so that a port in use is known before the long work of synthesizing.
    const server = createServer();
    await listen(server, port, host);
    closing.push(() => close(server));
    const database = await Database.start();
    closing.push(() => database.close());
    const synthesized = options.assembly
      ? fromAssembly(options.assembly)
      : await synthesizeInto(options, (directory) => closing.push(() => rm(directory, { recursive: true })));
    const template = options.template?.(synthesized.template) ?? synthesized.template;
    return await run({ ...synthesized, template }, { options, server, database, closing, closeAll });
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function synthesizeInto(
  { stage = 'dev', settings }: LocalOptions,
  onDirectory: (directory: string) => void,
): Promise<Synthesized> {
  const directory = await mkdtemp(join(tmpdir(), 'passlink-'));
  onDirectory(directory);
  // Loading the CDK takes a second; whoever brings an assembly along need not wait for it.
  const { synthesize } = await import('../lib/synthesize');
  return fromAssembly(synthesize({ stage, outdir: directory, ...(settings && { settings }) }));
}

/** What is open already, and how it is closed. */
interface Opened {
  readonly options: LocalOptions;
  readonly server: Server;
  readonly database: Database;
  readonly closing: (() => unknown)[];
  readonly closeAll: () => Promise<void>;
}

async function run(synthesized: Synthesized, opened: Opened): Promise<Local> {
  const { options, server, database, closing, closeAll } = opened;
  const { log = () => undefined, now = () => new Date(), onCall = () => undefined } = options;
  const stack = readStack(synthesized);
  const { api, tables } = stack;
  if (!api) throw new Error('The stack has no API.');
  const origin = addressOf(server);
  const local = `${origin}/_local`;

  const endpoint = new Endpoint();
  const awsUrl = await endpoint.start();
  closing.push(() => endpoint.close());
  await database.create(tables);

  const authorizer = new Authorizer(stack.place);
  const callers = new Map<string, Caller>();
  const mailbox = new Mailbox();
  const queues = new FailureQueues(stack.queues);
  const keys = new KeyRing(stack.keys);
  const parameters = new ParameterStore(stack.place, keys, now);
  const users = new UserDirectory(stack.place, now);
  for (const user of demoUsers) users.add(user);

  const surroundings = { place: stack.place, awsUrl, log, authorizer, callers };
  const pools = new Map(
    stack.functions.map((definition) => [
      definition.arn,
      new FunctionPool(withLocalAddresses(definition, stack, api.id, origin), surroundings),
    ]),
  );
  closing.push(() => Promise.all([...pools.values()].map((pool) => pool.close())));

  const invocations = new Invocations({ pools, queues, authorizer, log });
  closing.push(() => invocations.close());
  const invokeLater = (functionArn: string, event: string) => invocations.invokeLater(functionArn, event);
  const schedules = new Schedules(stack, invokeLater);
  closing.push(() => schedules.close());
  const deletion = new StackDeletion({ stack, answerUrl: `${local}/cloudformation`, invokeLater });

  endpoint.serve({
    callers,
    authorizer,
    onCall,
    services: [
      dynamodbService(database, tables),
      iamService(users),
      kmsService(keys),
      lambdaService(stack, invocations),
      sesService(stack, mailbox, now),
      ssmService(parameters, keys, stack.place),
    ],
  });

  const items = async () =>
    Object.fromEntries(
      await Promise.all(tables.map(async ({ name }) => [name, await database.items(name)] as const)),
    );
  const describe = async (): Promise<AwsSummary> => ({
    parameters: parameters.names(),
    tables: Object.fromEntries(Object.entries(await items()).map(([name, all]) => [name, all.length])),
    functions: Object.fromEntries(
      [...pools.values()].map(({ definition, invocations, errors }) => [
        definition.name,
        { invocations, errors },
      ]),
    ),
  });

  const serveApi = gateway({
    stack,
    api,
    invoke: (functionArn, requestId, event) => invocations.invoke(functionArn, requestId, event),
    log,
  });
  const serveLocal = localSite({ mailbox, users, deletion, describe });
  const stagePath = `/${api.stage.StageName}`;
  server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const path = incoming.url?.split('?')[0] ?? '/';
    const served = path.startsWith('/_local/')
      ? serveLocal(incoming, outgoing, path.slice('/_local/'.length))
      : path === stagePath || path.startsWith(`${stagePath}/`)
        ? serveApi(incoming, outgoing, path.slice(stagePath.length) || '/')
        : noSuchStage(outgoing);
    served.catch((error: unknown) => {
      log(String(error instanceof Error ? error.stack : error));
      outgoing.destroy();
    });
  });

  return {
    url: origin + stagePath,
    mailbox: {
      url: `${local}/mailbox`,
      mails: () => mailbox.mails(),
      waitFor: (predicate, patience) => mailbox.waitFor(predicate, patience),
    },
    console: { url: `${local}/console`, signIn: (user, password) => users.signIn(user, password) },
    aws: {
      url: `${local}/aws.json`,
      template: synthesized.template,
      describe,
      users: {
        add: (user) => users.add(user),
        names: () => users.names(),
        setPasswordPolicy: (policy) => {
          users.passwordPolicy = policy;
        },
      },
      parameters: { names: () => parameters.names(), values: () => parameters.values() },
      tables: { endpoint: database.url, names: () => tables.map(({ name }) => name), items },
      calls: endpoint.calls,
      authorizations: authorizer.authorizations,
      failures: () => queues.messages(),
      idle: () => invocations.idle(),
      runSchedules: () => schedules.runAll(),
      deleteStack: () => deletion.run(),
    },
    close: closeAll,
  };
}

/** Puts this machine in the place of the public addresses that the stack tells its functions. */
function withLocalAddresses(
  definition: FunctionDefinition,
  { place }: Stack,
  apiId: string,
  origin: string,
): FunctionDefinition {
  const addresses = [
    [`https://${apiId}.execute-api.${place.region}.${place.urlSuffix}`, origin],
    [`https://${place.account}.signin.aws.amazon.com/console`, `${origin}/_local/console`],
  ] as const;
  const environment = Object.entries(definition.environment).map(([name, value]) => [
    name,
    addresses.reduce((text, [publicly, locally]) => text.replace(publicly, locally), value),
  ]);
  return { ...definition, environment: Object.fromEntries(environment) as Record<string, string> };
}

/** What API Gateway says about a stage that does not exist. */
function noSuchStage(outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(403, { 'content-type': 'application/json' }).end('{"message":"Forbidden"}');
  return Promise.resolve();
}
