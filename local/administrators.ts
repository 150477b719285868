/** Those on the laptop who have AWS credentials: one for each of the stack's managed policies, and one without any. */
import { randomBytes } from 'node:crypto';
import type { Caller } from './aws/calls';
import type { Signer } from './gateway/signed-requests';
import type { Stack } from './template/stack';

/** The names of the demo administrators. */
export type AdministratorName = 'administrator' | 'helpdesk' | 'outsider';

/** One who has AWS credentials. */
export interface Administrator extends Signer {
  readonly name: AdministratorName;
}

/** The output with the ARN of the policy that each one has. */
const policyOutputs: Readonly<Record<AdministratorName, string | undefined>> = {
  administrator: 'AdministratorPolicy',
  helpdesk: 'HelpdeskPolicy',
  outsider: undefined,
};

/** Makes the demo administrators of a stack, each with an access key that is good for this run. */
export function administratorsOf({ outputs, managedPolicies, place }: Stack): readonly Administrator[] {
  return (Object.keys(policyOutputs) as AdministratorName[]).map((name) => {
    const policy = managedPolicies.get(outputs[policyOutputs[name] ?? ''] ?? '');
    return {
      name,
      accessKeyId: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      arn: `arn:${place.partition}:iam::${place.account}:user/${name}`,
      userId: `AIDA${name.toUpperCase()}`,
      policies: policy ? [policy] : [],
    };
  });
}

/** An administrator as a caller of AWS itself, which the command line asks for the queues. */
export const callerOf = ({ name, arn, policies }: Administrator, onCall: Caller['onCall']): Caller => ({
  definition: { name, role: { name, arn, policies } },
  invocation: undefined,
  messages: [],
  onCall,
  crash: () => Promise.resolve(),
});
