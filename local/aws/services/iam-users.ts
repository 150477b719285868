/** IAM's operations for those who make, list and remove users. Passlink's functions need none of them. */
import {
  CreateLoginProfile$,
  CreateUser$,
  DeleteLoginProfile$,
  DeleteUser$,
  ListUsers$,
  type CreateLoginProfileCommandOutput,
  type CreateLoginProfileRequest,
  type CreateUserCommandOutput,
  type CreateUserRequest,
  type DeleteLoginProfileCommandOutput,
  type DeleteLoginProfileRequest,
  type DeleteUserCommandOutput,
  type DeleteUserRequest,
  type ListUsersCommandOutput,
  type ListUsersRequest,
} from '@aws-sdk/client-iam';
import type { Need } from '../calls';
import type { Place } from '../../template/place';
import { operation, type Operation } from './service';
import { describeUser, type UserDirectory } from './user-directory';

/** What IAM returns at once, unless the caller asks for less. */
const usualPage = 100;

/** The operations on these users. */
export function userOperations(users: UserDirectory, { partition, account }: Place): readonly Operation[] {
  const onUser =
    (action: string) =>
    ({ UserName = '' }: { readonly UserName?: string | undefined }): readonly Need[] => [
      { action, resource: users.arn(UserName) },
    ];

  return [
    operation<CreateUserRequest, CreateUserCommandOutput>(
      CreateUser$,
      ({ UserName = '', Path = '/', Tags = [] }) => {
        const resource = `arn:${partition}:iam::${account}:user${Path}${UserName}`;
        const actions = ['iam:CreateUser', ...(Tags.length > 0 ? ['iam:TagUser'] : [])];
        return actions.map((action) => ({ action, resource }));
      },
      ({ UserName: name = '', Path: path = '/', Tags = [] }) => {
        const tags = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
        users.create({ name, path, tags });
        return { User: describeUser(users, name) };
      },
    ),
    operation<DeleteUserRequest, DeleteUserCommandOutput>(
      DeleteUser$,
      onUser('iam:DeleteUser'),
      ({ UserName = '' }) => {
        users.remove(UserName);
        return {};
      },
    ),
    operation<CreateLoginProfileRequest, CreateLoginProfileCommandOutput>(
      CreateLoginProfile$,
      onUser('iam:CreateLoginProfile'),
      ({ UserName = '', Password = '', PasswordResetRequired = false }) => {
        users.addLoginProfile(UserName, Password, PasswordResetRequired);
        const { createdAt, mustChange } = users.loginProfile(UserName);
        return { LoginProfile: { UserName, CreateDate: createdAt, PasswordResetRequired: mustChange } };
      },
    ),
    operation<DeleteLoginProfileRequest, DeleteLoginProfileCommandOutput>(
      DeleteLoginProfile$,
      onUser('iam:DeleteLoginProfile'),
      ({ UserName = '' }) => {
        users.removeLoginProfile(UserName);
        return {};
      },
    ),
    operation<ListUsersRequest, ListUsersCommandOutput>(
      ListUsers$,
      () => [{ action: 'iam:ListUsers', resource: '*' }],
      ({ PathPrefix = '/', Marker = '0', MaxItems = usualPage }) => {
        const found = users
          .names()
          .map((name) => describeUser(users, name))
          .filter(({ Path = '' }) => Path.startsWith(PathPrefix));
        const end = Number(Marker) + MaxItems;
        const IsTruncated = end < found.length;
        return {
          Users: found.slice(Number(Marker), end),
          IsTruncated,
          ...(IsTruncated && { Marker: String(end) }),
        };
      },
    ),
  ];
}
