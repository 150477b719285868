/** The IAM users on the laptop: one for each possible outcome of a request. */
import type { NewUser } from './aws/services/user-directory';

interface DemoUser extends NewUser {
  /** What a newcomer can try with this user. */
  readonly goodFor: string;
}

const password = 'Old-password-1!';

/** The users, in the order in which `npm start` prints them. */
export const demoUsers: readonly DemoUser[] = [
  {
    name: 'alice@example.com',
    path: '/staff/',
    password,
    goodFor: `gets codes and links by mail (console password ${password})`,
  },
  {
    name: 'bob',
    path: '/staff/',
    password,
    tags: { email: 'bob@example.com' },
    goodFor: `gets them at the address in the tag "email", bob@example.com (console password ${password})`,
  },
  { name: 'carol@example.com', path: '/staff/', goodFor: 'gets nothing: no console access' },
  {
    name: 'root-admin@example.com',
    path: '/admins/',
    password,
    goodFor: 'gets nothing: outside the path of users that can be reset',
  },
];

/** So many users for those who want to try many at once: user0001@example.com and so on, who get codes and links by mail. */
export const staff = (size: number): readonly NewUser[] =>
  Array.from({ length: size }, (_, index) => ({
    name: `user${String(index + 1).padStart(4, '0')}@example.com`,
    path: '/staff/',
    password,
  }));
