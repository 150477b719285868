/** IAM: users, their console passwords and the account's password policy. */
import {
  GetAccountPasswordPolicy$,
  GetLoginProfile$,
  GetUser$,
  ListMFADevices$,
  NoSuchEntityException$,
  UpdateLoginProfile$,
  type GetAccountPasswordPolicyCommandOutput,
  type GetLoginProfileCommandOutput,
  type GetLoginProfileRequest,
  type GetUserCommandOutput,
  type GetUserRequest,
  type ListMFADevicesCommandOutput,
  type ListMFADevicesRequest,
  type UpdateLoginProfileCommandOutput,
  type UpdateLoginProfileRequest,
} from '@aws-sdk/client-iam';
import type { Need } from '../calls';
import type { Place } from '../../template/place';
import { awsQuery } from '../protocols/aws-query';
import { errorOf } from '../service-error';
import { userOperations } from './iam-users';
import { operation, schemaService, type Service } from './service';
import { describeUser, type UserDirectory } from './user-directory';

/** IAM with these users. */
export function iamService(users: UserDirectory, place: Place): Service {
  const onUser =
    (action: string) =>
    ({ UserName = '' }: { readonly UserName?: string | undefined }): readonly Need[] => [
      { action, resource: users.arn(UserName) },
    ];

  return schemaService('iam', awsQuery, [
    ...userOperations(users, place),
    operation<GetUserRequest, GetUserCommandOutput>(GetUser$, onUser('iam:GetUser'), ({ UserName = '' }) => ({
      User: describeUser(users, UserName),
    })),
    operation<GetLoginProfileRequest, GetLoginProfileCommandOutput>(
      GetLoginProfile$,
      onUser('iam:GetLoginProfile'),
      ({ UserName = '' }) => {
        const { createdAt, mustChange } = users.loginProfile(UserName);
        return { LoginProfile: { UserName, CreateDate: createdAt, PasswordResetRequired: mustChange } };
      },
    ),
    operation<ListMFADevicesRequest, ListMFADevicesCommandOutput>(
      ListMFADevices$,
      onUser('iam:ListMFADevices'),
      ({ UserName = '' }) => {
        const { name, mfaDevices = [], createdAt } = users.user(UserName);
        return {
          MFADevices: mfaDevices.map((SerialNumber) => ({
            UserName: name,
            SerialNumber,
            EnableDate: createdAt,
          })),
          IsTruncated: false,
        };
      },
    ),
    operation<UpdateLoginProfileRequest, UpdateLoginProfileCommandOutput>(
      UpdateLoginProfile$,
      onUser('iam:UpdateLoginProfile'),
      ({ UserName = '', Password, PasswordResetRequired }) => {
        users.changeLoginProfile(UserName, Password, PasswordResetRequired);
        return {};
      },
    ),
    operation<object, GetAccountPasswordPolicyCommandOutput>(
      GetAccountPasswordPolicy$,
      () => [{ action: 'iam:GetAccountPasswordPolicy', resource: '*' }],
      () => {
        if (!users.passwordPolicy) {
          throw errorOf(NoSuchEntityException$, 'The Password Policy with domain name cannot be found.');
        }
        return { PasswordPolicy: users.passwordPolicy };
      },
    ),
  ]);
}
