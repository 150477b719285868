/**
 * The policy engine: may this principal do this action on that resource? It follows IAM's evaluation within one
 * account. A statement that denies wins over one that allows, and without either the answer is no. It throws on
 * anything that it does not understand, because a policy that is read wrongly is worse than none.
 */
import { BlockList, isIP } from 'node:net';

/** One statement, with its intrinsic functions resolved. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: OneOrMore;
  readonly Resource?: OneOrMore;
  readonly Principal?: '*' | Readonly<Record<string, OneOrMore>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore>>>>;
}

/** A value that a policy may write with or without a list around it. */
export type OneOrMore = string | boolean | number | readonly (string | boolean | number)[];

/** A policy document, and its place in the template. */
export interface Policy {
  /** The logical id of the resource that holds it. */
  readonly resource: string;
  /** Its name, because one resource can hold several. */
  readonly name: string;
  readonly statements: readonly Statement[];
}

/** The policies that decide about a call. */
export interface Policies {
  /** Those of the calling function's role. */
  readonly identity: readonly Policy[];
  /** The policy of the key that the call uses. KMS evaluates it first. */
  readonly key?: Policy;
}

/** The condition keys of a call and their values. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** One use of one permission. */
export interface Call {
  /** ARN of the calling role; `*` for anybody. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** Points at one statement of the template. */
export interface StatementId {
  readonly resource: string;
  readonly policy: string;
  readonly statement: number;
}

/** The engine's answer, and the statements behind it. */
export interface Decision {
  readonly allowed: boolean;
  readonly statements: readonly StatementId[];
  /** In AWS's words, for the error message. */
  readonly reason: string;
}

/**
 * Decides about one call.
 *
 * A key policy follows KMS's rules. A statement that names the role is enough. One that names the account passes the
 * decision to the role's own policies. Without either, the role's policies have no effect.
 */
export function allows(policies: Policies, call: Call): Decision {
  const identity = matching(policies.identity, call, () => true);
  const byName = matching(listed(policies.key), call, (statement) =>
    namesPrincipal(statement, call.principal),
  );
  const byAccount = matching(listed(policies.key), call, (statement) =>
    namesAccount(statement, call.principal),
  );

  const denials = [...identity, ...byName, ...byAccount].filter((match) => match.effect === 'Deny');
  if (denials.length > 0) {
    return { allowed: false, statements: ids(denials), reason: 'with an explicit deny' };
  }
  if (byName.length > 0) return { allowed: true, statements: ids(byName), reason: '' };
  if (policies.key && byAccount.length === 0) {
    const reason = `because no resource-based policy allows the ${call.action} action`;
    return { allowed: false, statements: [], reason };
  }
  if (identity.length > 0) return { allowed: true, statements: ids([...identity, ...byAccount]), reason: '' };
  const reason = `because no identity-based policy allows the ${call.action} action`;
  return { allowed: false, statements: [], reason };
}

interface Match {
  readonly effect: Statement['Effect'];
  readonly id: StatementId;
}

const ids = (matches: readonly Match[]) => matches.map((match) => match.id);

const listed = (policy: Policy | undefined) => (policy ? [policy] : []);

function matching(
  policies: readonly Policy[],
  call: Call,
  concerns: (statement: Statement) => boolean,
): readonly Match[] {
  return policies.flatMap((policy) =>
    policy.statements.flatMap((statement, index) => {
      const resources = texts(statement.Resource ?? '*');
      const actionMatches = texts(statement.Action).some((pattern) =>
        isLike(call.action.toLowerCase(), pattern.toLowerCase()),
      );
      const resourceMatches = resources.some((pattern) => isLike(call.resource, understood(pattern)));
      const applies =
        actionMatches && resourceMatches && concerns(statement) && conditionsHold(statement, call);
      const id = { resource: policy.resource, policy: policy.name, statement: index };
      return applies ? [{ effect: statement.Effect, id }] : [];
    }),
  );
}

function namesPrincipal({ Principal }: Statement, principal: string): boolean {
  if (Principal === '*') return true;
  return texts(Principal?.AWS ?? []).some((named) => named === '*' || named === principal);
}

function namesAccount({ Principal }: Statement, principal: string): boolean {
  if (Principal === undefined || Principal === '*') return false;
  const account = principal.split(':')[4] ?? '';
  return texts(Principal.AWS ?? []).some((named) => named === account || named.endsWith(`::${account}:root`));
}

function conditionsHold(statement: Statement, call: Call): boolean {
  return Object.entries(statement.Condition ?? {}).every(([operator, wanted]) => {
    const holds = operators[operator];
    if (!holds) throw new Error(`The laptop does not know the policy condition operator "${operator}".`);
    return Object.entries(wanted).every(([key, patterns]) =>
      holds(contextValues(call.context, key), texts(patterns).map(understood)),
    );
  });
}

/**
 * A condition key's values in the call; `undefined` when the call has no such key. Upper and lower case are the same.
 */
function contextValues(context: Context, key: string): readonly string[] | undefined {
  const found = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase());
  return found && [found[1]].flat();
}

type Compare = (value: string, pattern: string) => boolean;
type Operator = (values: readonly string[] | undefined, patterns: readonly string[]) => boolean;

/** The key exists, and one of its values matches one of the patterns. */
const some =
  (compare: Compare): Operator =>
  (values, patterns) =>
    values?.some((value) => patterns.some((pattern) => compare(value, pattern))) ?? false;

/** Every value matches one of the patterns. As in IAM, also true without any value. */
const everyOrNone =
  (compare: Compare): Operator =>
  (values, patterns) =>
    (values ?? []).every((value) => patterns.some((pattern) => compare(value, pattern)));

/** No value matches any of the patterns. As in IAM, also true without any value. */
const none =
  (compare: Compare): Operator =>
  (values, patterns) =>
    !some(compare)(values, patterns);

const isEqual: Compare = (value, pattern) => value === pattern;

const operators: Readonly<Record<string, Operator>> = {
  StringEquals: some(isEqual),
  StringLike: some(isLike),
  StringEqualsIfExists: (values, patterns) => values === undefined || some(isEqual)(values, patterns),
  'ForAllValues:StringEquals': everyOrNone(isEqual),
  'ForAllValues:StringLike': everyOrNone(isLike),
  ArnLike: some(isLike),
  Bool: some((value, pattern) => value.toLowerCase() === pattern.toLowerCase()),
  IpAddress: some(isInNetwork),
  NotIpAddress: none(isInNetwork),
};

/** The patterns of the templates, which each call is compared with, as regular expressions. */
const expressions = new Map<string, RegExp>();

/** Whether a text matches a pattern with `*` (any number of characters) and `?` (exactly one). */
export function isLike(text: string, pattern: string): boolean {
  const expression = expressions.get(pattern) ?? expressionOf(pattern);
  expressions.set(pattern, expression);
  return expression.test(text);
}

function expressionOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}

function isInNetwork(address: string, network: string): boolean {
  const [base = '', bits] = network.split('/');
  const family = isIP(base) === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(base, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function understood(pattern: string): string {
  if (pattern.includes('${')) throw new Error(`The laptop does not know policy variables: ${pattern}`);
  return pattern;
}

function texts(value: OneOrMore): readonly string[] {
  return [value].flat().map(String);
}
