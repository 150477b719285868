/** IAM users as a directory. */
import {
  GetAccountPasswordPolicyCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  IAMClient,
  UpdateLoginProfileCommand,
  type User,
} from '@aws-sdk/client-iam';
import { isMailAddress } from '../core/eligibility';
import type { Directory, PasswordPolicy } from '../core/ports';
import { isAwsError, twiceAtMost } from './client-settings';

// IAM's own limits, without a policy of the account: "Setting an account password policy for IAM users", IAM guide.
const withoutPolicy: PasswordPolicy = { minimumLength: 8, maximumLength: 128 };

/** IAM users whose path is `userPath` or below it. */
export function iamDirectory(userPath: string, client: IAMClient = new IAMClient(twiceAtMost)): Directory {
  return {
    async find(name) {
      const user = await findUser(client, name);
      if (user?.Path?.startsWith(userPath) !== true) return undefined;
      // IAM finds a name in any spelling of upper and lower case. Its own spelling is the one that counts.
      const { UserName = name } = user;
      return {
        name: UserName,
        email: mailAddress(user, UserName),
        hasPassword: await hasPassword(client, UserName),
      };
    },

    async passwordPolicy() {
      try {
        const { PasswordPolicy: policy } = await client.send(new GetAccountPasswordPolicyCommand({}));
        return {
          ...withoutPolicy,
          minimumLength: policy?.MinimumPasswordLength ?? withoutPolicy.minimumLength,
        };
      } catch (error) {
        if (isAwsError(error, 'NoSuchEntityException')) return withoutPolicy;
        throw error;
      }
    },

    async resetPassword(name, password) {
      await client.send(
        new UpdateLoginProfileCommand({ UserName: name, Password: password, PasswordResetRequired: true }),
      );
    },
  };
}

/**
 * The function's role reaches only users under the path. For anybody else, and for a user that does not exist, IAM
 * answers "access denied": outside, those are the same, and the log says so.
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

/** The tag `email`, else the name itself if it is an address. */
function mailAddress(user: User, name: string): string | undefined {
  const tagged = user.Tags?.find((tag) => tag.Key === 'email')?.Value;
  return [tagged, name].find((candidate) => candidate !== undefined && isMailAddress(candidate));
}
