import { Stack } from 'aws-cdk-lib';
import { QueryDefinition, QueryString } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function';

/** Properties of `LogQueries`. */
export interface LogQueriesProps {
  /** The functions whose logs are searched. */
  readonly functions: readonly ServiceFunction[];
}

/** A line has `audit` if it belongs to the audit trail; see `docs/events.schema.json`. */
const trail = ['@timestamp', 'message', 'outcome', 'account', 'recovery', 'by', 'reason'];

/** In place of what the administrator looks for. */
const placeholder = '000000000000';

/** Queries that are saved in CloudWatch Logs Insights, so that nobody has to write one on a bad day. */
export class LogQueries extends Construct {
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

    const oldestFirst = { fields: trail, sort: '@timestamp asc' };
    save('Trail', 'Audit trail', { ...oldestFirst, filterStatements: ['ispresent(audit)'] });
    save('TrailOfAccount', 'Trail of an account', {
      ...oldestFirst,
      filterStatements: ['ispresent(audit)', `account = "${placeholder}"`],
    });
    save('TrailOfRecovery', 'Trail of a recovery', {
      ...oldestFirst,
      filterStatements: ['ispresent(audit)', `recovery = "${placeholder}"`],
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
  }
}
