import { IamUsers } from '../../../lib/constructs/iam-users';
import { emptyStack } from '../../support/lib/synthesized';

test.each(['', 'staff/', '/staff'])('"%s" is not a path of users', (path) => {
  expect(() => new IamUsers(emptyStack(), 'Users', { path })).toThrow(`"${path}"`);
});
