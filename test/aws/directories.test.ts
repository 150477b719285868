import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { randomUUID } from 'node:crypto';
import { usersTable } from '../../lambda/aws/dynamo/table';
import { tableDirectory } from '../../lambda/aws/dynamo/users';
import { iamDirectory } from '../../lambda/aws/iam-directory';
import { iamAccountId, newAccountId } from '../../lambda/core/account/account';
import { hashPassword } from '../../lambda/core/password/hash-password';
import { iamDefaultPolicy, passwordProblems, tablePolicy } from '../../lambda/core/password/password-rules';
import { newPassword } from '../../lambda/core/password/new-password';
import {
  PasswordNotSet,
  PasswordRefused,
  type Account,
  type Directory,
} from '../../lambda/core/account/ports';
import { systemRandom } from '../../lambda/core/crypto/random';
import type { AwsCall, Fault, Local } from '../../local';
import { testClock } from '../support/core/fakes';
import { verifiesPhc } from '../support/flows/phc';
import { functionName, startTestStack } from '../support/flows/stack';

/** A directory, and what a test does around it without Passlink's code. */
interface TestedDirectory {
  readonly directory: Directory;
  /** Makes an account with this password. Returns what `find` must return for it. */
  readonly addAccount: (password: string) => Promise<Omit<Account, 'id'>>;
  /** Whether this is the account's password now. */
  readonly signIn: (name: string, password: string) => Promise<boolean>;
  /** Other ways to write the name under which the directory finds an account. */
  readonly spellingsOf: (name: string) => readonly string[];
  /** Names of accounts whose password may not be set here. */
  readonly unknown: readonly string[];
  /** Makes the directory itself refuse this password from now on; undefined where it takes what its policy allows. */
  readonly refuse: ((password: string) => void) | undefined;
  /** The call to AWS that sets a password. */
  readonly settingCall: string;
}

const oldPassword = 'Old-password-1!';
/** Every character that must arrive unchanged: spaces, quotes, escapes, letters beyond ASCII. */
const newOne = ' "Grüße" & <b>\\n%41+1</b> ';

const before = { ...process.env };
const clock = testClock();
let fault: ((call: AwsCall) => Fault | undefined) | undefined;
let iam: Local;
let table: Local;
/**
 * The environment of the function `reset` in each stack: its variables, and credentials with the permissions of its
 * role.
 */
let environments: Readonly<Record<'iam' | 'table', Readonly<Record<string, string>>>>;

beforeAll(async () => {
  const onCall = (call: AwsCall) => fault?.(call);
  [iam, table] = await Promise.all([
    startTestStack({ stage: 'dev', onCall }),
    startTestStack({ stage: 'table', onCall }),
  ]);
  environments = {
    iam: iam.aws.actAs(await functionName(iam, 'reset')),
    table: table.aws.actAs(await functionName(table, 'reset')),
  };
});
afterAll(() => Promise.all([iam.close(), table.close()]));
afterEach(() => {
  fault = undefined;
  iam.aws.users.setPasswordPolicy(undefined);
});
afterAll(() => {
  process.env = { ...before };
});

/** Makes a call fail, every time or only at the first attempt. Returns the number of attempts. */
const failing = (action: string, how: Fault = 'refuse', attempts = Infinity): (() => number) => {
  let attempted = 0;
  fault = (call) => {
    if (call.action !== action) return undefined;
    attempted += 1;
    return call.attempt <= attempts ? how : undefined;
  };
  return () => attempted;
};

/** The result of setting a password: undefined if it was set. */
const outcomeOf = (setting: Promise<void>): Promise<unknown> =>
  setting.then(
    () => undefined,
    (error: unknown) => error,
  );

/** From here on, this process has the permissions of `reset`'s role in that stack, and no others. */
function actAsReset(stack: keyof typeof environments): Readonly<Record<string, string>> {
  process.env = { ...before, ...environments[stack] };
  return environments[stack];
}

const iamOptions = { userPath: '/staff/', emailTag: 'email', requiresMfa: false };

function openIam(): TestedDirectory {
  const { IAM_USER_PATH = '' } = actAsReset('iam');
  return {
    directory: iamDirectory({ ...iamOptions, userPath: IAM_USER_PATH }),
    addAccount: (password) => Promise.resolve(addIamUser(password)),
    signIn: (name, password) => Promise.resolve(iam.console.signIn(name, password).signedIn),
    spellingsOf: (name) => [name.toUpperCase()],
    unknown: ['nobody', 'root-admin@example.com'],
    refuse: (password) => {
      iam.aws.users.setPasswordPolicy({ MinimumPasswordLength: password.length + 1 });
    },
    settingCall: 'iam:UpdateLoginProfile',
  };
}

function addIamUser(password: string | undefined): Omit<Account, 'id'> {
  const name = `${randomUUID()}@example.com`;
  iam.aws.users.add({ name, path: '/staff/', ...(password !== undefined && { password }) });
  return { name, email: name, usesPassword: password !== undefined };
}

function openTable(): TestedDirectory {
  const { USERS_TABLE = '' } = actAsReset('table');
  const options = { clock: clock.now, random: systemRandom, passwordLength: 15 };
  return {
    directory: tableDirectory(usersTable(USERS_TABLE), options),
    addAccount: async (password) => addItem({ passwordHash: await hashOnce(password) }),
    async signIn(email, password) {
      const hash: unknown = (await itemOf(email))?.passwordHash;
      return typeof hash === 'string' && verifiesPhc(hash, password);
    },
    // The web layer normalises addresses before this code gets them.
    spellingsOf: () => [],
    unknown: ['nobody@example.com'],
    refuse: undefined,
    settingCall: 'dynamodb:UpdateItem',
  };
}

// A hash takes 0.4 s on purpose, so all tests share the old password.
const hashes = new Map<string, Promise<string>>();
function hashOnce(password: string): Promise<string> {
  const hash = hashes.get(password) ?? hashPassword(password, systemRandom);
  hashes.set(password, hash);
  return hash;
}

const usersTableName = () =>
  table.aws.tables.names().find((name) => name.toLowerCase().includes('users')) ?? '';
const usersClient = () => new DynamoDBClient({ endpoint: table.aws.tables.endpoint });

async function itemOf(email: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const command = new GetItemCommand({ TableName: usersTableName(), Key: marshall({ email }) });
  const { Item } = await usersClient().send(command);
  return Item && unmarshall(Item);
}

async function addItem(attributes: object = {}): Promise<Omit<Account, 'id'>> {
  const email = `${randomUUID()}@example.com`;
  const Item = marshall({ email, id: newAccountId(systemRandom), createdAt: 'then', ...attributes });
  await usersClient().send(new PutItemCommand({ TableName: usersTableName(), Item }));
  return { name: email, email, usesPassword: true, isUnproven: !('verifiedAt' in attributes) };
}

/** What the core relies on, in either directory. */
describe.each([
  { kind: 'IAM users', open: openIam },
  { kind: 'the users table', open: openTable },
])('a directory of $kind', ({ open }) => {
  let tested: TestedDirectory;
  let directory: Directory;

  beforeAll(() => {
    tested = open();
    directory = tested.directory;
  });

  it('finds an account in every spelling that it knows, under its own', async () => {
    const account = await tested.addAccount(oldPassword);
    for (const typed of [account.name, ...tested.spellingsOf(account.name)]) {
      const found = { ...account, id: expect.any(String) as string };
      await expect(directory.find(typed)).resolves.toEqual(found);
    }
  });

  it('finds nobody under a name that it does not know, and certainly sets no password for it', async () => {
    expect(tested.unknown).not.toEqual([]);
    for (const name of tested.unknown) {
      await expect(directory.find(name)).resolves.toMatch(/^unknown/);
      const refusal = await outcomeOf(directory.setPassword(name, newOne, { mustChange: false }));
      expect(refusal).toBeInstanceOf(PasswordNotSet);
      expect(refusal).not.toBeInstanceOf(PasswordRefused);
      await expect(directory.find(name)).resolves.toMatch(/^unknown/);
      await expect(tested.signIn(name, newOne)).resolves.toBe(false);
    }
  });

  it('gives an account a unique id that reveals nothing and stays the same', async () => {
    const [one, other] = [await tested.addAccount(oldPassword), await tested.addAccount(oldPassword)];
    const idOf = async ({ name }: Pick<Account, 'name'>) => {
      const found = await directory.find(name);
      return typeof found === 'string' ? found : found.id;
    };
    const id = await idOf(one);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    await expect(idOf(other)).resolves.not.toBe(id);
    await directory.setPassword(one.name, newOne, { mustChange: false });
    await expect(idOf(one)).resolves.toBe(id);
  });

  it('has a policy that our own passwords meet, and takes them', async () => {
    const { name } = await tested.addAccount(oldPassword);
    const policy = await directory.passwordPolicy();
    const password = newPassword(policy, systemRandom);
    expect(passwordProblems(password, policy, name, () => false)).toEqual([]);
    await directory.setPassword(name, password, { mustChange: true });
    await expect(tested.signIn(name, password)).resolves.toBe(true);
  });

  it('sets a password as it is: it works, the old one does not, and nobody else has it', async () => {
    const [{ name }, other] = [await tested.addAccount(oldPassword), await tested.addAccount(oldPassword)];
    await directory.setPassword(name, newOne, { mustChange: false });
    await expect(tested.signIn(name, newOne)).resolves.toBe(true);
    await expect(tested.signIn(name, oldPassword)).resolves.toBe(false);
    await expect(tested.signIn(other.name, oldPassword)).resolves.toBe(true);
  });

  it('sets the same password again: a retry', async () => {
    const { name } = await tested.addAccount(oldPassword);
    for (let time = 0; time < 2; time += 1) {
      await expect(directory.setPassword(name, newOne, { mustChange: false })).resolves.toBeUndefined();
    }
    await expect(tested.signIn(name, newOne)).resolves.toBe(true);
  });

  it('reports a refused password, if it can refuse one, and leaves the old one working', async () => {
    const { name } = await tested.addAccount(oldPassword);
    tested.refuse?.(newOne);
    const answer = await outcomeOf(directory.setPassword(name, newOne, { mustChange: false }));
    const refuses = tested.refuse !== undefined;
    expect(answer instanceof PasswordRefused).toBe(refuses);
    await expect(tested.signIn(name, refuses ? oldPassword : newOne)).resolves.toBe(true);
  });

  it.each<Fault>(['refuse', 'drop-answer'])(
    'does not say for certain that a password was not set when nobody knows, after two attempts: %s',
    async (how) => {
      const { name } = await tested.addAccount(oldPassword);
      const attempts = failing(tested.settingCall, how);
      const failure = await outcomeOf(directory.setPassword(name, newOne, { mustChange: false }));
      expect(failure).toBeInstanceOf(Error);
      expect(failure).not.toBeInstanceOf(PasswordNotSet);
      // A lease of the account lasts only long enough for two attempts.
      expect(attempts()).toBe(2);
      await expect(tested.signIn(name, how === 'refuse' ? oldPassword : newOne)).resolves.toBe(true);
    },
  );

  it('sets a password when only the first answer is lost', async () => {
    const { name } = await tested.addAccount(oldPassword);
    const attempts = failing(tested.settingCall, 'drop-answer', 1);
    await directory.setPassword(name, newOne, { mustChange: false });
    expect(attempts()).toBe(2);
    await expect(tested.signIn(name, newOne)).resolves.toBe(true);
  });
});

describe('IAM users', () => {
  let directory: Directory;

  beforeAll(() => {
    ({ directory } = openIam());
  });

  it.each([
    ['alice@example.com', { email: 'alice@example.com', usesPassword: true }],
    ['bob', { email: 'bob@example.com', usesPassword: true }],
    ['carol@example.com', { email: 'carol@example.com', usesPassword: false }],
  ])('are known: %s', async (name, account) => {
    await expect(directory.find(name)).resolves.toMatchObject({ name, ...account });
  });

  /** A directory of one user, with this answer from IAM. */
  const among = (user: object) => {
    const send = () => Promise.resolve({ User: { UserName: 'bob', Path: '/staff/', ...user } });
    return iamDirectory(iamOptions, Object.assign(new IAMClient({}), { send }));
  };

  it('are not found outside the path, even if the policy let it through', async () => {
    await expect(among({ Path: '/staff/berlin/' }).find('bob')).resolves.toMatchObject({ name: 'bob' });
    for (const Path of ['/', '/admins/', '/admins/staff/', '/staff']) {
      await expect(among({ Path }).find('bob')).resolves.toBe('outside-path');
    }
  });

  it("have an id from IAM's unique id: a later user of the same name is another account", async () => {
    for (const UserId of ['AIDA1', 'AIDA2']) {
      await expect(among({ UserId }).find('bob')).resolves.toMatchObject({ id: iamAccountId(UserId) });
    }
  });

  it.each([
    ['in the tag', 'bob', { email: 'bob@example.com' }, 'bob@example.com'],
    ['in the tag, not the name', 'bob@example.org', { email: 'bob@example.com' }, 'bob@example.com'],
    ['in the tag in other letters', 'bob', { EMail: 'Bob@Example.com' }, 'Bob@Example.com'],
    ['with white space and a full stop', 'bob', { email: '\u00a0 bob@example.com.\t' }, 'bob@example.com'],
    ['of a domain beyond ASCII', 'bob', { email: 'bob@Bücher.example' }, 'bob@xn--bcher-kva.example'],
    [
      'of a domain in ASCII already',
      'bob',
      { email: 'bob@XN--bcher-KVA.example' },
      'bob@XN--bcher-KVA.example',
    ],
    ['in the name', 'bob@example.com', {}, 'bob@example.com'],
    ['in the name, beside another tag', 'bob@example.com', { mail: 'a@example.com' }, 'bob@example.com'],
    ['in the name, beside an empty tag', 'bob@example.com', { email: ' . ' }, 'bob@example.com'],
    ['nowhere', 'bob', {}, undefined],
    ['nowhere, if the name is none', 'b,ob@example.com', {}, undefined],
    [
      'as it is, if it is none',
      'bob@example.com',
      { email: 'a@example.com, b@example.com' },
      'a@example.com, b@example.com',
    ],
  ])('have their address %s', async (_, UserName, tags, email) => {
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await expect(among({ UserName, Tags }).find(UserName)).resolves.toMatchObject({ email });
  });

  it.each(['mail', 'MAIL'])('have their address in the tag that the setting names: %s', async (emailTag) => {
    const user = { UserName: 'bob', Path: '/staff/', Tags: [{ Key: 'Mail', Value: 'bob@example.com' }] };
    const client = Object.assign(new IAMClient({}), { send: () => Promise.resolve({ User: user }) });
    const find = iamDirectory({ ...iamOptions, emailTag }, client).find('bob');
    await expect(find).resolves.toMatchObject({ email: 'bob@example.com' });
  });

  it.each([
    ['have an MFA device', [{ SerialNumber: 'arn:aws:iam::123456789012:mfa/bob' }], true],
    ['have none', [], false],
  ])('%s, where those are required', async (_, MFADevices, hasMfaDevice) => {
    const send = () => Promise.resolve({ User: { UserName: 'bob', Path: '/staff/' }, MFADevices });
    const client = Object.assign(new IAMClient({}), { send });
    const find = (requiresMfa: boolean) => iamDirectory({ ...iamOptions, requiresMfa }, client).find('bob');
    const found = await find(true);
    await expect(typeof found === 'object' ? found.hasMfaDevice?.() : undefined).resolves.toBe(hasMfaDevice);
    await expect(find(false)).resolves.not.toHaveProperty('hasMfaDevice');
  });

  it('are unknown where IAM tells it, as under the path /', async () => {
    const missing = Object.assign(new Error('none'), { name: 'NoSuchEntityException' });
    const client = Object.assign(new IAMClient({}), { send: () => Promise.reject(missing) });
    await expect(iamDirectory(iamOptions, client).find('bob')).resolves.toBe('unknown');
    await expect(directory.find('nobody')).resolves.toBe('unknown-or-outside-path');
    await expect(directory.find('root-admin@example.com')).resolves.toBe('unknown-or-outside-path');
  });

  it.each([
    [true, 'common'],
    [false, 'nothing'],
  ])('may have common passwords unless they are refused: %s', async (refuseCommonPasswords, refuses) => {
    const other = iamDirectory({ ...iamOptions, refuseCommonPasswords });
    await expect(other.passwordPolicy()).resolves.toEqual({ ...iamDefaultPolicy, refuses });
    iam.aws.users.setPasswordPolicy({ MinimumPasswordLength: 8 });
    await expect(other.passwordPolicy()).resolves.toMatchObject({ refuses });
  });

  it('are not taken for missing when IAM fails', async () => {
    failing('iam:GetUser');
    await expect(directory.find('bob')).rejects.toThrow();
    failing('iam:GetLoginProfile');
    await expect(directory.find('bob')).rejects.toThrow();
  });

  it("have IAM's own rules where the account has none, and not where IAM fails", async () => {
    await expect(directory.passwordPolicy()).resolves.toEqual(iamDefaultPolicy);
    failing('iam:GetAccountPasswordPolicy');
    await expect(directory.passwordPolicy()).rejects.toThrow();
  });

  it.each([6, 30])(
    "have the account's rules where there are some, and none of IAM's own: %i",
    async (length) => {
      iam.aws.users.setPasswordPolicy({ MinimumPasswordLength: length });
      await expect(directory.passwordPolicy()).resolves.toEqual({
        ...iamDefaultPolicy,
        minimumLength: length,
        requiredKinds: [],
        differentKinds: 0,
      });
    },
  );

  it.each([
    ['RequireLowercaseCharacters', 'lower-case letter'],
    ['RequireUppercaseCharacters', 'upper-case letter'],
    ['RequireNumbers', 'digit'],
    ['RequireSymbols', 'symbol'],
  ])('are held to %s, if that is asked for', async (setting, kind) => {
    iam.aws.users.setPasswordPolicy({ MinimumPasswordLength: 8, [setting]: true });
    await expect(directory.passwordPolicy()).resolves.toMatchObject({ requiredKinds: [kind] });
    iam.aws.users.setPasswordPolicy({ MinimumPasswordLength: 8, [setting]: false });
    await expect(directory.passwordPolicy()).resolves.toMatchObject({ requiredKinds: [] });
  });

  it.each([true, false])('have to change a password at the next sign-in: %s', async (mustChange) => {
    const { name } = addIamUser(oldPassword);
    await directory.setPassword(name, newOne, { mustChange });
    expect(iam.console.signIn(name, newOne)).toEqual({ signedIn: true, mustChangePassword: mustChange });
  });

  it('get the reason for a refused password in the words of AWS', async () => {
    const { name } = addIamUser(oldPassword);
    const refusal = await outcomeOf(directory.setPassword(name, 'short', { mustChange: false }));
    expect(refusal).toBeInstanceOf(PasswordRefused);
    expect(refusal).toHaveProperty('message', 'Password should have a minimum length of 8');
  });

  it('get no console access where they have none', async () => {
    const { name } = addIamUser(undefined);
    const refusal = await outcomeOf(directory.setPassword(name, newOne, { mustChange: false }));
    expect(refusal).toBeInstanceOf(PasswordNotSet);
    expect(refusal).not.toBeInstanceOf(PasswordRefused);
    expect(refusal).toHaveProperty('cause.message', expect.stringContaining('cannot be found'));
    expect(iam.console.signIn(name, newOne).signedIn).toBe(false);
  });

  it('get an unknown outcome when IAM fails, even without a retry', async () => {
    const $metadata = { httpStatusCode: 500, attempts: 1 };
    const failure = Object.assign(new Error('Internal failure'), { $metadata });
    const client = Object.assign(new IAMClient({}), { send: () => Promise.reject(failure) });
    const setting = iamDirectory(iamOptions, client).setPassword('bob', newOne, { mustChange: false });
    expect(await outcomeOf(setting)).toBe(failure);
  });

  // The second attempt finds the user changed by the first, or in another way.
  it.each([
    [
      'PasswordPolicyViolationException',
      () => {
        iam.aws.users.setPasswordPolicy({ MinimumPasswordLength: 100 });
      },
    ],
    [
      'NoSuchEntityException',
      (name: string) => {
        iam.aws.users.add({ name, path: '/staff/' });
      },
    ],
  ])('get an unknown outcome when an answer was lost before the refusal: %s', async (refusal, meanwhile) => {
    const { name } = addIamUser(oldPassword);
    fault = ({ action, attempt }) => {
      if (action !== 'iam:UpdateLoginProfile') return undefined;
      if (attempt === 1) return 'drop-answer';
      meanwhile(name);
      return undefined;
    };
    const failure = await outcomeOf(directory.setPassword(name, newOne, { mustChange: false }));
    expect(failure).toHaveProperty('name', refusal);
    expect(failure).not.toBeInstanceOf(PasswordNotSet);
  });
});

describe('the accounts of the users table', () => {
  let directory: Directory;
  const password = 'a quiet river under snow';

  beforeAll(() => {
    ({ directory } = openTable());
  });

  it('have a password of the length that the administrator set', async () => {
    await expect(directory.passwordPolicy()).resolves.toEqual(tablePolicy(15));
  });

  it('have it stored as a PHC string with its time, and no other attribute changes', async () => {
    const { name } = await addItem({ verifiedAt: 'once' });
    const account = await itemOf(name);
    await directory.setPassword(name, password, { mustChange: false });
    const changed = await itemOf(name);
    expect(changed).toEqual({
      ...account,
      passwordHash: expect.stringMatching(/^\$scrypt\$ln=17,r=8,p=1\$[\w+/]{22}\$[\w+/]{43}$/) as string,
      passwordVersion: 1,
      passwordChangedAt: clock.now().toISOString(),
    });
    expect(JSON.stringify(changed)).not.toContain('river');
  });

  it.each([{}, { passwordHash: 'older', passwordVersion: 4 }])(
    'keep a password that was set since, when a write of before takes effect late: after %j',
    async (before) => {
      const { name } = await addItem(before);
      const users = usersTable(actAsReset('table').USERS_TABLE ?? '');
      const options = { clock: clock.now, random: systemRandom, passwordLength: 15 };
      const late = tableDirectory(
        {
          ...users,
          get: async (...read) => {
            const item = await users.get(...read);
            await directory.setPassword(name, password, { mustChange: false });
            return item;
          },
        },
        options,
      );
      const refusal = await outcomeOf(late.setPassword(name, 'the older one by far', { mustChange: false }));
      expect(refusal).toBeInstanceOf(PasswordNotSet);
      const hash: unknown = (await itemOf(name))?.passwordHash;
      expect(typeof hash === 'string' && verifiesPhc(hash, password)).toBe(true);
    },
  );

  it('take a password of each of two changes, whatever the clock says', async () => {
    const { name } = await addItem();
    await directory.setPassword(name, password, { mustChange: false });
    const earlier = () => new Date(clock.now().getTime() - 5000);
    const { USERS_TABLE = '' } = actAsReset('table');
    const behind = tableDirectory(usersTable(USERS_TABLE), {
      clock: earlier,
      random: systemRandom,
      passwordLength: 15,
    });
    await behind.setPassword(name, 'a later one by a slow clock', { mustChange: false });
    await expect(itemOf(name)).resolves.toMatchObject({
      passwordVersion: 2,
      passwordChangedAt: earlier().toISOString(),
    });
  });

  it('take a write for their own whose answer was lost', async () => {
    const { name } = await addItem();
    const users = usersTable(actAsReset('table').USERS_TABLE ?? '');
    const repeated = {
      ...users,
      update: async (...write: Parameters<typeof users.update>) => {
        await users.update(...write);
        return users.update(...write);
      },
    };
    const options = { clock: clock.now, random: systemRandom, passwordLength: 15 };
    await tableDirectory(repeated, options).setPassword(name, password, { mustChange: false });
    await expect(itemOf(name)).resolves.toMatchObject({ passwordVersion: 1 });
  });

  it('count as verified: only a reader of the mailbox can choose a password', async () => {
    const { name } = await addItem();
    await directory.setPassword(name, password, { mustChange: false });
    await expect(itemOf(name)).resolves.toMatchObject({ verifiedAt: clock.now().toISOString() });
  });

  it('are not created by setting a password', async () => {
    const refusal = await outcomeOf(
      directory.setPassword('nobody@example.com', password, { mustChange: false }),
    );
    expect(refusal).toBeInstanceOf(PasswordNotSet);
    await expect(itemOf('nobody@example.com')).resolves.toBeUndefined();
  });

  it('are not taken for missing when the table fails', async () => {
    failing('dynamodb:GetItem');
    await expect(directory.find('nobody@example.com')).rejects.toThrow();
  });
});
