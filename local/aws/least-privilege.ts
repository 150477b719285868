/** Finds the permissions of a stack that nothing needs, by comparing its policies with the recorded calls. */
import type { Authorization } from './calls';
import { allows, type OneOrMore, type Policy, type Statement, type StatementId } from './policy';

/** One action on one resource, as one statement allows it. */
export interface Permission extends StatementId {
  readonly action: string;
  readonly on: string;
}

/**
 * The permissions that can go without any recorded call being refused: those that nothing used, and those that another
 * statement also gives. Leaves out the account-wide statements of a key's policy, because administrators need them.
 */
export function permissionsWithoutNeed(
  policies: readonly Policy[],
  authorizations: readonly Authorization[],
): readonly Permission[] {
  const granted = distinct(authorizations.filter(({ allowed }) => allowed));
  return policies.flatMap((policy) => {
    const concerned = granted.filter(({ policies }) => [...policies.identity, policies.key].includes(policy));
    return permissionsOf(policy).filter((permission) => {
      const reduced = without(policy, permission);
      return concerned.every(
        (authorization) => allows(replaced(authorization, policy, reduced), authorization).allowed,
      );
    });
  });
}

/** Every permission that a policy gives to functions. */
export function permissionsOf({ resource, name, statements }: Policy): readonly Permission[] {
  return statements.flatMap((statement, index) => {
    if (statement.Effect === 'Deny' || isForAdministrators(statement)) return [];
    const id = { resource, policy: name, statement: index };
    return listed(statement.Action).flatMap((action) =>
      listed(statement.Resource ?? '*').map((on) => ({ ...id, action, on })),
    );
  });
}

function without(policy: Policy, { statement: index, action, on }: Permission): Policy {
  const statements = policy.statements.flatMap((statement, at) => {
    if (at !== index) return [statement];
    const otherActions = listed(statement.Action).filter((each) => each !== action);
    const otherResources = listed(statement.Resource ?? '*').filter((each) => each !== on);
    return [
      { ...statement, Action: otherActions },
      { ...statement, Action: action, Resource: otherResources },
    ];
  });
  return { ...policy, statements };
}

function replaced({ policies }: Authorization, policy: Policy, reduced: Policy) {
  const swap = (each: Policy) => (each === policy ? reduced : each);
  return { identity: policies.identity.map(swap), ...(policies.key && { key: swap(policies.key) }) };
}

/** One of each kind, because a flow repeats the same calls. */
function distinct(authorizations: readonly Authorization[]): readonly Authorization[] {
  const kinds = authorizations.map((each) => {
    const { principal, action, resource, context } = each;
    return [JSON.stringify([principal, action, resource, context]), each] as const;
  });
  return [...new Map(kinds).values()];
}

const isForAdministrators = ({ Principal }: Statement): boolean =>
  typeof Principal === 'object' && listed(Principal.AWS ?? []).every((named) => named.endsWith(':root'));

const listed = (value: OneOrMore): readonly string[] => [value].flat().map(String);
