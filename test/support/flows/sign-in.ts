import type { Local } from '../../../local';
import type { Answer, Person } from './person';

const codeLine = /^[0-9A-Z]{4}-[0-9A-Z]{4}$/m;

/** Reads the code from the newest mail to an address that has one. */
export async function newestCode(local: Local, to: string): Promise<string> {
  await local.aws.idle();
  const codes = local.mailbox
    .mails()
    .flatMap(({ to: addressee, text }) => (addressee === to ? (codeLine.exec(text) ?? []) : []));
  const code = codes.at(-1);
  if (code === undefined) throw new Error(`No code was mailed to ${to}.`);
  return code;
}

/** Asks for a code and reads it. */
export async function receiveCode(
  local: Local,
  person: Person,
  user: string,
  to = user,
  path: '/login' | '/generate-otp' = '/login',
): Promise<string> {
  const answer = await person.send('POST', path, { email: user });
  if (answer.status !== 202) throw new Error(`${answer.status} ${answer.text}`);
  return newestCode(local, to);
}

/** Enters a code. */
export const enterCode = (person: Person, email: string, code: string): Promise<Answer> =>
  person.send('POST', '/token', { email, code });

/** Signs in, and returns the token. */
export async function signIn(local: Local, person: Person, user: string, to = user): Promise<string> {
  const answer = await enterCode(person, user, await receiveCode(local, person, user, to));
  return (answer.json() as { accessToken: string }).accessToken;
}
