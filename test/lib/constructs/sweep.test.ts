import { expectResource, resource, resourcesOf, templateOf } from '../../support/lib/synthesized';

const template = templateOf();
const id = (type: string, name = '') => resource(template, type, name).logicalId;
const generate = id('AWS::Lambda::Function', 'PasswordLinkGenerateFunction');
const onDeletion = id('Custom::PasslinkSweep');

/** Everything that must exist before a resource is made, and that still exists during its deletion. */
function needs(logicalId: string, known = new Set<string>()): ReadonlySet<string> {
  const all = resourcesOf(template);
  const written = JSON.stringify(all[logicalId] ?? {});
  for (const other of Object.keys(all)) {
    if (other === logicalId || known.has(other) || !written.includes(`"${other}"`)) continue;
    known.add(other);
    needs(other, known);
  }
  return known;
}

describe('the sweep', () => {
  test('runs every quarter of an hour and is tried three times', () => {
    expectResource(template, 'AWS::Events::Rule', {
      ScheduleExpression: 'rate(15 minutes)',
      Targets: [
        {
          Arn: { 'Fn::GetAtt': [id('AWS::Lambda::Function', 'SweepFunction'), 'Arn'] },
          RetryPolicy: { MaximumRetryAttempts: 2 },
        },
      ],
    });
  });

  test('at deletion, the function answers CloudFormation itself, and has six minutes', () => {
    expect(resource(template, 'Custom::PasslinkSweep').Properties).toStrictEqual({
      ServiceToken: { 'Fn::GetAtt': [id('AWS::Lambda::Function', 'SweepFunction'), 'Arn'] },
      ServiceTimeout: '960',
    });
  });

  test('no function but the seven is deployed, so that no foreign log group stays behind', () => {
    expect(Object.keys(resourcesOf(template, 'AWS::Lambda::Function'))).toHaveLength(7);
  });

  test('at deletion, the writer goes before the sweep', () => {
    expect(needs(generate)).toContain(onDeletion);
  });

  test('at deletion, what feeds the writer goes before it, and the API before the queue', () => {
    const source = resource(template, 'AWS::Lambda::EventSourceMapping', 'PasswordLink').logicalId;
    expect(needs(source)).toContain(generate);
    const { FunctionName, EventSourceArn } = resource(template, 'AWS::Lambda::EventSourceMapping', source)
      .Properties as { readonly FunctionName: unknown; readonly EventSourceArn: Record<string, string[]> };
    expect(FunctionName).toStrictEqual({ Ref: generate });
    const [queue = ''] = EventSourceArn['Fn::GetAtt'] ?? [];
    const methods = Object.keys(resourcesOf(template, 'AWS::ApiGateway::Method'));
    const reset = methods.filter((method) => needs(method).has(queue));
    expect(reset.length).toBeGreaterThan(0);
  });

  test("at deletion, the sweep goes before the vault's key", () => {
    expect(needs(onDeletion)).toContain(id('AWS::KMS::Key', 'VaultKey'));
  });

  test.each([
    ['AWS::IAM::Policy', 'SweepRoleDefaultPolicy'],
    ['AWS::Logs::LogGroup', 'SweepLog'],
  ])('at deletion, the sweep still has its %s', (type, name) => {
    expect(needs(onDeletion)).toContain(id(type, name));
  });
});
