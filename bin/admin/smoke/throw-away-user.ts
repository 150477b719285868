/** The IAM user of a smoke test, and its end. */
import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import {
  CreateLoginProfileCommand,
  CreateUserCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  GetLoginProfileCommand,
  IAMClient,
  paginateListUsers,
} from '@aws-sdk/client-iam';
import { Refusal } from '../refusal';
import type { Target } from '../target';

/** What the user is like. */
export interface ThrowAwayOptions {
  readonly path: string;
  readonly emailTag: string;
  readonly address: string;
}

/** A user without any permission, whose name says what it is for. */
export interface ThrowAwayUser {
  readonly name: string;
  /** Makes the user, with a console password that nobody knows. */
  readonly create: () => Promise<void>;
  /** Whether AWS asks the user for a new password at the next sign-in: it does once Passlink has set one. */
  readonly mustChangePassword: () => Promise<boolean>;
  /** Removes what there is of the user. Resolves with `false` if none was made. */
  readonly remove: () => Promise<boolean>;
}

/** IAM asks to wait for a moment after a change, and may not see yet what it has made, or has removed. */
const passing = /^(EntityTemporarilyUnmodifiable|DeleteConflict|NoSuchEntity|Throttling)/;
const mostTries = 24;
const pause = 5_000;

/** Names one. Nothing is made yet. */
export function throwAwayUser(
  { region, credentials, endpoint }: Target,
  { path, emailTag, address }: ThrowAwayOptions,
): ThrowAwayUser {
  const client = new IAMClient({ region, credentials, ...(endpoint !== undefined && { endpoint }) });
  const name = `passlink-smoke-${randomBytes(6).toString('hex')}`;
  const UserName = name;
  // Unless IAM has refused the user for certain: an answer can get lost after it has made one.
  let mayExist = false;
  const exists = async () => {
    for await (const { Users = [] } of paginateListUsers({ client }, { PathPrefix: path })) {
      if (Users.some((user) => user.UserName === name)) return true;
    }
    return false;
  };
  return {
    name,
    async create() {
      const Tags = [{ Key: emailTag, Value: address }];
      mayExist = true;
      await client.send(new CreateUserCommand({ UserName, Path: path, Tags })).catch((error: unknown) => {
        mayExist = (error as Error).name !== 'AccessDenied';
        throw error;
      });
      // All four kinds of characters, whatever the policy asks for, and as long as it can ask.
      const Password = `aA1-${randomBytes(62).toString('hex')}`;
      await patiently(() =>
        client.send(new CreateLoginProfileCommand({ UserName, Password, PasswordResetRequired: false })),
      );
    },
    async mustChangePassword() {
      const { LoginProfile } = await client.send(new GetLoginProfileCommand({ UserName }));
      return LoginProfile?.PasswordResetRequired === true;
    },
    async remove() {
      if (!mayExist) return false;
      try {
        await patiently(() => unlessGone(client.send(new DeleteLoginProfileCommand({ UserName }))));
        await patiently(() => unlessGone(client.send(new DeleteUserCommand({ UserName }))));
        return true;
      } catch (error) {
        // A policy that is limited to a path refuses a name that IAM does not know.
        if ((error as Error).name === 'AccessDenied' && !(await exists())) return false;
        throw new Refusal(
          'not-removed',
          `The user ${name} could not be removed (${(error as Error).message}). Remove it: aws iam delete-login-profile --user-name ${name}; aws iam delete-user --user-name ${name}`,
        );
      }
    },
  };
}

/** What is not there needs no removal. */
async function unlessGone(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!(error as Error).name.startsWith('NoSuchEntity')) throw error;
  }
}

/** Tries again while IAM asks to wait. */
async function patiently(act: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await act();
      return;
    } catch (error) {
      if (!passing.test((error as Error).name) || tries === mostTries) throw error;
      await setTimeout(pause);
    }
  }
}
