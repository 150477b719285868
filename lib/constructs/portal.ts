import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Settings } from '../settings';
import type { ChallengeTable } from './challenge-table';
import type { CodeKey } from './code-key';
import type { PublicApi } from './public-api';
import { ServiceFunction } from './service-function';

/** Properties of a `Portal`. */
export interface PortalProps {
  /** The way in from outside. */
  readonly api: PublicApi;

  /** Where requests are counted. */
  readonly challenges: ChallengeTable;

  /** Makes the pickup codes' MACs. */
  readonly codeKey: CodeKey;

  /** The asynchronous function that resets are handed over to. */
  readonly generate: ServiceFunction;

  /** The administrator's settings. */
  readonly settings: Pick<Settings, 'limits' | 'linkMinutes' | 'tracing'>;
}

/**
 * The function that faces everybody: pages and forms. It counts, hands over and answers, in the same time for every
 * account, and can do nothing else: no IAM, no SSM, no SES.
 */
export class Portal extends Construct {
  /** The function itself. */
  readonly function: ServiceFunction<'portal'>;

  constructor(scope: Construct, id: string, props: PortalProps) {
    super(scope, id);
    const { api, challenges, codeKey, generate, settings } = props;
    this.function = new ServiceFunction(this, 'Portal', {
      name: 'portal',
      description: 'Shows the pages, counts requests and hands them over',
      timeout: Duration.seconds(10),
      tracing: settings.tracing,
      environment: {
        PUBLIC_URL: api.publicUrl,
        CHALLENGE_TABLE: challenges.table.tableName,
        CODE_KEY: codeKey.key.keyArn,
        GENERATE_FUNCTION: generate.function.functionName,
        LIMITS: JSON.stringify(settings.limits),
        LINK_MINUTES: String(settings.linkMinutes),
      },
    });
    challenges.grantCount(this.function);
    codeKey.grantMac(this.function);
    generate.grantInvoke(this.function);

    api.addPage('/', this.function);
    api.addRoute('GET', '/health', this.function);
    api.addPage('/generate', this.function);
    api.addRoute('POST', '/generate', this.function);
  }
}
