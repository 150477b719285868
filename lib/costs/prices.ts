/** One price of AWS. */
export interface Price {
  /** What the table calls it. */
  readonly what: string;
  /** Dollars for this many. */
  readonly dollars: number;
  readonly per: number;
  /** The price in words. */
  readonly words: string;
  /** The page of AWS that has it. */
  readonly source: string;
}

const page = (service: string) => `https://aws.amazon.com/${service}/pricing/`;

/** When somebody last compared the prices with their pages. */
export const PRICES_AS_OF = '2026-06';

/** Where these prices apply. Others differ by some percent. */
export const PRICES_OF = 'US East (N. Virginia)';

/** The prices, without any free tier. */
export const PRICES = {
  key: {
    what: 'KMS keys',
    dollars: 1,
    per: 1,
    // Only the vault's key rotates. KMS charges for its first two rotations.
    words: '$1 a month each; that of the vault, $2 from its second year and $3 from its third',
    source: page('kms'),
  },
  alarmMetric: {
    what: 'CloudWatch alarms',
    dollars: 0.1,
    per: 1,
    words: '$0.10 a month each',
    source: page('cloudwatch'),
  },
  metric: {
    what: 'Custom metrics, if each gets values all month',
    dollars: 0.3,
    per: 1,
    words: '$0.30 a month each',
    source: page('cloudwatch'),
  },
  dashboard: {
    what: 'CloudWatch dashboard',
    dollars: 3,
    per: 1,
    words: '$3 a month',
    source: page('cloudwatch'),
  },
  invocation: {
    what: 'Lambda invocations',
    dollars: 0.2,
    per: 1_000_000,
    words: '$0.20 a million',
    source: page('lambda'),
  },
  computing: {
    what: 'Lambda time (GB-seconds, Arm)',
    dollars: 13.3334,
    per: 1_000_000,
    words: '$13.33 a million',
    source: page('lambda'),
  },
  request: {
    what: 'API Gateway requests',
    dollars: 3.5,
    per: 1_000_000,
    words: '$3.50 a million',
    source: page('api-gateway'),
  },
  tableWrite: {
    what: 'DynamoDB writes',
    dollars: 0.625,
    per: 1_000_000,
    words: '$0.625 a million',
    source: page('dynamodb'),
  },
  tableRead: {
    what: 'DynamoDB reads',
    dollars: 0.125,
    per: 1_000_000,
    words: '$0.125 a million',
    source: page('dynamodb'),
  },
  keyRequest: {
    what: 'KMS requests',
    dollars: 0.03,
    per: 10_000,
    words: '$0.03 for 10,000',
    source: page('kms'),
  },
  queueRequest: {
    what: 'SQS requests',
    dollars: 0.4,
    per: 1_000_000,
    words: '$0.40 a million',
    source: page('sqs'),
  },
  mail: { what: 'SES mails', dollars: 0.1, per: 1000, words: '$0.10 a thousand', source: page('ses') },
  logGigabyte: {
    what: 'Log gigabytes written',
    dollars: 0.5,
    per: 1,
    words: '$0.50 each',
    source: page('cloudwatch'),
  },
} as const satisfies Record<string, Price>;

/** The name of a price. */
export type PriceName = keyof typeof PRICES;

/** How much of each priced thing something uses. */
export type Usage = Partial<Readonly<Record<PriceName, number>>>;
