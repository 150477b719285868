import type { Context } from 'aws-lambda';
import { dynamoAccounts } from '../../lambda/aws/dynamo/accounts';
import { dynamoCounter } from '../../lambda/aws/dynamo/counter';
import { prime } from '../../lambda/aws/dynamo/pause';
import { challengeTable } from '../../lambda/aws/dynamo/table';
import { kmsCodeMac, kmsCodeVerifier } from '../../lambda/aws/kms-code-mac';
import { powertoolsLog } from '../../lambda/aws/powertools-log';
import { sesMailer } from '../../lambda/aws/ses-mailer';
import { sqsPostpone } from '../../lambda/aws/sqs/batch';
import { sqsQueue } from '../../lambda/aws/sqs/queue';
import { ssmVaultReader, ssmVaultSweeper, ssmVaultWriter } from '../../lambda/aws/ssm-vault';
import { accountKey } from '../../lambda/core/account/account';
import { systemRandom } from '../../lambda/core/crypto/random';
import { MailRefused } from '../../lambda/core/ports';
import { VaultRefused } from '../../lambda/core/link/ports';
import type { AwsCall, Fault, Local } from '../../local';
import { Person } from '../support/flows/person';
import { functionName, startTestStack } from '../support/flows/stack';

let local: Local;
let fault: ((call: AwsCall) => Fault | undefined) | undefined;
const before = { ...process.env };

beforeAll(async () => {
  local = await startTestStack({ onCall: (call) => fault?.(call) });
});
afterAll(() => local.close());
afterEach(() => {
  fault = undefined;
  process.env = { ...before };
});

/** From here on, this process has the permissions of the function's role, and no others. */
async function actAs(folder: string): Promise<Record<string, string>> {
  const environment = local.aws.actAs(await functionName(local, folder));
  process.env = { ...before, ...environment };
  return environment;
}

const failing = (action: string, how: Fault) => {
  fault = (call) => (call.action === action ? how : undefined);
};

/** Makes a link bob's only one, as the portal does. */
async function requestLink(linkId: string): Promise<void> {
  const { CHALLENGE_TABLE = '' } = await actAs('portal');
  const accounts = dynamoAccounts(challengeTable(CHALLENGE_TABLE), () => new Date(), systemRandom);
  const { sessions } = await accounts.find(accountKey('bob'));
  await accounts.setLink(accountKey('bob'), linkId, sessions);
}

/** Long enough for a short deadline to pass. This test uses the real clock. */
const context = { getRemainingTimeInMillis: () => 45_000 } as Context;

describe('the vault', () => {
  const put = async (parameter: string) => {
    const { VAULT_PREFIX = '', VAULT_KEY = '' } = await actAs('generate');
    await ssmVaultWriter(VAULT_PREFIX, VAULT_KEY).store(parameter, 'v1.sealed');
  };
  const reader = async () => ssmVaultReader((await actAs('extract')).VAULT_PREFIX ?? '');

  it('gives back what was stored, until it is deleted', async () => {
    await put('one');
    const vault = await reader();
    await expect(vault.read('one')).resolves.toBe('v1.sealed');
    await vault.delete('one');
    await expect(vault.read('one')).resolves.toBeUndefined();
  });

  it('treats a missing parameter as deleted', async () => {
    await expect((await reader()).delete('never there')).resolves.toBeUndefined();
  });

  it('replaces what an earlier attempt of the same request stored', async () => {
    await put('twice');
    await expect(put('twice')).resolves.toBeUndefined();
    await (await reader()).delete('twice');
  });

  it('says that it certainly returned nothing, and only when that is true', async () => {
    await put('guarded');
    const vault = await reader();
    failing('ssm:GetParameter', 'refuse');
    await expect(vault.read('guarded')).rejects.toThrow(VaultRefused);
    failing('ssm:GetParameter', 'drop-answer');
    await expect(vault.read('guarded')).rejects.not.toThrow(VaultRefused);
    fault = undefined;
    await vault.delete('guarded');
  });

  it('gives up on an answer that never comes, with an unknown outcome', async () => {
    await put('silent');
    const vault = await reader();
    failing('ssm:GetParameter', 'stall');
    const startedAt = Date.now();
    await expect(vault.read('silent')).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(Date.now() - startedAt).toBeLessThan(20_000);
    fault = undefined;
    await vault.delete('silent');
  });

  it('does not hide that something could not be deleted', async () => {
    await put('stuck');
    const vault = await reader();
    failing('ssm:DeleteParameter', 'refuse');
    await expect(vault.delete('stuck')).rejects.toThrow();
    fault = undefined;
    await vault.delete('stuck');
  });

  it('lists all pages of what it holds, with the time of writing', async () => {
    const names = Array.from({ length: 25 }, (_, index) => `listed-${index}`);
    for (const name of names) await put(name);
    const vault = ssmVaultSweeper((await actAs('sweep')).VAULT_PREFIX ?? '');
    const found = await vault.list();
    expect(found.map(({ parameter }) => parameter).sort()).toEqual([...names].sort());
    for (const { writtenAt } of found) expect(writtenAt.getTime()).toBeGreaterThan(Date.now() - 60_000);
    for (let at = 0; at < names.length; at += 10) await vault.deleteAll(names.slice(at, at + 10));
    await expect(vault.list()).resolves.toEqual([]);
    // Missing ones are no failure.
    await expect(vault.deleteAll(names.slice(0, 10))).resolves.toBeUndefined();
  });
});

describe('codes', () => {
  it('match their own MAC and no other', async () => {
    const { CODE_KEY = '' } = await actAs('portal');
    const mac = await kmsCodeMac(CODE_KEY).generate('pickup:link:482913');
    await actAs('extract');
    const verifier = kmsCodeVerifier(CODE_KEY);
    await expect(verifier.matches('pickup:link:482913', mac)).resolves.toBe(true);
    await expect(verifier.matches('pickup:link:482914', mac)).resolves.toBe(false);
    await expect(verifier.matches('pickup:other:482913', mac)).resolves.toBe(false);
  });

  it('are not taken for wrong when KMS fails', async () => {
    const { CODE_KEY = '' } = await actAs('extract');
    failing('kms:VerifyMac', 'refuse');
    await expect(kmsCodeVerifier(CODE_KEY).matches('message', 'mac')).rejects.toThrow();
  });
});

describe('the mailer', () => {
  const mail = { to: 'bob@example.com', subject: 'Grüße', text: 'Hello – you', html: '<p>Hello – you</p>' };
  const mailer = async () => {
    const { SENDER = '', SENDER_NAME = '', CONFIGURATION_SET = '' } = await actAs('generate');
    return sesMailer({ sender: SENDER, senderName: SENDER_NAME, configurationSet: CONFIGURATION_SET });
  };

  it('sends both parts, in UTF-8', async () => {
    await (await mailer()).send(mail);
    expect(local.mailbox.mails().at(-1)).toMatchObject({
      ...mail,
      from: '"Passlink" <passlink-network@example.com>',
    });
  });

  it('says so when the mail certainly was not sent', async () => {
    const ses = await mailer();
    const nobodys = sesMailer({ sender: 'other@example.com', senderName: 'Other', configurationSet: 'none' });
    await expect(nobodys.send(mail)).rejects.toThrow(MailRefused);
    failing('ses:SendEmail', 'refuse');
    await expect(ses.send(mail)).rejects.not.toThrow(MailRefused);
  });

  it('does not try again when the outcome is unknown', async () => {
    const ses = await mailer();
    const sent = local.mailbox.mails().length;
    failing('ses:SendEmail', 'drop-answer');
    await expect(ses.send(mail)).rejects.not.toThrow(MailRefused);
    expect(local.mailbox.mails()).toHaveLength(sent + 1);
  });
});

describe('the challenge table', () => {
  it('can be read once while the function starts, even when it does not answer', async () => {
    const { CHALLENGE_TABLE = '' } = await actAs('portal');
    failing('dynamodb:GetItem', 'refuse');
    await expect(prime(challengeTable(CHALLENGE_TABLE))).resolves.toBeUndefined();
  });

  it('is read strongly consistent: a link that was claimed a moment ago is never taken for a live one', async () => {
    const { CHALLENGE_TABLE = '' } = await actAs('portal');
    const earlier = local.aws.calls.length;
    await challengeTable(CHALLENGE_TABLE).get('count#overall');
    expect(local.aws.calls.slice(earlier)).toMatchObject([
      { action: 'dynamodb:GetItem', input: { ConsistentRead: true } },
    ]);
  });

  it('does not take a failure for a condition that does not hold', async () => {
    const { CHALLENGE_TABLE = '' } = await actAs('portal');
    const counter = dynamoCounter(challengeTable(CHALLENGE_TABLE), () => new Date());
    failing('dynamodb:UpdateItem', 'refuse');
    await expect(counter.count('overall', 1, 60)).rejects.toThrow();
  });

  it('gives up on a counter that somebody else keeps changing', async () => {
    const table = {
      update: () => Promise.resolve(undefined),
      get: () => Promise.resolve({ requests: 0, expiresAt: 0 }),
      delete: () => Promise.resolve(),
    };
    const counter = dynamoCounter(table, () => new Date());
    await expect(counter.count('overall', 1, 60)).rejects.toThrow('10 attempts');
  });
});

const clock = () => new Date();

describe('the queue', () => {
  it('hands a reset over to the function that delivers links', async () => {
    await requestLink('A'.repeat(22));
    const { LINK_QUEUE = '' } = await actAs('portal');
    await sqsQueue(LINK_QUEUE, clock).submit({
      linkId: 'A'.repeat(22),
      user: 'bob',
      browserHash: 'hash',
      pickupMac: 'mac',
      vouched: false,
    });
    await local.aws.idle();
    expect(local.mailbox.mails().at(-1)?.text).toContain(`/extract/${'A'.repeat(22)}#`);
  });

  it('hands a notice over to the function that sends mail', async () => {
    const { MAIL_QUEUE = '' } = await actAs('reset');
    const disputeId = 'D'.repeat(22);
    const notice = {
      kind: 'notice',
      disputeId,
      user: 'bob',
      change: 'chosen',
      changedAt: Date.now(),
      locks: 0,
    };
    await sqsQueue(MAIL_QUEUE, clock).submit(notice);
    await local.aws.idle();
    expect(local.mailbox.mails().at(-1)?.text).toContain(`/dispute/${disputeId}#`);
  });

  it('brings a job once to its end whose message was sent twice, because the first answer was lost', async () => {
    const { MAIL_QUEUE = '' } = await actAs('reset');
    const disputeId = 'E'.repeat(22);
    const mails = local.mailbox.mails().length;
    fault = ({ action, attempt }) =>
      action === 'sqs:SendMessage' && attempt === 1 ? 'drop-answer' : undefined;
    const sent = local.aws.calls.length;
    const notice = {
      kind: 'notice',
      disputeId,
      user: 'bob',
      change: 'chosen',
      changedAt: Date.now(),
      locks: 0,
    };
    await sqsQueue(MAIL_QUEUE, clock).submit(notice);
    await local.aws.idle();
    const bodies = local.aws.calls
      .slice(sent)
      .filter(({ action }) => action === 'sqs:SendMessage')
      .map(({ input }) => (input as { readonly MessageBody: string }).MessageBody);
    expect(bodies).toHaveLength(2);
    expect(bodies[0]).toBe(bodies[1]);
    expect(local.mailbox.mails()).toHaveLength(mails + 1);
  });

  it('lets each function send only where it has to', async () => {
    const { LINK_QUEUE = '', MAIL_QUEUE = '' } = await actAs('portal');
    for (const [name, queue] of [
      ['extract', LINK_QUEUE],
      ['reset', LINK_QUEUE],
      ['send-mail', LINK_QUEUE],
      ['generate', MAIL_QUEUE],
      ['sweep', MAIL_QUEUE],
    ] as const) {
      await actAs(name);
      await expect(sqsQueue(queue, clock).submit({})).rejects.toMatchObject({
        name: 'AccessDeniedException',
      });
    }
  });

  it('lets the function that takes messages postpone them, and no other', async () => {
    const { LINK_QUEUE = '' } = await actAs('generate');
    await expect(sqsPostpone(LINK_QUEUE)('expired', 5)).rejects.toMatchObject({
      name: 'ReceiptHandleIsInvalid',
    });
    await actAs('portal');
    await expect(sqsPostpone(LINK_QUEUE)('expired', 5)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});

describe('the log', () => {
  it('writes one line of JSON an event, with the cause of an error', () => {
    const lines: string[] = [];
    const keep = (...line: readonly unknown[]) => {
      lines.push(String(line[0]));
    };
    const methods = ['info', 'warn', 'error'] as const;
    const spies = methods.map((method) => jest.spyOn(console, method).mockImplementation(keep));
    process.env.POWERTOOLS_DEV = 'true';
    const log = powertoolsLog('test');
    log.info('link.opened', { link: 'abc' });
    log.warn('link.released', { link: 'abc' }, new Error('throttled'));
    log.error('request.failed', {}, 'not an error');
    for (const spy of spies) spy.mockRestore();
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { level: 'INFO', message: 'link.opened', service: 'test', link: 'abc' },
      { level: 'WARN', message: 'link.released', error: { message: 'throttled' } },
      { level: 'ERROR', message: 'request.failed', error: { name: 'Error' } },
    ]);
  });
});

describe('every function that people wait for', () => {
  let fresh: Local;
  let person: Person;
  const lines: string[] = [];
  beforeAll(async () => {
    fresh = await startTestStack({ log: (line) => lines.push(line) });
    person = new Person(fresh);
  });
  afterAll(() => fresh.close());

  const callsOf = async (folder: string) => {
    const name = await functionName(fresh, folder);
    return fresh.aws.calls
      .filter((call) => call.function === name)
      .map(
        ({ action, input }) => `${action} ${/"pk":\{"S":"([^"]*)"/.exec(JSON.stringify(input))?.[1] ?? ''}`,
      );
  };

  it('at a page rehearses when it starts: that reads an item, and neither calls nor logs anything else', async () => {
    // None of these pages reads anything.
    for (const page of ['/', '/extract/none', '/dispute/none']) await person.send('GET', page);
    for (const folder of ['portal', 'extract', 'reset']) {
      expect([folder, await callsOf(folder)]).toEqual([folder, ['dynamodb:GetItem switch#']]);
    }
    const byPages = lines.filter((line) => /"service":"(portal|extract|reset)"/.test(line));
    expect(byPages.map((line) => /"message":"([^"]*)"/.exec(line)?.[1])).toEqual([
      'request.served',
      ...['link.opened', 'request.refused', 'request.served'],
      ...['dispute.opened', 'request.refused', 'request.served'],
    ]);
  });

  it('for a mail reads an item when it starts, before anything else', async () => {
    await person.receiveLink('bob', 'bob@example.com');
    await person.send('POST', '/login', { email: 'bob' });
    await fresh.aws.idle();
    for (const folder of ['send-mail', 'generate']) {
      expect([folder, (await callsOf(folder))[0]]).toEqual([folder, 'dynamodb:GetItem switch#']);
    }
  });
});

describe('the functions that take no requests', () => {
  const handOver = async (queue: 'LINK_QUEUE' | 'MAIL_QUEUE', job: unknown) => {
    const environment = await actAs('portal');
    await sqsQueue(environment[queue] ?? '', clock).submit(job);
  };
  const mailWith = (text: string | RegExp) => local.mailbox.waitFor((mail) => mail.text.search(text) >= 0);

  it('"generate" delivers a link', async () => {
    const linkId = 'B'.repeat(22);
    await requestLink(linkId);
    await handOver('LINK_QUEUE', {
      linkId,
      user: 'bob',
      browserHash: 'h',
      pickupMac: 'm',
      vouched: false,
    });
    await expect(mailWith(`/extract/${linkId}#`)).resolves.toMatchObject({ to: 'bob@example.com' });
  });

  it('"send-mail" mails a code, and a notice', async () => {
    await handOver('MAIL_QUEUE', {
      kind: 'code',
      purpose: 'sign-in',
      requestId: 'request',
      user: 'bob',
      register: false,
      generation: 0,
      sessions: 0,
      browserHash: 'hash',
      vouched: false,
    });
    await expect(mailWith(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/m)).resolves.toMatchObject({ to: 'bob@example.com' });
    const disputeId = 'C'.repeat(22);
    await handOver('MAIL_QUEUE', {
      kind: 'notice',
      disputeId,
      user: 'bob',
      change: 'chosen',
      changedAt: Date.now(),
      locks: 0,
    });
    await expect(mailWith(`/dispute/${disputeId}#`)).resolves.toMatchObject({ to: 'bob@example.com' });
  });

  it('"sweep" leaves what a live link needs', async () => {
    await actAs('sweep');
    const { handler } = await import('../../lambda/sweep/handler');
    const parameters = local.aws.parameters.names();
    await handler({}, context);
    expect(parameters).not.toEqual([]);
    expect(local.aws.parameters.names()).toEqual(parameters);
  });
});
