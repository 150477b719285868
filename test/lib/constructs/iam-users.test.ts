import { IamUsers } from '../../../lib/constructs/iam-users';
import { emptyStack } from '../../support/lib/synthesized';

const settings = { emailTag: 'email', mfa: 'any' } as const;

test.each(['', 'staff/', '/staff'])('"%s" is not a path of users', (path) => {
  expect(() => new IamUsers(emptyStack(), 'Users', { path, settings })).toThrow(`"${path}"`);
});
