import type { Local } from '../../../local';
import type { Answer, Person } from './person';
import { receiveCode } from './sign-in';

/** Asks for a code for a new password, and reads it. */
export const receiveResetCode = (local: Local, person: Person, user: string, to = user): Promise<string> =>
  receiveCode(local, person, user, to, '/generate-otp');

/** Sends a code and a chosen password. */
export const choosePassword = (
  person: Person,
  email: string,
  otp: string,
  password: string,
): Promise<Answer> => person.send('POST', '/reset', { email, otp, password });

/** A link "This wasn't me". */
export interface DisputeLink {
  readonly id: string;
  readonly key: string;
}

/** Reads the link from the newest notice to an address. */
export async function newestNotice(local: Local, to: string): Promise<DisputeLink> {
  await local.aws.idle();
  const links = local.mailbox
    .mails()
    .filter((mail) => mail.to === to)
    .flatMap(({ text }) => [...text.matchAll(/\/dispute\/([\w-]{22})#([\w-]{43})/g)]);
  const [, id, key] = links.at(-1) ?? [];
  if (id === undefined || key === undefined) throw new Error(`No notice was mailed to ${to}.`);
  return { id, key };
}

/** Types the word and presses "This wasn't me". */
export const dispute = (
  person: Person,
  { id, key }: DisputeLink,
  confirmation: string | undefined = 'LOCK',
): Promise<Answer> => person.send('POST', `/dispute/${id}`, { key, confirmation });
