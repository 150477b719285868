import type { Local } from '../../local';
import type { Answer, Person } from './person';

/** Reads the code out of the newest mail to an address. */
export async function newestCode(local: Local, to: string): Promise<string> {
  await local.aws.idle();
  const mail = local.mailbox.mails().findLast((candidate) => candidate.to === to);
  const code = /^[0-9A-Z]{4}-[0-9A-Z]{4}$/m.exec(mail?.text ?? '')?.[0];
  if (code === undefined) throw new Error(`No code was mailed to ${to}.`);
  return code;
}

/** Asks for a code and reads it. */
export async function receiveCode(local: Local, person: Person, user: string, to = user): Promise<string> {
  const answer = await person.send('POST', '/login', { email: user });
  if (answer.status !== 202) throw new Error(`${answer.status} ${answer.text}`);
  return newestCode(local, to);
}

/** Brings a code. */
export const enterCode = (person: Person, email: string, code: string): Promise<Answer> =>
  person.send('POST', '/token', { email, code });

/** Signs in, and returns the token. */
export async function signIn(local: Local, person: Person, user: string, to = user): Promise<string> {
  const answer = await enterCode(person, user, await receiveCode(local, person, user, to));
  return (answer.json() as { accessToken: string }).accessToken;
}
