/** The IAM users of the account, with their console passwords. */
import { createHash } from 'node:crypto';
import {
  DeleteConflictException$,
  EntityAlreadyExistsException$,
  InvalidInputException$,
  NoSuchEntityException$,
  PasswordPolicyViolationException$,
  type PasswordPolicy,
  type User as IamUser,
} from '@aws-sdk/client-iam';
import type { Place } from '../../template/place';
import { errorOf, ServiceError } from '../service-error';
import { constraintViolation, mostRemembered, passwordProblems } from './password-policy';

/** A user to add to the directory. */
export interface NewUser {
  readonly name: string;
  /** With a slash at both ends, as in `/staff/`. */
  readonly path: string;
  /** @default - the user has no console access */
  readonly password?: string;
  /** Like IAM's, their keys keep their case and are compared without it. */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Serial numbers of MFA devices.
   *
   * @default - none
   */
  readonly mfaDevices?: readonly string[];
}

/** The console's answer to a user name and a password. */
export interface SignIn {
  readonly signedIn: boolean;
  readonly mustChangePassword: boolean;
}

interface User extends NewUser {
  readonly createdAt: Date;
  readonly loginProfile?: LoginProfile;
}

interface LoginProfile {
  readonly password: string;
  /** The current password and earlier ones, latest first, up to the number that IAM can remember. */
  readonly passwords: readonly string[];
  readonly createdAt: Date;
  readonly mustChange: boolean;
}

/** The IAM users of the account. */
export class UserDirectory {
  /** The account's own policy. Without one, AWS's default rules apply. */
  passwordPolicy: Partial<PasswordPolicy> | undefined;
  /** By name in lower case, because IAM finds a name in any mix of upper and lower case. */
  readonly #users = new Map<string, User>();
  readonly #place: Place;
  readonly #now: () => Date;

  constructor(place: Place, now: () => Date) {
    this.#place = place;
    this.#now = now;
  }

  /** @throws ServiceError when two tags differ in nothing but upper and lower case. */
  add(user: NewUser): void {
    const keys = Object.keys(user.tags ?? {}).map((key) => key.toLowerCase());
    if (new Set(keys).size < keys.length) {
      throw errorOf(
        InvalidInputException$,
        'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      );
    }
    const createdAt = this.#now();
    const { password } = user;
    const loginProfile =
      password === undefined
        ? {}
        : { loginProfile: { password, passwords: [password], createdAt, mustChange: false } };
    this.#users.set(user.name.toLowerCase(), { ...user, createdAt, ...loginProfile });
  }

  /** Adds a user as IAM does, without a password. */
  create(user: Omit<NewUser, 'password'>): void {
    if (this.#users.has(user.name.toLowerCase())) {
      throw errorOf(EntityAlreadyExistsException$, `User with name ${user.name} already exists.`);
    }
    this.add(user);
  }

  remove(name: string): void {
    if (this.user(name).loginProfile !== undefined) {
      throw errorOf(DeleteConflictException$, 'Cannot delete entity, must delete login profile first.');
    }
    this.#users.delete(name.toLowerCase());
  }

  addLoginProfile(name: string, password: string, mustChange: boolean): void {
    const user = this.user(name);
    if (user.loginProfile !== undefined) {
      throw errorOf(EntityAlreadyExistsException$, `Login Profile for user ${name} already exists.`);
    }
    this.#check(name, password, []);
    const loginProfile = { password, passwords: [password], createdAt: this.#now(), mustChange };
    this.#users.set(name.toLowerCase(), { ...user, loginProfile });
  }

  removeLoginProfile(name: string): void {
    this.loginProfile(name);
    const { name: spelling, path, tags, mfaDevices, createdAt } = this.user(name);
    const rest = { ...(tags && { tags }), ...(mfaDevices && { mfaDevices }) };
    this.#users.set(name.toLowerCase(), { name: spelling, path, createdAt, ...rest });
  }

  names(): readonly string[] {
    return [...this.#users.values()].map(({ name }) => name);
  }

  /** Signs in as the console's sign-in page would. */
  signIn(name: string, password: string): SignIn {
    const profile = this.#users.get(name.toLowerCase())?.loginProfile;
    const signedIn = profile?.password === password;
    return { signedIn, mustChangePassword: signedIn && profile.mustChange };
  }

  user(name: string): User {
    const user = this.#users.get(name.toLowerCase());
    if (!user) throw errorOf(NoSuchEntityException$, `The user with name ${name} cannot be found.`);
    return user;
  }

  loginProfile(name: string): LoginProfile {
    const { loginProfile } = this.user(name);
    if (!loginProfile) {
      throw errorOf(NoSuchEntityException$, `Login Profile for User ${name} cannot be found.`);
    }
    return loginProfile;
  }

  changeLoginProfile(name: string, password: string | undefined, mustChange: boolean | undefined): void {
    const profile = this.loginProfile(name);
    const { passwords } = profile;
    if (password !== undefined) this.#check(name, password, passwords);
    const loginProfile = {
      ...profile,
      ...(password !== undefined && {
        password,
        passwords: [password, ...passwords].slice(0, mostRemembered),
      }),
      mustChange: mustChange ?? profile.mustChange,
    };
    this.#users.set(name.toLowerCase(), { ...this.user(name), loginProfile });
  }

  #check(name: string, password: string, passwords: readonly string[]): void {
    const violation = constraintViolation(password);
    if (violation !== undefined) throw new ServiceError('ValidationError', violation);
    const [problem] = passwordProblems(password, { name, passwords }, this.passwordPolicy);
    if (problem !== undefined) throw errorOf(PasswordPolicyViolationException$, problem);
  }

  /** IAM knows the path of existing users only. So a policy limited to a path refuses an unknown name. */
  arn(name: string): string {
    const { partition, account } = this.#place;
    const user = this.#users.get(name.toLowerCase());
    return `arn:${partition}:iam::${account}:user${user?.path ?? '/'}${user?.name ?? name}`;
  }
}

/** A user as IAM shows it. */
export function describeUser(users: UserDirectory, anySpelling: string): IamUser {
  const { name, path, createdAt, tags = {} } = users.user(anySpelling);
  return {
    Path: path,
    UserName: name,
    UserId: `AIDA${createHash('sha256').update(name).digest('hex').slice(0, 17).toUpperCase()}`,
    Arn: users.arn(name),
    CreateDate: createdAt,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
}
