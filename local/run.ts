/** Starts all parts, the servers, the local AWS and the functions, and ends them. */
import { createServer, type Server } from 'node:http';
import { Authorizer } from './aws/authorizer';
import type { AwsCall, Caller, Fault } from './aws/calls';
import { demoUsers } from './demo-users';
import { Endpoint } from './aws/endpoint';
import { environmentOf, newAccessKeyId, type LogSink } from './functions/execution-environment';
import { FailureQueues } from './aws/failure-queues';
import { FunctionPool } from './functions/function-pool';
import { frontDoor } from './front-door';
import { gateway } from './gateway/gateway';
import { addressOf, close, listen } from './http';
import { Invocations } from './functions/invocations';
import { withLocalAddresses } from './functions/local-addresses';
import type { AwsSummary, LocalAws } from './local-aws';
import { localSite } from './site/local-site';
import { Mailbox, type Mail, type MailPredicate } from './site/mailbox';
import { Schedules } from './functions/schedules';
import { Database, dynamodbService } from './aws/services/dynamodb';
import { iamService, UserDirectory, type SignIn } from './aws/services/iam';
import { KeyRing, kmsService } from './aws/services/kms';
import { lambdaService } from './aws/services/lambda';
import { sesService } from './aws/services/ses';
import { ParameterStore, ssmService } from './aws/services/ssm';
import { readStack, type Synthesized } from './template/stack';
import { StackDeletion } from './functions/stack-deletion';
import type { Template } from './template/template';

/** Options for a run. */
export interface RunOptions {
  /** @default 0, a free one */
  readonly port?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** Changes the template before it runs, for example to remove a permission. */
  readonly template?: (template: Template) => Template;
  /** Called for every allowed call. The fault that it returns happens. */
  readonly onCall?: (call: AwsCall) => Fault | undefined;
  /** Takes the log lines of the functions and the gateway. @default - they are dropped */
  readonly log?: LogSink;
  /** The clock of the services, which date parameters with it. Functions have their own. @default - the time */
  readonly now?: () => Date;
  /**
   * Milliseconds by which the clock of a function is ahead, for tests. Asked with the function's name, as in `AwsCall`, at
   * each invocation and before a new copy imports its bundle.
   *
   * @default - all have this machine's clock
   */
  readonly clockShift?: (functionName: string) => number;
}

/** The running stack. */
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
  /** The functions: where their bundles are, and how new copies take over. */
  readonly functions: readonly Pick<FunctionPool, 'definition' | 'restart'>[];
  /** Ends everything: functions, servers, timers. */
  close: () => Promise<void>;
}

/** Registers a step for the end. The last registered step runs first. */
export type OnClose = (step: () => unknown) => void;

/**
 * Runs a synthesized stack.
 *
 * @param synthesize called after the port is known to be free, because it takes long
 * @throws Error when the port is taken (`EADDRINUSE`), or the template needs what the laptop does not have.
 */
export async function runLocal(
  synthesize: (onClose: OnClose) => Synthesized | Promise<Synthesized>,
  options: RunOptions = {},
): Promise<Local> {
  const { port = 0, host = '127.0.0.1' } = options;
  const closing: (() => unknown)[] = [];
  const onClose: OnClose = (step) => void closing.push(step);
  const closeAll = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    const server = createServer();
    await listen(server, port, host);
    onClose(() => close(server));
    const database = await Database.start();
    onClose(() => database.close());
    const synthesized = await synthesize(onClose);
    const template = options.template?.(synthesized.template) ?? synthesized.template;
    return await run({ ...synthesized, template }, options, { server, database, onClose, closeAll });
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** What is open so far, and how to close it. */
interface Opened {
  readonly server: Server;
  readonly database: Database;
  readonly onClose: OnClose;
  readonly closeAll: () => Promise<void>;
}

async function run(synthesized: Synthesized, options: RunOptions, opened: Opened): Promise<Local> {
  const { server, database, onClose, closeAll } = opened;
  const { log = () => undefined, now = () => new Date(), onCall = () => undefined } = options;
  const stack = readStack(synthesized);
  const { api, tables } = stack;
  if (!api) throw new Error('The stack has no API.');
  const origin = addressOf(server);
  const local = `${origin}/_local`;

  const endpoint = new Endpoint();
  const awsUrl = await endpoint.start();
  onClose(() => endpoint.close());
  await database.create(tables);

  const authorizer = new Authorizer(stack.place);
  const callers = new Map<string, Caller>();
  const mailbox = new Mailbox();
  const queues = new FailureQueues(stack.queues);
  const keys = new KeyRing(stack.keys);
  const parameters = new ParameterStore(stack.place, keys, now);
  const users = new UserDirectory(stack.place, now);
  for (const user of demoUsers) users.add(user);

  const { clockShift } = options;
  const surroundings = { place: stack.place, awsUrl, log, authorizer, callers, clockShift };
  const pools = new Map(
    stack.functions.map((definition) => [
      definition.arn,
      new FunctionPool(withLocalAddresses(definition, stack.place, api.id, origin), surroundings),
    ]),
  );
  onClose(() => Promise.all([...pools.values()].map((pool) => pool.close())));

  const invocations = new Invocations({ pools, queues, authorizer, log });
  onClose(() => invocations.close());
  const invokeLater = (functionArn: string, event: string) => invocations.invokeLater(functionArn, event);
  const schedules = new Schedules(stack, invokeLater);
  onClose(() => schedules.close());
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
  const actAs = (functionName: string) => {
    const pool = [...pools.values()].find(({ definition }) => definition.name === functionName);
    if (!pool) throw new Error(`The stack has no function "${functionName}".`);
    const accessKeyId = newAccessKeyId();
    callers.set(accessKeyId, {
      definition: pool.definition,
      invocation: undefined,
      crash: () => Promise.resolve(),
    });
    return environmentOf(pool.definition, surroundings, { accessKeyId, logStream: 'test' });
  };
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
  const stagePath = `/${api.stage.StageName}`;
  const serveLocal = localSite({ portal: `${stagePath}/`, mailbox, users, deletion, describe });
  server.on('request', frontDoor({ stagePath, serveApi, serveLocal, log }));

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
      policies: [
        ...stack.functions.flatMap(({ role }) => role.policies),
        ...stack.keys.map(({ policy }) => policy),
      ],
      failures: () => queues.messages(),
      idle: () => invocations.idle(),
      runSchedules: () => schedules.runAll(),
      deleteStack: () => deletion.run(),
      actAs,
    },
    functions: [...pools.values()],
    close: closeAll,
  };
}
