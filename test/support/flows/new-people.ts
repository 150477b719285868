import type { Local } from '../../../local';
import { Person } from './person';

/** A new IAM user that can be reset, and a person in a browser of their own. */
export interface NewPerson {
  readonly user: string;
  readonly person: Person;
}

/** So many people, each with a user of their own. */
export const newPeople = (local: Local, count: number): readonly NewPerson[] =>
  Array.from({ length: count }, () => {
    const name = `user-${local.aws.users.names().length}@example.com`;
    local.aws.users.add({ name, path: '/staff/', password: 'Old-password-1!' });
    return { user: name, person: new Person(local) };
  });
