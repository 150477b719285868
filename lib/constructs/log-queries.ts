import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { QueryDefinition, QueryString } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { fingerprintPlaceholder, trailFields, trailQueries } from '../saved-queries';
import type { ServiceFunction } from './service-function';

/** Properties of `LogQueries`. */
export interface LogQueriesProps {
  /** The functions whose logs are searched. */
  readonly functions: readonly ServiceFunction[];
}

/** Queries that are saved in CloudWatch Logs Insights, so that nobody has to write one on a bad day. */
export class LogQueries extends Construct {
  /** What lets somebody run the queries. */
  readonly runStatements: readonly PolicyStatement[];

  constructor(scope: Construct, id: string, { functions }: LogQueriesProps) {
    super(scope, id);
    const logGroups = functions.map(({ logGroup }) => logGroup);
    const save = (id: string, name: string, query: ConstructorParameters<typeof QueryString>[0]) =>
      new QueryDefinition(this, id, {
        // Folders in the console. The name of the stack keeps stages apart.
        queryDefinitionName: `${Stack.of(this).stackName}/${name}`,
        queryString: new QueryString(query),
        logGroups,
      });

    // A line has `audit` if it belongs to the audit trail; see `docs/events.schema.json`.
    const oldestFirst = { fields: ['@timestamp', ...trailFields], sort: '@timestamp asc' };
    save('Trail', trailQueries.everything, { ...oldestFirst, filterStatements: ['ispresent(audit)'] });
    save('TrailOfAccount', trailQueries.ofAccount, {
      ...oldestFirst,
      filterStatements: ['ispresent(audit)', `account = "${fingerprintPlaceholder}"`],
    });
    save('TrailOfRecovery', trailQueries.ofRecovery, {
      ...oldestFirst,
      filterStatements: ['ispresent(audit)', `recovery = "${fingerprintPlaceholder}"`],
    });
    save('NoMail', 'Why nobody got a mail', {
      fields: ['@timestamp', 'message', 'reason', 'account', 'error'],
      filterStatements: [
        'message in ["code.not-eligible", "link.not-eligible", "link.failed", "mail.failed", "mail.held-back"]',
      ],
      sort: '@timestamp desc',
    });
    save('Addresses', 'Requests by address', {
      filterStatements: ['message = "request.served"'],
      statsStatements: ['count(*) as requests by clientAddress, route, status'],
      sort: 'requests desc',
      limit: 100,
    });

    this.runStatements = [
      new PolicyStatement({
        actions: ['logs:StartQuery'],
        resources: logGroups.map(({ logGroupArn }) => logGroupArn),
      }),
      // They have no resource.
      new PolicyStatement({
        actions: ['logs:DescribeQueryDefinitions', 'logs:GetQueryResults'],
        resources: ['*'],
      }),
    ];
  }
}
