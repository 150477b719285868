/**
 * Logical ids of resources with a state or an address. With another id, CloudFormation replaces the resource: data is
 * lost, or people's links lead nowhere. Resources that follow from these, such as methods, roles and alarms, may be
 * replaced.
 */
import { resourcesOf, templateOf } from '../support/lib/synthesized';

const statefulTypes = [
  'AWS::ApiGateway::RestApi',
  'AWS::DynamoDB::Table',
  'AWS::KMS::Key',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::SES::ConfigurationSet',
  'AWS::SES::EmailIdentity',
  'AWS::SQS::Queue',
  'Custom::PasslinkSweep',
];

const ofBoth = [
  'AWS::ApiGateway::RestApi PublicApi61DEC29B',
  'AWS::DynamoDB::Table ChallengesTable3925CB49',
  'AWS::KMS::Key CodeKey11E88F29',
  'AWS::KMS::Key SessionKeyBF66F2A6',
  'AWS::Lambda::Function AdminFunction8AD5C74D',
  'AWS::Lambda::Function CodeResetFunction0C79E6C4',
  'AWS::Lambda::Function MailsSendMailFunction5BBEBFC3',
  'AWS::Lambda::Function PortalFunction9492C5FC',
  'AWS::Logs::LogGroup AdminLog6C139E22',
  'AWS::Logs::LogGroup CodeResetLog3F36B13A',
  'AWS::Logs::LogGroup MailsSendMailLog6FE12BCA',
  'AWS::Logs::LogGroup PortalLogEC97AC9A',
  'AWS::SES::ConfigurationSet MailerConfigurationSet5BCF2945',
  'AWS::SES::EmailIdentity MailerIdentity4DA07EB2',
  'AWS::SQS::Queue MailsQueue1A150D0C',
  'AWS::SQS::Queue MailsQueueDeadLetters033A9F67',
];

const ofIam = [
  'AWS::KMS::Key VaultKeyCB88EF1A',
  'AWS::Lambda::Function PasswordLinkExtractFunctionBBCAEF98',
  'AWS::Lambda::Function PasswordLinkGenerateFunctionB40F1F63',
  'AWS::Lambda::Function SweepFunction730BC722',
  'AWS::Logs::LogGroup PasswordLinkExtractLogE9B24D9E',
  'AWS::Logs::LogGroup PasswordLinkGenerateLogBFCD3F11',
  'AWS::Logs::LogGroup SweepLogDE05DA76',
  'AWS::SQS::Queue PasswordLinkQueueD8CD8627',
  'AWS::SQS::Queue PasswordLinkQueueDeadLettersE0D13F12',
  'Custom::PasslinkSweep SweepOnDeletion2BF0F67A',
];

const ofTable = ['AWS::DynamoDB::Table UsersTable6D91A5EE'];

test.each([
  ['iam', 'dev', ofIam],
  ['table', 'table', ofTable],
])('with directory %s, what has a state keeps its logical id', (_, stage, own) => {
  const ids = Object.entries(resourcesOf(templateOf({ stage })))
    .filter(([, { Type }]) => statefulTypes.includes(Type))
    .map(([logicalId, { Type }]) => `${Type} ${logicalId}`);
  expect(ids.sort()).toStrictEqual([...ofBoth, ...own].sort());
});

test.each(['dev', 'table'])('every log group is kept for a month (%s)', (stage) => {
  const groups = Object.values(resourcesOf(templateOf({ stage }), 'AWS::Logs::LogGroup'));
  expect(groups.map(({ Properties }) => Properties.RetentionInDays)).toStrictEqual(groups.map(() => 30));
});

test('every log group is kept for as long as the setting says', () => {
  const template = templateOf({ settings: { logRetentionDays: 400 } });
  const groups = Object.values(resourcesOf(template, 'AWS::Logs::LogGroup'));
  expect(groups.map(({ Properties }) => Properties.RetentionInDays)).toStrictEqual(groups.map(() => 400));
});

test.each(['dev', 'table'])(
  'the saved queries search every log, and are named after the stage (%s)',
  (stage) => {
    const template = templateOf({ stage });
    const groups = Object.keys(resourcesOf(template, 'AWS::Logs::LogGroup')).map((Ref) => ({ Ref }));
    const queries = Object.values(resourcesOf(template, 'AWS::Logs::QueryDefinition'));
    expect(queries).toHaveLength(5);
    for (const { Properties } of queries) {
      expect(Properties.Name).toMatch(new RegExp(`^passlink-${stage}/[A-Z]`));
      expect(Properties.LogGroupNames).toHaveLength(groups.length);
      expect(Properties.LogGroupNames).toEqual(expect.arrayContaining(groups));
    }
  },
);

test.each(['dev', 'table'])('what has a deletion policy has the same when it is replaced (%s)', (stage) => {
  for (const retention of ['destroy', 'retain'] as const) {
    const all = Object.entries(
      templateOf({ stage, settings: { retention } }).toJSON().Resources as Record<
        string,
        { readonly DeletionPolicy?: string; readonly UpdateReplacePolicy?: string }
      >,
    );
    expect(all.filter(([, it]) => it.DeletionPolicy !== it.UpdateReplacePolicy)).toStrictEqual([]);
  }
});
