import { isLike } from '../aws/policy';
import type { Stack } from '../template/stack';

/** Whether the template lets an AWS service invoke a function for this API method or rule. */
export function mayInvoke(
  { functions, permissions }: Stack,
  functionArn: string,
  principal: string,
  sourceArn: string,
): boolean {
  const name = functions.find(({ arn }) => arn === functionArn)?.name;
  return permissions.some(
    (permission) =>
      (permission.FunctionName === functionArn || permission.FunctionName === name) &&
      permission.Principal === principal &&
      (permission.SourceArn === undefined || isLike(sourceArn, permission.SourceArn)),
  );
}
