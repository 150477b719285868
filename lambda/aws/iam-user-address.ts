import { domainToASCII } from 'node:url';
import type { Tag } from '@aws-sdk/client-iam';
import { isMailAddress, withAsciiDomain, withoutEnds } from '../core/account/mail-address';

/**
 * Where an IAM user's mail goes: the value of the tag, even if it is no address; else the name, if that is one. IAM's tag
 * keys are without regard to case, and a value of white space is none.
 */
export function addressOfUser(
  { UserName, Tags = [] }: { readonly UserName: string; readonly Tags?: readonly Tag[] | undefined },
  emailTag: string,
): string | undefined {
  const tag = Tags.find(({ Key = '' }) => Key.toLowerCase() === emailTag.toLowerCase());
  const tagged = withoutEnds(tag?.Value ?? '');
  if (tagged !== '') return withAsciiDomain(tagged, domainToASCII);
  return isMailAddress(UserName) ? UserName : undefined;
}
