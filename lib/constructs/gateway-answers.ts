import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { Language } from '../../lambda/environment';
import { gatewayProblem } from '../../lambda/web/http/gateway-problem';
import type { Organisation } from '../settings';

/** The problem for each of API Gateway's own answers. The two defaults cover all others. */
const answers = [
  // An unknown path, and an unknown method of a known path.
  [ResponseType.MISSING_AUTHENTICATION_TOKEN, 'not-found'],
  [ResponseType.RESOURCE_NOT_FOUND, 'not-found'],
  // The allow-list, and AWS credentials, which no route here asks for.
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

/** The stage's throttle refills within a second. A longer wait spreads the retries. */
const RETRY_AFTER_SECONDS = 10;

/** Properties of `GatewayAnswers`. */
export interface GatewayAnswersProps {
  /** The API that gives these answers. */
  readonly api: RestApi;

  /** What comes before every path: a slash and the stage's name, or nothing with a domain of one's own. */
  readonly basePath: string;

  /** Whose site it is, if the settings say so. */
  readonly organisation: Organisation | undefined;

  /** The language of the answers, which cannot depend on the caller. */
  readonly language: Language;
}

/**
 * What the API answers without calling a function: unknown paths, the allow-list, the throttle, failures. The answers
 * are the functions' own problems, as page and document, so callers need not care who answered. They can still tell:
 * API Gateway adds headers of its own, and only API Gateway answers "forbidden".
 */
export class GatewayAnswers extends Construct {
  constructor(scope: Construct, id: string, props: GatewayAnswersProps) {
    super(scope, id);
    for (const [type, code] of answers) {
      const retryAfter = code === 'too-many-requests' ? RETRY_AFTER_SECONDS : undefined;
      const problem = gatewayProblem(code, props, retryAfter);
      props.api.addGatewayResponse(type.responseType, {
        type,
        statusCode: String(problem.status),
        responseHeaders: staticHeaders(problem.headers),
        // API Gateway only replaces the `$context` variables in these.
        templates: { 'application/problem+json': problem.document, 'text/html': problem.page },
      });
    }
  }
}

/** To API Gateway, a value in single quotes is the text itself, and one without is a reference to a value. */
function staticHeaders(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `'${value}'`]));
}
