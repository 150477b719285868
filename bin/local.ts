/**
 * `npm start` runs the synthesized stack on this machine until somebody stops it. With `--watch`, as in `npm run dev`, each
 * function whose code changes starts anew.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demoUsers, staff, startLocal, type Local, type LocalOptions } from '../local';

const { PASSLINK_STAGE = 'dev', PASSLINK_SETTINGS, PASSLINK_QUOTAS } = process.env;
const PASSLINK_USERS = given('PASSLINK_USERS', '0');
const PORT = given('PORT', '3000');
const HOST = given('HOST', '127.0.0.1');

/**
 * Reads an environment variable. An empty one counts as absent: Node would read it as port 0, or as every address of
 * the machine.
 */
function given(name: string, otherwise: string): string {
  const value = process.env[name]?.trim() ?? '';
  return value === '' ? otherwise : value;
}

function options(): LocalOptions {
  const port = Number(PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`PORT must be a number from 0 to 65535, not "${PORT}".`);
  }
  return {
    port,
    host: HOST,
    stage: PASSLINK_STAGE,
    users: numberOfUsers(PASSLINK_USERS),
    ...(PASSLINK_SETTINGS !== undefined && { settings: jsonObject('PASSLINK_SETTINGS', PASSLINK_SETTINGS) }),
    ...(PASSLINK_QUOTAS !== undefined && { quotas: quotas(PASSLINK_QUOTAS) }),
    log: (line) => process.stderr.write(`${line}\n`),
  };
}

/** As many users as an AWS account can hold by default. */
const mostUsers = 5000;

function numberOfUsers(text: string): number {
  const users = Number(text);
  if (Number.isInteger(users) && users >= 0 && users <= mostUsers) return users;
  throw new Error(`PASSLINK_USERS must be a number from 0 to ${mostUsers}, not "${text}".`);
}

function quotas(text: string): Record<string, number> {
  const rates = Object.entries(jsonObject('PASSLINK_QUOTAS', text));
  const wrong = rates.filter(
    ([action, rate]) => !/^[a-z]+:[A-Z][A-Za-z]+$/.test(action) || typeof rate !== 'number' || rate <= 0,
  );
  if (wrong.length === 0) return Object.fromEntries(rates) as Record<string, number>;
  const told = JSON.stringify(Object.fromEntries(wrong));
  throw new Error(
    `PASSLINK_QUOTAS must hold calls a second by action, such as {"ssm:PutParameter":3}, and not ${told}.`,
  );
}

function jsonObject(name: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${name} must be a JSON object: ${String(cause)}`, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${name} must be a JSON object, not ${text}.`);
  }
  return { ...value };
}

async function main(): Promise<void> {
  let running: Local | undefined;
  // Stops during the start too, before there is anything to close.
  const stop = () => void Promise.resolve(running?.close()).then(() => process.exit(0));
  // Handles a signal every time: npm repeats one that the terminal has already sent.
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const chosen = options();
  const { watch } = parseArgs({ options: { watch: { type: 'boolean', default: false } } }).values;
  const local = (running = await startLocal(chosen));

  const widest = Math.max(...demoUsers.map(({ name }) => name.length));
  const told = (name: string, goodFor: string) => `  ${name.padEnd(widest)}  ${goodFor}`;
  const [first, ...others] = staff(chosen.users ?? 0).map(({ name }) => name);
  const many = first === undefined ? [] : [told(first, `… ${others.at(-1) ?? first}: as alice@example.com`)];
  // The users table starts empty. The IAM users always exist, but only the directory `iam` uses them.
  const hasOwnAccounts = local.aws.tables.names().some((name) => name.includes('Users'));
  const accounts = hasOwnAccounts
    ? ['Accounts:', '  none yet: create one, with any address at example.com']
    : ['Demo users:', ...demoUsers.map(({ name, goodFor }) => told(name, goodFor)), ...many];
  const lines = [
    `Portal    ${local.url}`,
    `Mailbox   ${local.mailbox.url}`,
    `Console   ${local.console.url}`,
    ...accounts,
    ...(watch ? [await watched(local)] : []),
    `Passlink is ready: ${local.url}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Watches the functions' code until this process ends; says what is watched and what is not. */
async function watched({ functions }: Local): Promise<string> {
  const { watchCode } = await import('./watch-code');
  const folder = join(__dirname, '..', 'lambda');
  watchCode({ folder, functions, say: (line) => process.stdout.write(`${line}\n`) });
  return 'Watching  lambda/: a function whose code changes starts anew. After other changes (lib, settings), restart this.';
}

/** Whether HOST is an unknown name, or an address that this machine does not have. */
const isAboutHost = (error: NodeJS.ErrnoException): boolean =>
  error.syscall === 'getaddrinfo' || error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT';

/** The message for a failed start. */
function explained(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') {
    return `Port ${PORT} is in use. Stop what uses it, or choose another: PORT=3001 npm start (0 picks a free one).`;
  }
  if (isAboutHost(error)) {
    return (
      `Cannot listen on "${HOST}" (${error.message}). HOST must be an address or a name of this machine: ` +
      '127.0.0.1 for this machine alone, 0.0.0.0 for every machine that can reach it.'
    );
  }
  return error.message;
}

main().catch((error: unknown) => {
  process.stderr.write(`${explained(error)}\n`);
  process.exitCode = 1;
});
