import { allows, isLike, type Call, type Policy, type Statement } from '../../../local/aws/policy';

const account = '123456789012';
const role = `arn:aws:iam::${account}:role/reader`;
const parameter = 'arn:aws:ssm:eu-central-1:123456789012:parameter/passlink/dev/a';

const call: Call = { principal: role, action: 'ssm:GetParameter', resource: parameter, context: {} };

const policy = (...statements: readonly Statement[]): Policy => ({
  resource: 'Role',
  name: 'own',
  statements,
});
const reading: Statement = { Effect: 'Allow', Action: 'ssm:Get*', Resource: '*' };

const decides = (statement: Partial<Statement>, given: Partial<Call> = {}) =>
  allows({ identity: [policy({ ...reading, ...statement })] }, { ...call, ...given }).allowed;

describe('a role', () => {
  it('may do nothing that no statement allows', () => {
    const decision = allows({ identity: [] }, call);
    expect(decision.allowed).toBe(false);
    expect(decision.reason).toBe('because no identity-based policy allows the ssm:GetParameter action');
  });

  it('may do what a statement allows, and the statement is named', () => {
    const decision = allows({ identity: [policy({ ...reading, Action: 'kms:Decrypt' }, reading)] }, call);
    expect(decision).toMatchObject({
      allowed: true,
      statements: [{ resource: 'Role', policy: 'own', statement: 1 }],
    });
  });

  it('may not do what another statement denies', () => {
    const decision = allows({ identity: [policy(reading, { ...reading, Effect: 'Deny' })] }, call);
    expect(decision).toMatchObject({ allowed: false, statements: [{ statement: 1 }] });
    expect(decision.reason).toBe('with an explicit deny');
  });

  it('is held to actions and resources, with wildcards', () => {
    expect(decides({ Action: ['kms:Decrypt', 'SSM:getparameter'] })).toBe(true);
    expect(decides({ Action: 'ssm:Get' })).toBe(false);
    expect(decides({ Resource: `${parameter.slice(0, -1)}?` })).toBe(true);
    expect(decides({ Resource: [`${parameter}/*`, 'arn:aws:ssm:*:*:parameter/other/*'] })).toBe(false);
  });

  it('is never allowed by what is not understood', () => {
    expect(() => decides({ Condition: { DateLessThan: { 'aws:CurrentTime': '2027' } } })).toThrow(
      'DateLessThan',
    );
    expect(() => decides({ Resource: 'arn:aws:iam::*:user/${aws:username}' })).toThrow('policy variables');
  });
});

describe('a condition', () => {
  const cases: readonly (readonly [
    string,
    string | boolean | string[],
    string | string[] | undefined,
    boolean,
  ])[] = [
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringEquals', 'a', 'A', false],
    ['StringEquals', 'a', undefined, false],
    ['StringLike', 'a*', 'abc', true],
    ['StringLike', 'a?', 'abc', false],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
    ['ForAllValues:StringEquals', 'a', undefined, true],
    ['ForAllValues:StringLike', 'link#*', ['link#1', 'link#2'], true],
    ['ForAllValues:StringLike', 'link#*', ['link#1', 'count#2'], false],
    ['ArnLike', 'arn:aws:ssm:*:*:parameter/*', parameter, true],
    ['ArnLike', 'arn:aws:kms:*:*:key/*', parameter, false],
    ['Bool', true, 'true', true],
    ['Bool', 'false', 'true', false],
    ['IpAddress', '10.0.0.0/8', '10.1.2.3', true],
    ['IpAddress', ['10.0.0.0/8', '::1/128'], '::1', true],
    ['IpAddress', '10.0.0.1', '10.0.0.2', false],
    ['NotIpAddress', '10.0.0.0/8', '192.0.2.1', true],
    ['NotIpAddress', '10.0.0.0/8', '10.1.2.3', false],
  ];

  it.each(cases)('%s %j of %j holds: %s', (operator, wanted, value, holds) => {
    const context = value === undefined ? {} : { 'Some:Key': value };
    expect(decides({ Condition: { [operator]: { 'some:key': wanted } } }, { context })).toBe(holds);
  });

  it('holds only together with the others', () => {
    const Condition = { StringEquals: { a: '1', b: '2' } };
    expect(decides({ Condition }, { context: { a: '1', b: '2' } })).toBe(true);
    expect(decides({ Condition }, { context: { a: '1', b: '3' } })).toBe(false);
  });
});

describe("a key's policy", () => {
  const decrypt: Call = {
    ...call,
    action: 'kms:Decrypt',
    resource: 'arn:aws:kms:eu-central-1:123456789012:key/k',
  };
  const statement: Statement = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };
  const named: Statement = { ...statement, Principal: { AWS: role } };
  const delegated: Statement = { ...statement, Principal: { AWS: `arn:aws:iam::${account}:root` } };
  const key = (...statements: readonly Statement[]): Policy => ({
    resource: 'Key',
    name: 'KeyPolicy',
    statements,
  });

  it('allows the role that it names without another policy', () => {
    expect(allows({ identity: [], key: key(named) }, decrypt)).toMatchObject({
      allowed: true,
      statements: [{ resource: 'Key' }],
    });
    const other = { ...named, Principal: { AWS: [`arn:aws:iam::${account}:role/other`] } };
    expect(allows({ identity: [], key: key(other) }, decrypt).allowed).toBe(false);
  });

  it('leaves it to the roles where it names the account', () => {
    expect(allows({ identity: [], key: key(delegated) }, decrypt).allowed).toBe(false);
    expect(allows({ identity: [policy(statement)], key: key(delegated) }, decrypt).allowed).toBe(true);
    expect(
      allows({ identity: [policy(statement)], key: key({ ...delegated, Action: 'kms:Describe*' }) }, decrypt),
    ).toEqual({
      allowed: false,
      statements: [],
      reason: 'because no resource-based policy allows the kms:Decrypt action',
    });
  });

  it('denies whatever the role says', () => {
    const denied: Statement = { ...delegated, Effect: 'Deny' };
    expect(allows({ identity: [policy(statement)], key: key(named, denied) }, decrypt).allowed).toBe(false);
  });

  it('takes a service as nobody here, and the star as everybody', () => {
    const service: Statement = { ...statement, Principal: { Service: 'logs.amazonaws.com' } };
    expect(allows({ identity: [policy(statement)], key: key(service) }, decrypt).allowed).toBe(false);
    expect(allows({ identity: [], key: key({ ...statement, Principal: '*' }) }, decrypt).allowed).toBe(true);
  });
});

it('a pattern takes everything but its stars and question marks literally', () => {
  expect(isLike('a.b', 'a.b')).toBe(true);
  expect(isLike('axb', 'a.b')).toBe(false);
  expect(isLike('a(b)[c]$', 'a(*)[?]$')).toBe(true);
});

it('a star in a pattern stands for any text, the empty one too, and a question mark for one character', () => {
  expect(isLike('a', 'a*')).toBe(true);
  expect(isLike('', '*')).toBe(true);
  expect(isLike('ab', 'a?')).toBe(true);
  expect(isLike('a', 'a?')).toBe(false);
  expect(isLike('', '?')).toBe(false);
  expect(isLike('abc', 'a?')).toBe(false);
});
