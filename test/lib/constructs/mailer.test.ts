import type { Template } from 'aws-cdk-lib/assertions';
import { permissionsOf, resource, resourcesOf, templateOf, textOf } from '../../support/lib/synthesized';

const outputsOf = (template: Template) =>
  Object.entries(template.toJSON().Outputs as Readonly<Record<string, { readonly Value: unknown }>>).filter(
    ([name]) => name.startsWith('Dkim'),
  );

const identitiesOf = (template: Template) =>
  Object.values(resourcesOf(template, 'AWS::SES::EmailIdentity')).map(({ Properties }) => Properties);

const stages = ['dev', 'table'] as const;

describe.each(stages)('the identity of the sender (%s)', (stage) => {
  const settings = { sender: 'Help@Desk.Example.com' };

  test("is the sender's address by default, and no record is to be made", () => {
    const template = templateOf({ stage, settings });
    expect(identitiesOf(template)).toStrictEqual([{ EmailIdentity: 'Help@Desk.Example.com' }]);
    expect(outputsOf(template)).toStrictEqual([]);
  });

  test('can be its domain, with DKIM and the three records for it', () => {
    const template = templateOf({ stage, settings: { ...settings, senderIdentity: 'domain' } });
    expect(identitiesOf(template)).toStrictEqual([{ EmailIdentity: 'desk.example.com' }]);
    const { logicalId } = resource(template, 'AWS::SES::EmailIdentity');
    const records = outputsOf(template).map(([name, { Value }]) => [name, textOf(Value)]);
    expect(Object.fromEntries(records)).toStrictEqual({
      DkimRecord1Name: `{${logicalId}.DkimDNSTokenName1}`,
      DkimRecord1Value: `{${logicalId}.DkimDNSTokenValue1}`,
      DkimRecord2Name: `{${logicalId}.DkimDNSTokenName2}`,
      DkimRecord2Value: `{${logicalId}.DkimDNSTokenValue2}`,
      DkimRecord3Name: `{${logicalId}.DkimDNSTokenName3}`,
      DkimRecord3Value: `{${logicalId}.DkimDNSTokenValue3}`,
    });
  });

  test('can be one that is there already: the stack neither makes nor removes any', () => {
    const template = templateOf({ stage, settings: { ...settings, senderIdentity: 'existing' } });
    expect(identitiesOf(template)).toStrictEqual([]);
    expect(outputsOf(template)).toStrictEqual([]);
    expect(template.findOutputs('Sender')).toMatchObject({ Sender: { Value: 'Help@Desk.Example.com' } });
  });

  test.each(['address', 'domain', 'existing'])(
    'changes nothing in the permission, which is for the address in From only (%s)',
    (senderIdentity) => {
      const template = templateOf({
        stage,
        settings: { ...settings, senderIdentity, senderName: 'Help Desk' },
      });
      const [send, ...others] = permissionsOf(template, 'MailsSendMail').filter(({ actions }) =>
        actions.some((action) => action.startsWith('ses:')),
      );
      expect(others).toStrictEqual([]);
      expect(send).toMatchObject({
        actions: ['ses:SendEmail'],
        condition: { StringEquals: { 'ses:FromAddress': 'Help@Desk.Example.com' } },
      });
      const ses = 'arn:{AWS::Partition}:ses:{AWS::Region}:{AWS::AccountId}';
      const { logicalId } = resource(template, 'AWS::SES::ConfigurationSet');
      expect(send?.resources.map(textOf)).toStrictEqual([
        `${ses}:identity/*`,
        `${ses}:configuration-set/{${logicalId}}`,
      ]);
    },
  );

  test('two stages may share a sender that is there already', () => {
    const shared = { ...settings, senderIdentity: 'existing' };
    for (const each of [stage, 'qa']) {
      const template = templateOf({ stage: each, settings: shared });
      expect(identitiesOf(template)).toStrictEqual([]);
      // Without a name of its own, each stack's set gets another one.
      expect(resource(template, 'AWS::SES::ConfigurationSet').Properties.Name).toBeUndefined();
    }
  });
});

test.each([
  ['dev', ['MailsSendMailFunction', 'PasswordLinkGenerateFunction']],
  ['table', ['MailsSendMailFunction']],
])('what mails gets the display name (%s)', (stage, functions) => {
  const template = templateOf({ stage, settings: { senderName: 'Help Desk' } });
  for (const name of functions) {
    expect(resource(template, 'AWS::Lambda::Function', name).Properties).toMatchObject({
      Environment: { Variables: { SENDER_NAME: 'Help Desk' } },
    });
  }
});
