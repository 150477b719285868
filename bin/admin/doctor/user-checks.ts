/** What doctor checks of IAM: the account's password policy, and every user under `iamUserPath`. */
import {
  GetAccountPasswordPolicyCommand,
  IAMClient,
  paginateListUsers,
  SimulatePrincipalPolicyCommand,
  type PasswordPolicy,
} from '@aws-sdk/client-iam';
import type { Settings } from '../../../lib/settings';
import { callApi } from '../api';
import type { Target } from '../target';
import { advice, broken, notChecked, ok, type AwsAccess, type Check, type Verdict } from './finding';

/** Which users there are, and how they get their mail. */
export type UserSettings = Pick<Settings, 'iamUserPath' | 'emailTag' | 'allowedEmailDomains'>;

/** How many users are looked at at the same time. IAM takes few calls a second. */
const atOnce = 4;

/** IAM throttles whoever asks about many users. The SDK then waits. */
const clientOf = ({ region, credentials, endpoint }: AwsAccess): IAMClient =>
  new IAMClient({ region, credentials, maxAttempts: 10, ...(endpoint !== undefined && { endpoint }) });

/** Undefined if the account has no policy of its own. */
async function policyOf(client: IAMClient): Promise<PasswordPolicy | undefined> {
  try {
    return (await client.send(new GetAccountPasswordPolicyCommand({}))).PasswordPolicy;
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('NoSuchEntity')) return undefined;
    throw error;
  }
}

/** Whether the passwords that Passlink makes meet the account's policy. */
export const passwordPolicyCheck = (aws: AwsAccess): Check => ({
  name: 'password-policy',
  look: async () => judgePasswordPolicy(await policyOf(clientOf(aws))),
});

/** What Passlink makes: at least so many characters, more if the policy asks for more, of all four kinds. */
const usualLength = 24;

/** Judges the account's password policy; undefined where AWS's default holds. */
export function judgePasswordPolicy(policy: PasswordPolicy | undefined): Verdict {
  const length = Math.max(usualLength, policy?.MinimumPasswordLength ?? 0);
  const meets = `Passlink makes ${length} characters of all four kinds, which meets`;
  if (policy === undefined) return ok(`${meets} AWS's default policy.`);
  if (policy.HardExpiry === true) {
    return advice(
      `${meets} the account's policy. But after a password has expired, people cannot change it themselves.`,
      'Switch "Password expiration requires administrator reset" off in IAM, or tell people to use Passlink then.',
    );
  }
  return ok(`${meets} the account's policy.`);
}

/** Whether each user under the path can recover. `progress` hears how far it is. */
export const usersCheck = (
  target: Target,
  settings: UserSettings,
  progress: (done: number, all: number) => void,
): Check => ({
  name: 'users',
  async look() {
    const client = clientOf(target);
    const users: { readonly name: string; readonly arn: string }[] = [];
    for await (const { Users = [] } of paginateListUsers({ client }, { PathPrefix: settings.iamUserPath })) {
      for (const { UserName = '', Arn = '' } of Users) users.push({ name: UserName, arn: Arn });
    }
    if (users.length === 0) {
      return broken(
        `There is no IAM user under ${settings.iamUserPath}.`,
        'Check the setting "iamUserPath". IAM cannot move a user in the console: aws iam update-user --new-path.',
      );
    }
    const policy = await policyOf(client);
    const found: UserFinding[] = [];
    for (let at = 0; at < users.length; at += atOnce) {
      const some = users.slice(at, at + atOnce);
      found.push(
        ...(await Promise.all(some.map((user) => lookAt(user, { target, client, policy, settings })))),
      );
      progress(found.length, users.length);
    }
    const able = found.filter(({ verdicts }) => verdicts.length === 0).length;
    return [
      ...judgePause(found.find(({ pause }) => pause !== undefined)?.pause),
      ...found.flatMap(({ verdicts }) => verdicts),
      ...(found.every(({ simulated }) => simulated)
        ? []
        : [notChecked('Whether users may change a password: the laptop does not simulate policies.')]),
      ok(`${able} of ${users.length} under ${settings.iamUserPath} can recover.`),
    ];
  },
});

/** What is against one user. */
interface UserFinding {
  readonly verdicts: readonly Verdict[];
  /** Whether somebody looked if the user may change a password. */
  readonly simulated: boolean;
  /** The pause that holds, for all users. */
  readonly pause: Pause | undefined;
}

/** A pause, as the API tells it. */
interface Pause {
  readonly since: string;
  readonly by: string;
}

interface Looking {
  readonly target: Target;
  readonly client: IAMClient;
  readonly policy: PasswordPolicy | undefined;
  readonly settings: UserSettings;
}

/** What the check reads of an account. */
interface Looked {
  readonly reasons: readonly string[];
  readonly pause?: Pause;
}

async function lookAt(
  { name, arn }: { readonly name: string; readonly arn: string },
  { target, client, policy, settings }: Looking,
): Promise<UserFinding> {
  const path = `/admin/accounts/${encodeURIComponent(name)}`;
  const { reasons, pause } = await callApi<Looked>(target, 'GET', path);
  const change = await mayChangePassword(client, arn, policy);
  return {
    verdicts: [
      ...reasons.map((reason) => judgeReason(name, reason, settings)),
      ...judgeChange(name, reasons, change ?? 'allowed'),
    ],
    simulated: change !== undefined,
    pause,
  };
}

/** Says that nobody can recover as long as a pause holds. */
export const judgePause = (pause: Pause | undefined): readonly Verdict[] =>
  pause === undefined
    ? []
    : [
        advice(
          `Everything is paused since ${pause.since}, by ${pause.by}. Nobody can recover.`,
          '"resume" ends the pause.',
        ),
      ];

/** What an IAM user may do when AWS asks for a new password. */
export type PasswordChange = 'allowed' | 'denied' | 'denied without MFA';

/** What the simulator says of `iam:ChangePassword`, without MFA and with it. Undefined on a laptop. */
async function mayChangePassword(
  client: IAMClient,
  arn: string,
  policy: PasswordPolicy | undefined,
): Promise<PasswordChange | undefined> {
  const decide = async (mfa: boolean) => {
    const { EvaluationResults = [] } = await client.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: arn,
        ActionNames: ['iam:ChangePassword'],
        ResourceArns: [arn],
        ContextEntries: [
          {
            ContextKeyName: 'aws:MultiFactorAuthPresent',
            ContextKeyType: 'boolean',
            ContextKeyValues: [String(mfa)],
          },
        ],
      }),
    );
    return EvaluationResults[0]?.EvalDecision;
  };
  try {
    const mayAll = policy?.AllowUsersToChangePassword === true;
    const without = await decide(false);
    return permits(without, mayAll) ? 'allowed' : judgeWithMfa(permits(await decide(true), mayAll));
  } catch (error) {
    if (error instanceof Error && error.name === 'NotServedOnTheLaptop') return undefined;
    throw error;
  }
}

const judgeWithMfa = (permitted: boolean): PasswordChange => (permitted ? 'denied without MFA' : 'denied');

/**
 * Whether a decision of the simulator permits the change. The account's policy can let all users change their own
 * password, which the simulator does not see: only a statement that denies it takes that away.
 */
export const permits = (decision: string | undefined, mayAll: boolean): boolean =>
  decision === 'allowed' || (mayAll && decision === 'implicitDeny');

/** Says why a user cannot recover. */
export function judgeReason(user: string, reason: string, settings: UserSettings): Verdict {
  const tag = (what: string) =>
    broken(
      `${user}: ${what}`,
      `aws iam tag-user --user-name ${user} --tags Key=${settings.emailTag},Value=<address>`,
    );
  switch (reason) {
    case 'no-mail-address':
      return tag(`no mail address: no tag "${settings.emailTag}", and the name is none.`);
    case 'invalid-mail-address':
    case 'several-mail-addresses':
    case 'mail-local-part-not-for-ses':
      return tag(`the mail address cannot be used (${reason}).`);
    case 'mail-domain-not-allowed':
      return broken(
        `${user}: the mail address is not in ${settings.allowedEmailDomains.join(', ')}.`,
        'Change the address, or add its domain to the setting "allowedEmailDomains" and deploy.',
      );
    case 'no-password':
      return advice(
        `${user}: no console password. Passlink never makes a first one.`,
        `If this is a person: aws iam create-login-profile --user-name ${user}`,
      );
    case 'no-mfa-device':
      return broken(`${user}: no MFA device, and the setting "mfa" requires one.`, 'Register one in IAM.');
    default:
      return broken(`${user}: ${reason}.`, 'Check that the setting "iamUserPath" is the deployed one.');
  }
}

/** Says whether a user with a password can replace the one that Passlink made. */
export function judgeChange(
  user: string,
  reasons: readonly string[],
  change: PasswordChange,
): readonly Verdict[] {
  if (change === 'allowed' || reasons.includes('no-password')) return [];
  const stuck = 'AWS asks for a new password at the next sign-in, and refuses it';
  return change === 'denied'
    ? [
        broken(
          `${user}: no iam:ChangePassword. ${stuck}.`,
          'Attach the policy IAMUserChangePassword, or allow all users to change their own password in IAM.',
        ),
      ]
    : [
        broken(
          `${user}: iam:ChangePassword is denied without MFA. ${stuck} before there is an MFA device.`,
          'Add iam:ChangePassword to the NotAction of the statement that denies everything without MFA.',
        ),
      ];
}
