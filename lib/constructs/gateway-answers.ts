import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { gatewayProblem } from '../../lambda/web/http/gateway-problem';

/** Which problem stands for which of API Gateway's own answers. The defaults take what is not named. */
const answers = [
  // An unknown path, and an unknown method of a known path.
  [ResponseType.MISSING_AUTHENTICATION_TOKEN, 'not-found'],
  [ResponseType.RESOURCE_NOT_FOUND, 'not-found'],
  // The allow-list, and credentials for AWS that nothing here asks for.
  [ResponseType.ACCESS_DENIED, 'forbidden'],
  [ResponseType.EXPIRED_TOKEN, 'forbidden'],
  [ResponseType.INVALID_API_KEY, 'forbidden'],
  [ResponseType.INVALID_SIGNATURE, 'forbidden'],
  [ResponseType.UNAUTHORIZED, 'forbidden'],
  [ResponseType.WAF_FILTERED, 'forbidden'],
  [ResponseType.QUOTA_EXCEEDED, 'too-many-requests'],
  [ResponseType.THROTTLED, 'too-many-requests'],
  [ResponseType.REQUEST_TOO_LARGE, 'too-large'],
  [ResponseType.UNSUPPORTED_MEDIA_TYPE, 'unsupported-media-type'],
  [ResponseType.DEFAULT_4XX, 'bad-request'],
  [ResponseType.DEFAULT_5XX, 'internal-error'],
] as const;

/** The stage's throttle refills within a second; a little longer spreads the crowd out. */
const RETRY_AFTER_SECONDS = 10;

/** Properties of `GatewayAnswers`. */
export interface GatewayAnswersProps {
  /** The API whose own answers these are. */
  readonly api: RestApi;

  /** The stage's name: the first page is there, and the answers link to it. */
  readonly stage: string;
}

/**
 * What the API answers without asking a function: unknown paths, the allow-list, the throttle, failures. They are the
 * functions' own problems, page and document, so that programs and people need not care who answered. It can be told:
 * API Gateway adds headers of its own, and only it says "forbidden".
 */
export class GatewayAnswers extends Construct {
  constructor(scope: Construct, id: string, props: GatewayAnswersProps) {
    super(scope, id);
    for (const [type, code] of answers) {
      const retryAfter = code === 'too-many-requests' ? RETRY_AFTER_SECONDS : undefined;
      const problem = gatewayProblem(code, props.stage, retryAfter);
      props.api.addGatewayResponse(type.responseType, {
        type,
        statusCode: String(problem.status),
        responseHeaders: staticHeaders(problem.headers),
        // API Gateway puts `$context` variables into these and does nothing else with them.
        templates: { 'application/problem+json': problem.document, 'text/html': problem.page },
      });
    }
  }
}

/** API Gateway takes a value in single quotes for itself, and one without for where to find it. */
function staticHeaders(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `'${value}'`]));
}
