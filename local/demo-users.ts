/** The IAM users that the laptop starts with: one for each thing that can happen to a request. */
import type { NewUser } from './aws/services/iam';

interface DemoUser extends NewUser {
  /** What a newcomer can try with it. */
  readonly goodFor: string;
}

const password = 'Old-password-1!';

/** Who can be tried, in the order in which they are shown. */
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
