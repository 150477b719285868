/** IAM users as a directory. */
import {
  GetAccountPasswordPolicyCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  IAMClient,
  ListMFADevicesCommand,
  UpdateLoginProfileCommand,
  type PasswordPolicy as IamPasswordPolicy,
  type User,
} from '@aws-sdk/client-iam';
import { iamAccountId } from '../core/account/account';
import { iamDefaultPolicy } from '../core/password/password-rules';
import { PasswordNotSet, PasswordRefused, type Absence, type Directory } from '../core/account/ports';
import type { CharacterKind, PasswordPolicy } from '../core/password/policy';
import type { Preparable } from '../core/ports';
import { isAwsError, isCertainRefusal, twiceAtMost } from './client-settings';
import { addressOfUser } from './iam-user-address';
import { unsent } from './unsent';

/** Which IAM users the directory has, and what it reads of them. */
export interface IamDirectoryOptions {
  /** Only users whose path is this one or below it. */
  readonly userPath: string;
  /** The tag that holds a user's mail address; without regard to case. */
  readonly emailTag: string;
  /** Whether to look for MFA devices. */
  readonly requiresMfa: boolean;
  /**
   * Whether a password that a person chooses must not be a common one.
   *
   * @default true
   */
  readonly refuseCommonPasswords?: boolean;
}

/** IAM users as a directory. */
export function iamDirectory(
  { userPath, emailTag, requiresMfa, refuseCommonPasswords = true }: IamDirectoryOptions,
  client: IAMClient = new IAMClient(twiceAtMost),
): Directory & Preparable {
  const refuses = refuseCommonPasswords ? 'common' : 'nothing';
  return {
    async find(name) {
      const user = await findUser(client, name);
      if (typeof user === 'string') return user;
      if (user.Path?.startsWith(userPath) !== true) return 'outside-path';
      // IAM finds a name in any mix of upper and lower case. Passlink uses the spelling that IAM returns.
      const { UserName = name, UserId = name } = user;
      return {
        id: iamAccountId(UserId),
        name: UserName,
        email: addressOfUser({ ...user, UserName }, emailTag),
        usesPassword: await hasPassword(client, UserName),
        ...(requiresMfa && { hasMfaDevice: () => hasMfaDevice(client, UserName) }),
      };
    },

    async passwordPolicy() {
      try {
        const { PasswordPolicy: policy } = await client.send(new GetAccountPasswordPolicyCommand({}));
        return { ...policyOfAccount(policy), refuses };
      } catch (error) {
        if (isAwsError(error, 'NoSuchEntityException')) return { ...iamDefaultPolicy, refuses };
        throw error;
      }
    },

    async setPassword(name, password, { mustChange }) {
      const command = new UpdateLoginProfileCommand({
        UserName: name,
        Password: password,
        PasswordResetRequired: mustChange,
      });
      try {
        await client.send(command);
      } catch (error) {
        if (!isCertainRefusal(error)) throw error;
        if (!isAwsError(error, 'PasswordPolicyViolationException')) {
          throw new PasswordNotSet('IAM did not set the password.', error);
        }
        // IAM checks more than its policy shows, such as earlier passwords, and only its message says what.
        throw new PasswordRefused((error as Error).message, error);
      }
    },

    prepare: () => unsent((options) => client.send(new GetUserCommand({ UserName: 'none' }), options)),
  };
}

/** The rules of an account that has a policy: only those, and none of the defaults. */
function policyOfAccount(policy: IamPasswordPolicy | undefined): PasswordPolicy {
  const required: readonly (readonly [CharacterKind, boolean | undefined])[] = [
    ['lower-case letter', policy?.RequireLowercaseCharacters],
    ['upper-case letter', policy?.RequireUppercaseCharacters],
    ['digit', policy?.RequireNumbers],
    ['symbol', policy?.RequireSymbols],
  ];
  return {
    ...iamDefaultPolicy,
    minimumLength: policy?.MinimumPasswordLength ?? iamDefaultPolicy.minimumLength,
    requiredKinds: required.flatMap(([kind, isRequired]) => (isRequired === true ? [kind] : [])),
    differentKinds: 0,
  };
}

/**
 * The function's role reaches only users under the path. If that is not `/`, IAM answers "access denied" for users outside
 * it, and for users that do not exist: it knows no path of theirs.
 */
async function findUser(client: IAMClient, name: string): Promise<User | Absence> {
  try {
    const { User } = await client.send(new GetUserCommand({ UserName: name }));
    return User ?? 'unknown';
  } catch (error) {
    if (isAwsError(error, 'NoSuchEntityException')) return 'unknown';
    if (isAwsError(error, 'AccessDenied', 'AccessDeniedException')) return 'unknown-or-outside-path';
    throw error;
  }
}

/** A user without a login profile has no console password. */
async function hasPassword(client: IAMClient, name: string): Promise<boolean> {
  try {
    await client.send(new GetLoginProfileCommand({ UserName: name }));
    return true;
  } catch (error) {
    if (isAwsError(error, 'NoSuchEntityException')) return false;
    throw error;
  }
}

/** Whether the user has an MFA device of any kind. */
async function hasMfaDevice(client: IAMClient, name: string): Promise<boolean> {
  const { MFADevices = [] } = await client.send(new ListMFADevicesCommand({ UserName: name }));
  return MFADevices.length > 0;
}
