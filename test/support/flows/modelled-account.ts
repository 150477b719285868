import { isDeepStrictEqual } from 'node:util';
import type { Local } from '../../../local';
import { choosePassword, dispute, newestNotice, type DisputeLink } from './code-reset';
import { Person, type Answer, type Received, type Revealed } from './person';
import { enterCode, newestCode } from './sign-in';

/** The password that people choose here. */
export const chosen = 'My-own-choice-2';

/** @throws Error if what happened is not what the rules say. */
function mustBe(actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Error(`The rules say ${JSON.stringify(expected)}, and it was ${JSON.stringify(actual)}.`);
}

/** Something that was issued, and whether it must still work. */
interface Issued<What> {
  readonly what: What;
  good: boolean;
}

interface Code {
  readonly person: Person;
  readonly code: string;
}

/** A link, and the person who asked for it. */
interface MailedLink extends Received {
  readonly person: Person;
}

/** One account, what was issued for it, and whether the rules say that it still works. */
export class ModelledAccount {
  readonly user: string;
  readonly sessions: Issued<Person>[] = [];
  readonly codes = { '/login': [] as Issued<Code>[], '/generate-otp': [] as Issued<Code>[] };
  readonly links: Issued<MailedLink>[] = [];
  readonly disputes: Issued<DisputeLink>[] = [];

  constructor(
    readonly local: Local,
    name: string,
  ) {
    this.user = `${name}@example.com`;
    this.local.aws.users.add({ name: this.user, path: '/staff/', password: 'Old-password-1!' });
  }

  async ask(path: '/login' | '/generate-otp'): Promise<Issued<Code>> {
    const person = new Person(this.local);
    mustBe((await person.send('POST', path, { email: this.user })).status, 202);
    const issued = { what: { person, code: await newestCode(this.local, this.user) }, good: true };
    this.codes[path].push(issued);
    return issued;
  }

  enter({ person, code }: Code): Promise<Answer> {
    return enterCode(person, this.user, code);
  }

  choose({ person, code }: Code): Promise<Answer> {
    return choosePassword(person, this.user, code, chosen);
  }

  /** A sign-in ends the account's other codes. */
  signedIn(person: Person): void {
    this.#end(this.codes['/login'], this.codes['/generate-otp']);
    this.sessions.push({ what: person, good: true });
  }

  /** A new password, or a lock, ends its codes, sessions and links. */
  changed(): void {
    this.#end(this.codes['/login'], this.codes['/generate-otp'], this.sessions, this.links);
  }

  async noticed(): Promise<void> {
    this.disputes.push({ what: await newestNotice(this.local, this.user), good: true });
  }

  /** Asks for a link in a session. Undefined if no mail came. */
  async requestLink(person: Person): Promise<MailedLink | undefined> {
    const mails = this.#links().length;
    const answer = await person.ask(this.user);
    await this.local.aws.idle();
    const [, id = '', key = ''] = this.#links().slice(mails).at(-1) ?? [];
    if (answer.status !== 202 || id === '') return undefined;
    const { pickupCode } = answer.json() as { pickupCode: string };
    return { user: this.user, id, key, pickupCode, person };
  }

  delivered(link: MailedLink | undefined): void {
    if (link === undefined) throw new Error('No link was mailed.');
    this.changed();
    this.links.push({ what: link, good: true });
  }

  /** Looks at everything that was issued: what works must be what the model says. */
  async check(): Promise<void> {
    const ended = <What>(issued: readonly Issued<What>[]) =>
      issued.flatMap(({ what, good }) => (good ? [] : [what]));
    const stranger = new Person(this.local);
    const expected = [
      ...this.sessions.map(({ what, good }) => ({
        asked: what.send('GET', '/account'),
        status: good ? 200 : 401,
      })),
      ...this.links.map(({ what, good }) => ({
        asked: what.person.send('GET', `/extract/${what.id}`),
        status: good ? 200 : 410,
      })),
      ...ended(this.disputes).map((link) => ({ asked: dispute(stranger, link), status: 410 })),
      ...ended(this.codes['/login']).map((code) => ({ asked: this.enter(code), status: 401 })),
      ...ended(this.codes['/generate-otp']).map((code) => ({ asked: this.choose(code), status: 401 })),
    ];
    const statuses = await Promise.all(expected.map(async ({ asked }) => (await asked).status));
    mustBe(
      statuses,
      expected.map(({ status }) => status),
    );
  }

  #end(...issued: readonly (readonly Issued<unknown>[])[]): void {
    for (const each of issued.flat()) each.good = false;
  }

  #links(): RegExpMatchArray[] {
    return this.local.mailbox
      .mails()
      .filter(({ to }) => to === this.user)
      .flatMap(({ text }) => [...text.matchAll(/\/extract\/([\w-]{22})#([\w-]{43})/g)]);
  }
}

type Step = (
  account: ModelledAccount,
  pick: <Item>(items: readonly Item[]) => Item | undefined,
) => Promise<void>;

const steps: readonly Step[] = [
  async function askForSignIn(account) {
    await account.ask('/login');
  },
  async function askForReset(account) {
    await account.ask('/generate-otp');
  },
  async function signIn(account, pick) {
    const code = pick(account.codes['/login']) ?? (await account.ask('/login'));
    mustBe((await account.enter(code.what)).status, code.good ? 200 : 401);
    if (code.good) account.signedIn(code.what.person);
  },
  async function reset(account, pick) {
    const code = pick(account.codes['/generate-otp']) ?? (await account.ask('/generate-otp'));
    mustBe((await account.choose(code.what)).status, code.good ? 200 : 401);
    if (!code.good) return;
    account.changed();
    await account.noticed();
    mustBe(account.local.console.signIn(account.user, chosen).signedIn, true);
  },
  async function requestLink(account, pick) {
    const session = pick(account.sessions);
    if (session === undefined) return;
    const link = await account.requestLink(session.what);
    mustBe(link !== undefined, session.good);
    if (session.good) account.delivered(link);
  },
  async function openLink(account, pick) {
    const link = pick(account.links);
    if (link === undefined) return;
    const answer = await link.what.person.open(link.what);
    mustBe(answer.status, link.good ? 200 : 410);
    if (!link.good) return;
    link.good = false;
    const { password } = answer.json() as Revealed;
    mustBe(account.local.console.signIn(account.user, password).signedIn, true);
    await account.noticed();
  },
  async function lock(account, pick) {
    const issued = pick(account.disputes);
    if (issued === undefined) return;
    mustBe((await dispute(new Person(account.local), issued.what)).status, issued.good ? 200 : 410);
    if (!issued.good) return;
    account.changed();
    for (const each of account.disputes) each.good = false;
    mustBe(account.local.console.signIn(account.user, chosen).signedIn, false);
  },
];

/** Does something that a person could do, at random. @throws Error if what comes of it is not what the rules say. */
export async function doSomething(account: ModelledAccount, below: (limit: number) => number): Promise<void> {
  await steps[below(steps.length)]?.(account, (items) => items[below(items.length)]);
}
