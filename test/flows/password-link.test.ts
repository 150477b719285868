import { dynamoLinkClaims, dynamoLinkPreparation } from '../../lambda/aws/dynamo/links';
import { challengeTable } from '../../lambda/aws/dynamo/table';
import { ssmVaultWriter } from '../../lambda/aws/ssm-vault';
import type { Local } from '../../local';
import { Account } from '../../local/account';
import { Person, type Revealed } from '../support/flows/person';
import { functionName, startTestStack } from '../support/flows/stack';

describe('the password link', () => {
  let account: Account;
  let local: Local;

  beforeAll(async () => {
    account = await Account.open();
    local = await startTestStack({ account });
  });
  afterAll(async () => {
    await local.close();
    await account.close();
  });

  it('gets somebody who forgot the password back into AWS', async () => {
    const alice = new Person(local);
    const link = await alice.receiveLink('alice@example.com');
    expect((await alice.send('GET', `/extract/${link.id}`)).status).toBe(200);

    const opened = await alice.open(link);
    const revealed = opened.json() as Revealed;

    expect(opened.status).toBe(200);
    expect(revealed).toMatchObject({ user: 'alice@example.com', mustChangePassword: true });
    expect(revealed.signInUrl).toBe(local.console.url);
    expect(local.console.signIn('alice@example.com', revealed.password)).toEqual({
      signedIn: true,
      mustChangePassword: true,
    });
    expect(local.console.signIn('alice@example.com', 'Old-password-1!').signedIn).toBe(false);
    expect(local.aws.parameters.names()).toEqual([]);

    const again = await alice.open(link);
    expect(again.status).toBe(410);
    expect(again.json()).toMatchObject({
      code: 'link-unavailable',
      title: 'Invalid! This link is expired or has been already used once',
    });
    expect((await alice.send('GET', `/extract/${link.id}`)).status).toBe(410);
  });

  it('sends the mail to the address in the tag "email" of a user whose name is none', async () => {
    const bob = new Person(local);
    const link = await bob.receiveLink('bob', 'bob@example.com');
    const { password } = (await bob.open(link)).json() as Revealed;
    expect(local.console.signIn('bob', password).signedIn).toBe(true);
  });

  it('works on another device with the pickup code', async () => {
    const [desktop, phone] = [new Person(local), new Person(local)];
    const link = await desktop.receiveLink('alice@example.com');
    const without = await phone.open(link);
    expect(without.status).toBe(401);
    expect(without.json()).toMatchObject({ code: 'pickup-code-required' });
    const wrong = await phone.open(link, link.pickupCode === '000000' ? '000001' : '000000');
    expect(wrong.status).toBe(403);
    expect((await phone.open(link, link.pickupCode)).status).toBe(200);
  });

  it('is withdrawn after five wrong pickup codes, and asking again helps', async () => {
    const [desktop, guesser] = [new Person(local), new Person(local)];
    const link = await desktop.receiveLink('alice@example.com');
    const wrong = ['111111', '222222', '333333', '444444', '555555', '666666'].filter(
      (code) => code !== link.pickupCode,
    );
    for (const code of wrong.slice(0, 5)) expect((await guesser.open(link, code)).status).toBe(403);
    expect((await desktop.open(link)).status).toBe(410);
    const next = await desktop.receiveLink('alice@example.com');
    expect((await desktop.open(next)).status).toBe(200);
  });

  it('is withdrawn by the next one for the same account', async () => {
    const alice = new Person(local);
    const first = await alice.receiveLink('alice@example.com');
    const second = await alice.receiveLink('alice@example.com');
    expect((await alice.open(first)).status).toBe(410);
    expect((await alice.open(second)).status).toBe(200);
  });

  it('ends with a password that works when somebody presses the button ten times', async () => {
    const alice = new Person(local);
    await alice.send('GET', '/');
    await local.aws.idle();
    const before = local.mailbox.mails().length;
    await Promise.all(Array.from({ length: 10 }, () => alice.ask('alice@example.com')));
    await local.aws.idle();
    const links = local.mailbox
      .mails()
      .slice(before)
      .map(({ text }) => /\/extract\/([\w-]+)#([\w-]+)/.exec(text))
      .map((match) => ({ id: match?.[1] ?? '', key: match?.[2] ?? '' }));
    const pages = await Promise.all(links.map(({ id }) => alice.send('GET', `/extract/${id}`)));
    const live = links.filter((_, index) => pages[index]?.status === 200);
    expect(live).toHaveLength(1);
  });

  it('meets the password policy of the account', async () => {
    local.aws.users.setPasswordPolicy({
      MinimumPasswordLength: 40,
      RequireSymbols: true,
      RequireNumbers: true,
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: true,
    });
    const alice = new Person(local);
    const { password } = (await alice.open(await alice.receiveLink('alice@example.com'))).json() as Revealed;
    expect(password.length).toBeGreaterThanOrEqual(40);
    expect(local.console.signIn('alice@example.com', password).signedIn).toBe(true);
    local.aws.users.setPasswordPolicy(undefined);
  });

  it('answers alike, byte for byte, for accounts that are unknown, not eligible and eligible, and mails only the last', async () => {
    const users = ['nobody', 'carol@example.com', 'root-admin@example.com', 'alice@example.com'];
    await local.aws.idle();
    const before = local.mailbox.mails().length;
    const answers = await Promise.all(
      users.map(async (user) => {
        const { status, headers, text } = await new Person(local).ask(user);
        const told = [...headers].filter(
          ([name]) => !['date', 'set-cookie', 'x-amzn-requestid'].includes(name),
        );
        return {
          status,
          told,
          body: text.replace(/"\d{6}"/, '"code"'),
          cookies: headers.getSetCookie().length,
        };
      }),
    );
    await local.aws.idle();
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(
      local.mailbox
        .mails()
        .slice(before)
        .map(({ to }) => to),
    ).toEqual(['alice@example.com']);
  });

  it('does not let anybody be reset who is outside the path or has no console password', async () => {
    await new Person(local).ask('root-admin@example.com');
    await new Person(local).ask('carol@example.com');
    await local.aws.idle();
    expect(local.console.signIn('root-admin@example.com', 'Old-password-1!').signedIn).toBe(true);
    expect(local.aws.calls.filter(({ action }) => action === 'iam:CreateLoginProfile')).toEqual([]);
  });

  it('leaves nothing when the stack is deleted, in whatever state 200 links are', async () => {
    const environment = local.aws.actAs(await functionName(local, 'generate'));
    const { CHALLENGE_TABLE = '', VAULT_PREFIX = '', VAULT_KEY = '' } = environment;
    const before = { ...process.env };
    process.env = { ...before, ...environment };
    const table = challengeTable(CHALLENGE_TABLE);
    const now = () => new Date();
    const [preparation, claims] = [dynamoLinkPreparation(table, now), dynamoLinkClaims(table, now)];
    const vault = ssmVaultWriter(VAULT_PREFIX, VAULT_KEY);
    const halves = { keyHash: 'k', browserHash: 'b', pickupMac: 'm' };
    const expiresAt = new Date(Date.now() + 3_600_000);
    const states: readonly ((id: string) => Promise<unknown>)[] = [
      (id) => preparation.retract(id, halves.keyHash),
      (id) => claims.claim(id, halves.keyHash, { claimId: 'c' }),
      (id) => claims.withdraw(id),
      () => preparation.publish('expired', halves, now()),
      () => Promise.resolve(),
    ];
    const makeLink = async (at: number) => {
      const id = `link-${at}`;
      await preparation.begin(id, {
        account: 'a',
        parameter: id,
        recovery: '0123456789ab',
        expiresAt,
      });
      await vault.store(id, 'sealed');
      await preparation.publish(id, halves, expiresAt);
      await states[at % states.length]?.(id);
    };
    // All at once would take longer than a client of AWS waits for an answer.
    for (let at = 0; at < 200; at += 20) {
      await Promise.all(Array.from({ length: 20 }, (_, offset) => makeLink(at + offset)));
    }
    process.env = before;
    await new Person(local).receiveLink('alice@example.com');
    expect(local.aws.parameters.names().length).toBeGreaterThan(200);
    expect(account.resources().length).toBeGreaterThan(40);
    await expect(local.aws.deleteStack()).resolves.toMatchObject([{ status: 'SUCCESS' }]);
    await expect(local.aws.describe()).resolves.toEqual({ parameters: [], tables: {}, functions: {} });
    expect(account.resources()).toEqual([]);
  });
});
