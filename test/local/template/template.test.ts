import { readStack } from '../../../local/template/stack';
import { resolver, type Template } from '../../../local/template/template';

const place = {
  account: '123456789012',
  region: 'eu-central-1',
  partition: 'aws',
  urlSuffix: 'amazonaws.com',
  stackName: 'tiny',
};

const template: Template = {
  Mappings: { Hosts: { aws: { host: 'example.com' }, 'aws-cn': { host: 'example.cn' } } },
  Parameters: { Colour: { Default: 'green' } },
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: { TableName: { 'Fn::Sub': '${AWS::StackName}-table' } },
    },
    Identity: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'example.com' } },
    Unnamed: { Type: 'AWS::SQS::Queue' },
    Strange: { Type: 'AWS::Strange::Thing' },
  },
};

const resolve = resolver(template, place);

describe('the values of a template', () => {
  it('have pseudo parameters and parameters filled in', () => {
    expect(resolve({ Ref: 'AWS::Region' })).toBe('eu-central-1');
    expect(resolve({ Ref: 'Colour' })).toBe('green');
  });

  it('know a resource by its name, its own or one made for it', () => {
    expect(resolve({ Ref: 'Table' })).toBe('tiny-table');
    expect(resolve({ 'Fn::GetAtt': ['Unnamed', 'QueueName'] })).toBe('tiny-Unnamed');
    expect(resolve({ 'Fn::GetAtt': 'Table.Arn' })).toBe(
      'arn:aws:dynamodb:eu-central-1:123456789012:table/tiny-table',
    );
  });

  it('are found in mappings', () => {
    expect(resolve({ 'Fn::FindInMap': ['Hosts', { Ref: 'AWS::Partition' }, 'host'] })).toBe('example.com');
  });

  it('are DNS records for an identity of SES, each with a name of its own', () => {
    const values = [1, 2, 3].map((at) => [
      resolve({ 'Fn::GetAtt': ['Identity', `DkimDNSTokenName${at}`] }),
      resolve({ 'Fn::GetAtt': ['Identity', `DkimDNSTokenValue${at}`] }),
    ]);
    for (const [name, value] of values) {
      expect(name).toMatch(/^[0-9a-f]{32,34}\._domainkey\.example\.com$/);
      expect(value).toMatch(/^[0-9a-f]{32,34}\.dkim\.amazonses\.com$/);
    }
    expect(new Set(values.flat()).size).toBe(6);
  });

  it('are joined and substituted, however deep', () => {
    const arn = {
      'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, { 'Fn::Sub': '${Table}/${kind}/${!kept}' }]],
    };
    expect(() => resolve(arn)).toThrow('"kind"');
    const variables = { 'Fn::Sub': ['${Table.Arn} ${kind} ${!kept}', { kind: { Ref: 'Colour' } }] };
    expect(resolve({ list: [variables] })).toEqual({
      list: ['arn:aws:dynamodb:eu-central-1:123456789012:table/tiny-table green ${kept}'],
    });
  });

  it('keep the conditions of policies as they are', () => {
    const statement = { Condition: { StringEquals: { 'aws:RequestedRegion': { Ref: 'AWS::Region' } } } };
    expect(resolve(statement)).toEqual({
      Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
    });
  });

  it.each([
    ['a function that the laptop does not know', { 'Fn::ImportValue': 'x' }, 'Fn::ImportValue'],
    ['a condition', { 'Fn::If': ['A', 'b', 'c'] }, 'Fn::If'],
    ['a resource that is not there', { Ref: 'Missing' }, '"Missing"'],
    ['a type that the laptop cannot name', { Ref: 'Strange' }, 'AWS::Strange::Thing'],
    [
      'an attribute that the laptop does not know',
      { 'Fn::GetAtt': ['Table', 'StreamArn'] },
      'Table.StreamArn',
    ],
    [
      'a mapping that is not there',
      { 'Fn::FindInMap': ['Hosts', 'aws-us-gov', 'host'] },
      'no mapping Hosts.aws-us-gov.host',
    ],
    ['a list where a text belongs', { 'Fn::Join': ['', [['a']]] }, 'Fn::Join needs a text'],
    ['a text where a list belongs', { 'Fn::Join': 'a' }, 'Fn::Join needs a list'],
  ])('stop at %s', (_, value, message) => {
    expect(() => resolve(value)).toThrow(message);
  });
});

describe('the identities from which the stack sends', () => {
  const read = (Resources: Template['Resources'], Outputs?: Template['Outputs']) =>
    readStack({
      stackName: 'tiny',
      template: { Resources, ...(Outputs && { Outputs }) },
      assetDirectory: () => '',
    });
  const Sender = { Value: 'help@example.com' };

  it('are those that it makes', () => {
    const made = {
      Identity: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'example.com' } },
    };
    const stack = read(made, { Sender });
    expect(stack.emailIdentities).toEqual(['example.com']);
    expect(stack.existingSender).toBeUndefined();
  });

  it('are that of its sender, which the account has already, if it makes none', () => {
    const stack = read({}, { Sender });
    expect(stack.emailIdentities).toEqual([]);
    expect(stack.existingSender).toBe('help@example.com');
    expect(read({}).existingSender).toBeUndefined();
  });
});
