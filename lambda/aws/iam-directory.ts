/** IAM users as a directory. */
import {
  GetAccountPasswordPolicyCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  IAMClient,
  UpdateLoginProfileCommand,
  type PasswordPolicy as IamPasswordPolicy,
  type User,
} from '@aws-sdk/client-iam';
import { iamAccountId } from '../core/account/account';
import { isMailAddress } from '../core/account/eligibility';
import { iamDefaultPolicy } from '../core/password/password-rules';
import { PasswordNotSet, PasswordRefused, type Directory } from '../core/account/ports';
import type { CharacterKind, PasswordPolicy } from '../core/password/policy';
import { isAwsError, isCertainRefusal, twiceAtMost } from './client-settings';

/** IAM users whose path is `userPath` or below it. */
export function iamDirectory(userPath: string, client: IAMClient = new IAMClient(twiceAtMost)): Directory {
  return {
    async find(name) {
      const user = await findUser(client, name);
      if (user?.Path?.startsWith(userPath) !== true) return undefined;
      // IAM finds a name in any mix of upper and lower case. Passlink uses the spelling that IAM returns.
      const { UserName = name, UserId = name } = user;
      return {
        id: iamAccountId(UserId),
        name: UserName,
        email: mailAddress(user, UserName),
        usesPassword: await hasPassword(client, UserName),
      };
    },

    async passwordPolicy() {
      try {
        const { PasswordPolicy: policy } = await client.send(new GetAccountPasswordPolicyCommand({}));
        return policyOfAccount(policy);
      } catch (error) {
        if (isAwsError(error, 'NoSuchEntityException')) return iamDefaultPolicy;
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
        throw new PasswordRefused(`AWS refused it: ${(error as Error).message}`, error);
      }
    },
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
 * The function's role reaches only users under the path. For users outside it, and for users that do not exist, IAM
 * answers "access denied". Callers see no difference between the two; the log does.
 */
async function findUser(client: IAMClient, name: string): Promise<User | undefined> {
  try {
    const { User } = await client.send(new GetUserCommand({ UserName: name }));
    return User;
  } catch (error) {
    if (isAwsError(error, 'NoSuchEntityException', 'AccessDenied', 'AccessDeniedException')) return undefined;
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

/** The tag `email`, or the name itself if that is an address. */
function mailAddress(user: User, name: string): string | undefined {
  const tagged = user.Tags?.find((tag) => tag.Key === 'email')?.Value;
  return [tagged, name].find((candidate) => candidate !== undefined && isMailAddress(candidate));
}
