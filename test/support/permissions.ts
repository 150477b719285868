/** Permissions, one by one: what the flows used of them, and what would happen without one. */
import { allows, type Authorization, type Policies, type Policy, type StatementId } from '../../local';

/** One action on one resource pattern, as one statement of one policy grants it. */
export interface Permission {
  readonly statement: StatementId;
  readonly action: string;
  readonly resource: string;
}

const list = <Value>(value: Value | readonly Value[]): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : [value as Value];

/** Every permission that a set of policies gives, leaving out what the account as a whole may do with a key. */
export function permissionsOf(policies: readonly Policy[], principal: string): Permission[] {
  return policies.flatMap((policy) =>
    policy.statements.flatMap(({ Action, Resource = '*', Principal, Effect }, statement) => {
      const concerns =
        Principal === undefined || (typeof Principal === 'object' && list(Principal.AWS).includes(principal));
      if (Effect === 'Deny' || !concerns) return [];
      const id = { resource: policy.resource, policy: policy.name, statement };
      return list(Action).flatMap((action) =>
        list(Resource).map((resource) => ({
          statement: id,
          action: String(action),
          resource: String(resource),
        })),
      );
    }),
  );
}

/** The same policies with one permission taken out of its statement. */
function without(policies: Policies, { statement: id, action, resource }: Permission): Policies {
  const strip = (policy: Policy): Policy => ({
    ...policy,
    statements: policy.statements.flatMap((statement, index) => {
      const concerned =
        policy.resource === id.resource && policy.name === id.policy && index === id.statement;
      if (!concerned) return [statement];
      // Every other pair of action and resource of the statement stays, as a statement of its own.
      return list(statement.Action).flatMap((otherAction) =>
        list(statement.Resource ?? '*')
          .filter((otherResource) => otherAction !== action || otherResource !== resource)
          .map((otherResource) => ({ ...statement, Action: otherAction, Resource: otherResource })),
      );
    }),
  });
  return { identity: policies.identity.map(strip), ...(policies.key && { key: strip(policies.key) }) };
}

/** The permissions without which everything recorded would have gone through all the same. */
export function unusedPermissions(
  authorizations: readonly Authorization[],
  permissions: readonly Permission[],
): Permission[] {
  return permissions.filter(
    (permission) =>
      !authorizations.some(
        (call) => call.allowed && !allows(without(call.policies, permission), call).allowed,
      ),
  );
}
