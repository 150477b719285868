/**
 * Floods, as strangers can send them. `FLOOD=10 npx jest --testTimeout=600000 test/flows/crowds/floods` takes four minutes, and
 * makes them ten times larger than those that once kept an owner, or everybody, from recovering.
 */
import type { Local, Template } from '../../../local';
import { choosePassword, receiveResetCode } from '../../support/flows/code-reset';
import { newPeople } from '../../support/flows/new-people';
import { Person } from '../../support/flows/person';
import { enterCode, receiveCode, signIn } from '../../support/flows/sign-in';
import { startTestStack } from '../../support/flows/stack';
import { Stranger } from '../../support/flows/stranger';

const size = Number(process.env.FLOOD ?? 1);
const alice = 'alice@example.com';
const bob = 'bob';
const bobsMailbox = 'bob@example.com';

/** The default of the setting `limits.account`. */
const mailsOfAnAccount = 20;

const mailsTo = (local: Local, user: string) => local.mailbox.mails().filter(({ to }) => to === user);

/** Opens the link "It was me" of a mail, and presses its button. */
async function letThrough(person: Person, text = ''): Promise<void> {
  const [, id = '', key = ''] = /\/vouch\/([\w-]+)#([\w-]+)/.exec(text) ?? [];
  const answer = await person.send('POST', `/vouch/${id}`, { key });
  expect([answer.status, answer.text]).toEqual([200, '{"status":"browser-vouched"}']);
}

describe('a flood of requests and guesses for one account', () => {
  let local: Local;
  let known: Person;
  let flooded: number;

  beforeAll(async () => {
    local = await startTestStack({ stage: 'limited' });
    known = new Person(local);
    await signIn(local, known, alice);
    const before = mailsTo(local, alice).length;
    await Promise.all(
      Array.from({ length: 4 * size }, async (_, number) => {
        const stranger = new Stranger(local, number);
        for (let round = 0; round < 15; round += 1) {
          await stranger.post(round % 2 === 0 ? '/login' : '/generate-otp', { email: alice });
          for (let guess = 0; guess < 3; guess += 1)
            await stranger.post('/token', { email: alice, code: '0000-0000' });
        }
        stranger.leave();
      }),
    );
    await local.aws.idle();
    flooded = mailsTo(local, alice).length - before;
  });
  afterAll(() => local.close());

  it('mails the account no more than the limit, and one mail that says so', () => {
    const subjects = mailsTo(local, alice).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.startsWith('Many requests'))).toHaveLength(1);
    // The owner's own request before the flood is among those of the account.
    expect(flooded).toBe(mailsOfAnAccount - 1 + 1);
  });

  it('does not stop its owner in a browser where the mailbox was proven', async () => {
    const code = await receiveCode(local, known, alice);
    expect((await enterCode(known, alice, code)).status).toBe(200);
  });

  it('brings its owner the way through it, in a new browser', async () => {
    const browser = new Person(local);
    expect((await browser.send('POST', '/generate-otp', { email: alice })).status).toBe(429);
    const said = mailsTo(local, alice).find(({ subject }) => subject.startsWith('Many requests'));
    await letThrough(browser, said?.text);
    const code = await receiveResetCode(local, browser, alice);
    expect((await choosePassword(browser, alice, code, 'Chosen-by-Alice-7')).status).toBe(200);
    expect(local.console.signIn(alice, 'Chosen-by-Alice-7').signedIn).toBe(true);
  });

  it('ends with the new password what was vouched before', async () => {
    const { status } = await known.send('POST', '/login', { email: alice });
    expect(status).toBe(429);
    const said = mailsTo(local, alice).find(({ subject }) => subject.startsWith('Many requests'));
    const [, id = '', key = ''] = /\/vouch\/([\w-]+)#([\w-]+)/.exec(said?.text ?? '') ?? [];
    expect((await new Person(local).send('POST', `/vouch/${id}`, { key })).status).toBe(410);
  });

  it('is not noticed by the owner of another account', async () => {
    const browser = new Person(local);
    expect((await enterCode(browser, bob, await receiveCode(local, browser, bob, bobsMailbox))).status).toBe(
      200,
    );
  });
});

describe('a flood of requests for names that do not exist', () => {
  const limit = 10;
  let local: Local;

  beforeAll(async () => {
    local = await startTestStack({
      stage: 'limited',
      template: (template) =>
        JSON.parse(
          JSON.stringify(template).replaceAll('"MAILS_AN_HOUR":"1000"', `"MAILS_AN_HOUR":"${limit}"`),
        ) as Template,
    });
  });
  afterAll(() => local.close());

  it('uses up no mail of others', async () => {
    const addresses = process.env.FLOOD === undefined ? 2 : 34 * size;
    const statuses = await Promise.all(
      Array.from({ length: addresses }, async (_, number) => {
        const stranger = new Stranger(local, number);
        const answers: number[] = [];
        for (let index = 0; index < 29; index += 1)
          answers.push(await stranger.post('/login', { email: `nobody-${number}-${index}@example.com` }));
        stranger.leave();
        return answers;
      }),
    );
    expect(new Set(statuses.flat())).toEqual(new Set([202]));
    await local.aws.idle();
    expect(local.mailbox.mails()).toEqual([]);
    const browser = new Person(local);
    const code = await receiveCode(local, browser, alice);
    expect((await enterCode(browser, alice, code)).status).toBe(200);
    await reachTheBrake();
    // A fifth is kept for browsers like this one.
    await receiveResetCode(local, browser, alice);
  });

  /** Others get mails until the brake holds them back. One more is asked for than goes out. */
  async function reachTheBrake(): Promise<void> {
    const others = newPeople(local, limit);
    for (const { person, user } of others)
      expect((await person.send('POST', '/login', { email: user })).status).toBe(202);
    await local.aws.idle();
    expect(local.mailbox.mails()).toHaveLength(limit * 0.8);
  }
});
