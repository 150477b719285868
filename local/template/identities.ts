/** The results of `Ref` and `Fn::GetAtt` for each type of resource: its physical name, and values derived from it. */
import { createHash } from 'node:crypto';
import type { StackPlace } from './place';

/** A resource as the rest of the template sees it. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The inputs of a resource's identity. */
interface Facts {
  readonly place: StackPlace;
  /** The name in the property, or one made from the stack's name and the logical id. */
  readonly name: (property: string) => string;
  /** Letters and digits that look random and are the same in every run. */
  readonly id: (length: number) => string;
  readonly arn: (service: string, resource: string) => string;
}

const withoutAttributes = (ref: string): Identity => ({ ref, attributes: {} });

const identities: Readonly<Record<string, (facts: Facts) => Identity>> = {
  'AWS::ApiGateway::Deployment': ({ id }) => withoutAttributes(id(6)),
  'AWS::ApiGateway::DomainName': ({ place, name, id }) => ({
    ref: name('DomainName'),
    attributes: {
      RegionalDomainName: `d-${id(10)}.execute-api.${place.region}.${place.urlSuffix}`,
      RegionalHostedZoneId: `Z${id(14).toUpperCase()}`,
    },
  }),
  'AWS::ApiGateway::RequestValidator': ({ id }) => withoutAttributes(id(6)),
  'AWS::ApiGateway::Model': ({ name }) => withoutAttributes(name('Name')),
  'AWS::ApiGateway::Resource': ({ id }) => withoutAttributes(id(6)),
  'AWS::ApiGateway::RestApi': ({ id }) => ({ ref: id(10), attributes: { RootResourceId: id(11).slice(1) } }),
  'AWS::ApiGateway::Stage': ({ name }) => withoutAttributes(name('StageName')),
  'AWS::CloudWatch::Alarm': ({ name, arn }) => {
    const alarm = name('AlarmName');
    return { ref: alarm, attributes: { Arn: arn('cloudwatch', `alarm:${alarm}`) } };
  },
  'AWS::CloudWatch::Dashboard': ({ name }) => withoutAttributes(name('DashboardName')),
  'AWS::DynamoDB::Table': ({ name, arn }) => {
    const table = name('TableName');
    return { ref: table, attributes: { Arn: arn('dynamodb', `table/${table}`) } };
  },
  'AWS::Events::Rule': ({ name, arn }) => {
    const rule = name('Name');
    return { ref: rule, attributes: { Arn: arn('events', `rule/${rule}`) } };
  },
  'AWS::IAM::ManagedPolicy': ({ place, name }) =>
    withoutAttributes(`arn:${place.partition}:iam::${place.account}:policy/${name('ManagedPolicyName')}`),
  'AWS::IAM::Role': ({ place, name }) => {
    const role = name('RoleName');
    return { ref: role, attributes: { Arn: `arn:${place.partition}:iam::${place.account}:role/${role}` } };
  },
  'AWS::KMS::Alias': ({ name }) => withoutAttributes(name('AliasName')),
  'AWS::KMS::Key': ({ id, arn }) => {
    const key = [8, 4, 4, 4, 12].map((length) => id(length + 1).slice(1)).join('-');
    return { ref: key, attributes: { Arn: arn('kms', `key/${key}`), KeyId: key } };
  },
  'AWS::Lambda::Function': ({ name, arn }) => {
    const lambda = name('FunctionName');
    return { ref: lambda, attributes: { Arn: arn('lambda', `function:${lambda}`) } };
  },
  'AWS::Logs::LogGroup': ({ name, arn }) => {
    const group = name('LogGroupName');
    return { ref: group, attributes: { Arn: arn('logs', `log-group:${group}:*`) } };
  },
  'AWS::Logs::QueryDefinition': ({ name }) => withoutAttributes(name('Name')),
  'AWS::SES::ConfigurationSet': ({ name }) => withoutAttributes(name('Name')),
  'AWS::SES::EmailIdentity': ({ name, id }) => {
    const identity = name('EmailIdentity');
    const records = [1, 2, 3].flatMap((at) => {
      const token = id(31 + at);
      return [
        [`DkimDNSTokenName${at}`, `${token}._domainkey.${identity}`],
        [`DkimDNSTokenValue${at}`, `${token}.dkim.amazonses.com`],
      ];
    });
    return { ref: identity, attributes: Object.fromEntries(records) as Record<string, string> };
  },
  'AWS::SNS::Topic': ({ name, arn }) => {
    const topic = name('TopicName');
    return { ref: arn('sns', topic), attributes: { TopicArn: arn('sns', topic), TopicName: topic } };
  },
  'AWS::SQS::Queue': ({ place, name, arn }) => {
    const queue = name('QueueName');
    return {
      ref: `https://sqs.${place.region}.${place.urlSuffix}/${place.account}/${queue}`,
      attributes: { Arn: arn('sqs', queue), QueueName: queue },
    };
  },
};

/** Whether resources of a type have an identity on the laptop. */
export const isKnown = (type: string): boolean => type in identities;

/**
 * The identity of one resource.
 *
 * @param property gives a property's value, resolved.
 * @throws Error for a type without an identity on the laptop. Only resources that something refers to need one.
 */
export function identify(
  logicalId: string,
  type: string,
  place: StackPlace,
  property: (name: string) => unknown,
): Identity {
  const identity = identities[type];
  if (!identity) throw new Error(`The laptop does not know how to refer to "${logicalId}", a ${type}.`);
  return identity({
    place,
    name: (name) => {
      const given = property(name);
      return typeof given === 'string' ? given : `${place.stackName}-${logicalId}`;
    },
    id: (length) =>
      createHash('sha256').update(`${place.stackName}/${logicalId}/${length}`).digest('hex').slice(0, length),
    arn: (service, resource) =>
      `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource}`,
  });
}
