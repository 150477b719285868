/** Asks the policy engine before each call, refuses in AWS's words, and keeps a record. */
import type { Authorization, Need, Principal } from './calls';
import type { Place } from '../template/place';
import { allows } from './policy';

/** Allows or refuses every call of a function. */
export class Authorizer {
  readonly authorizations: Authorization[] = [];
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  /** Why the function may not make the call, or `undefined` when it may. */
  refusal(definition: Principal, { action, resource, context = {}, key }: Need): string | undefined {
    const { name, role } = definition;
    const policies = { identity: role.policies, ...(key && { key }) };
    const call = { principal: role.arn, action, resource, context };
    const { allowed, statements, reason } = allows(policies, call);
    this.authorizations.push({ ...call, function: name, allowed, statements, policies });
    if (allowed) return undefined;
    const { partition, account } = this.#place;
    const user = `arn:${partition}:sts::${account}:assumed-role/${role.name}/${name}`;
    return `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
  }
}
