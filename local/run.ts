/** Starts all parts of a run, the server, the account and the functions, and ends them. */
import { createServer, type Server } from 'node:http';
import { Account } from './account';
import { administratorsOf, callerOf, type AdministratorName } from './administrators';
import type { AwsCall, Fault } from './aws/calls';
import type { Rates } from './aws/quotas';
import type { SignIn } from './aws/services/user-directory';
import { frontDoor } from './front-door';
import type { LogSink } from './functions/execution-environment';
import type { FunctionPool } from './functions/function-pool';
import { StackDeletion } from './functions/stack-deletion';
import { StackFunctions } from './functions/stack-functions';
import { gateway } from './gateway/gateway';
import { addressOf, close, listen } from './http';
import { adminAccess, localAws, type AdminAccess, type LocalAws } from './local-aws';
import { localSite } from './site/local-site';
import { Trail } from './site/trail';
import type { Mail, MailPredicate } from './site/mailbox';
import { readStack, type Synthesized } from './template/stack';
import type { Template } from './template/template';

/** Options for a run. */
export interface RunOptions {
  /**
   * The account to deploy the stack into, beside the stacks that it has. It stays open when the run is closed.
   *
   * @default - a new account, which the run closes
   */
  readonly account?: Account;
  /** @default 0, a free one */
  readonly port?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** Changes the template before it runs, for example to remove a permission. */
  readonly template?: (template: Template) => Template;
  /** Called for every allowed call of the stack's functions. The fault that it returns happens. */
  readonly onCall?: (call: AwsCall) => Fault | undefined;
  /** Calls a second that a new account takes, by action. Waits are then as long as on AWS. @default - any number */
  readonly quotas?: Rates;
  /** How many IAM users a new account has besides the demo users; see `staff`. @default 0 */
  readonly users?: number;
  /** Takes the log lines of the functions and the gateway. @default - they are dropped */
  readonly log?: LogSink;
  /** The clock of a new account's services, which date parameters with it. Functions have their own. @default - the time */
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
  /** What the command line of the administrators needs to know of this run, for each of the demo administrators. */
  readonly administrators: Readonly<Record<AdministratorName, AdminAccess>>;
  /** The functions: where their bundles are, and how new copies take over. */
  readonly functions: readonly Pick<FunctionPool, 'definition' | 'restart'>[];
  /** Ends everything: functions, servers, timers, and the account if the run made it. Otherwise the stack stays in it. */
  close: () => Promise<void>;
}

/** Registers a step for the end. The last registered step runs first. */
export type OnClose = (step: () => unknown) => void;

/**
 * Runs a synthesized stack.
 *
 * @param synthesize called after the port is known to be free, because it takes long
 * @throws Error when the port is taken (`EADDRINUSE`), the template needs what the laptop does not have, or the account
 *   has the stack or one of its resources already.
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
    const account = options.account ?? (await Account.open(options));
    if (account !== options.account) onClose(() => account.close());
    const synthesized = await synthesize(onClose);
    const template = options.template?.(synthesized.template) ?? synthesized.template;
    return await run({ ...synthesized, template }, options, { server, account, onClose, closeAll });
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** What is open so far, and how to close it. */
interface Opened {
  readonly server: Server;
  readonly account: Account;
  readonly onClose: OnClose;
  readonly closeAll: () => Promise<void>;
}

async function run(synthesized: Synthesized, options: RunOptions, opened: Opened): Promise<Local> {
  const { server, account, onClose, closeAll } = opened;
  const trail = new Trail();
  const log: LogSink = (line) => {
    trail.take(line);
    options.log?.(line);
  };
  const { onCall = () => undefined, clockShift } = options;
  const { template } = synthesized;
  const stack = readStack(synthesized);
  const { api } = stack;
  if (!api) throw new Error('The stack has no API.');
  const origin = addressOf(server);
  const local = `${origin}/_local`;

  const functions = new StackFunctions(stack, account, { origin, log, onCall, clockShift });
  onClose(() => functions.close());
  const { invocations } = functions;
  await account.deploy(stack);
  functions.takeWork();

  const deletion = new StackDeletion({
    stack,
    answerUrl: `${local}/cloudformation`,
    invokeLater: (functionArn, event) => invocations.invokeLater(functionArn, event),
    remove: async () => {
      await functions.close();
      await account.remove(stack);
    },
  });
  const administrators = administratorsOf(stack);
  for (const each of administrators) account.callers.set(each.accessKeyId, callerOf(each, onCall));
  onClose(() => {
    for (const { accessKeyId } of administrators) account.callers.delete(accessKeyId);
  });
  const signers = new Map(administrators.map((each) => [each.accessKeyId, each]));

  const aws = localAws({ url: `${local}/aws.json`, account, template, stack, functions, deletion });

  const serveApi = gateway({
    stack,
    api,
    signers,
    invoke: (...invocation) => invocations.invoke(...invocation),
    log,
  });
  const { mailbox, users } = account;
  const stagePath = `/${api.stage.StageName}`;
  const { describe } = aws;
  const access = Object.fromEntries(
    administrators.map((each) => [each.name, adminAccess(each, { stack, url: origin + stagePath, account })]),
  ) as Record<AdministratorName, AdminAccess>;
  const { administrator } = access;
  const portal = `${stagePath}/`;
  const serveLocal = localSite({ portal, mailbox, users, deletion, trail, describe, administrator });
  const hasApi = () => account.has(stack);
  server.on('request', frontDoor({ stagePath, serveApi, serveLocal, hasApi, log }));

  return {
    url: origin + stagePath,
    mailbox: {
      url: `${local}/mailbox`,
      mails: () => mailbox.mails(),
      waitFor: (predicate, patience) => mailbox.waitFor(predicate, patience),
    },
    console: { url: `${local}/console`, signIn: (user, password) => users.signIn(user, password) },
    aws,
    administrators: access,
    functions: functions.pools,
    close: closeAll,
  };
}
