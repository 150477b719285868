import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Settings } from '../settings';
import type { ChallengeTable } from './challenge-table';
import type { CodeKey } from './code-key';
import type { JobQueue } from './job-queue';
import type { PublicApi } from './public-api';
import { organisationVariable, ServiceFunction } from './service-function';
import type { SessionKey } from './session-key';

/** Properties of a `Portal`. */
export interface PortalProps {
  /** The public API. */
  readonly api: PublicApi;

  /** Holds the request counts. */
  readonly challenges: ChallengeTable;

  /** Makes the MACs of pickup codes, and of the codes that people enter. */
  readonly codeKey: CodeKey;

  /** Signs the session tokens. */
  readonly sessionKey: SessionKey;

  /** Takes requests for codes. */
  readonly mailQueue: JobQueue;

  /**
   * Takes requests for password links.
   *
   * @default - there are no links: accounts live in the users table, where people choose their passwords
   */
  readonly linkQueue: JobQueue | undefined;

  /** The administrator's settings. */
  readonly settings: Pick<
    Settings,
    | 'languages'
    | 'limits'
    | 'allowedCidrs'
    | 'linkMinutes'
    | 'codeMinutes'
    | 'sessionMinutes'
    | 'passwordLength'
    | 'refuseCommonPasswords'
    | 'verification'
    | 'organisation'
    | 'tracing'
  >;
}

/**
 * The public function, with the pages and forms that the features add. It counts requests, hands them over, answers in
 * the same time for every account, and keeps the sessions. It can do nothing else: no IAM, no SSM, no SES.
 */
export class Portal extends Construct {
  readonly function: ServiceFunction<'portal'>;

  constructor(scope: Construct, id: string, props: PortalProps) {
    super(scope, id);
    const { api, challenges, codeKey, sessionKey, mailQueue, linkQueue, settings } = props;
    this.function = new ServiceFunction(this, 'Portal', {
      name: 'portal',
      description: 'Shows the pages, counts requests and hands them over, keeps sessions',
      timeout: Duration.seconds(10),
      tracing: settings.tracing,
      logo: settings.organisation?.logo,
      environment: {
        PUBLIC_URL: api.publicUrl,
        ...organisationVariable(settings.organisation),
        LANGUAGES: settings.languages.join(','),
        CHALLENGE_TABLE: challenges.table.tableName,
        CODE_KEY: codeKey.key.keyArn,
        SESSION_KEY: sessionKey.key.keyArn,
        MAIL_QUEUE: mailQueue.queue.queueUrl,
        LIMITS: JSON.stringify(limitsOf(settings)),
        CODE_MINUTES: String(settings.codeMinutes),
        SESSION_MINUTES: String(settings.sessionMinutes),
        ...(linkQueue === undefined
          ? { DIRECTORY: 'table', PASSWORD_LENGTH: String(settings.passwordLength) }
          : {
              DIRECTORY: 'iam',
              VERIFICATION: settings.verification,
              LINK_QUEUE: linkQueue.queue.queueUrl,
              LINK_MINUTES: String(settings.linkMinutes),
              REFUSE_COMMON_PASSWORDS: `${settings.refuseCommonPasswords}`,
            }),
      },
    });
    challenges.grantCount(this.function);
    challenges.grantSeePause(this.function);
    challenges.grantSeeVouchLinks(this.function);
    codeKey.grantMac(this.function);
    mailQueue.grantSend(this.function);
    linkQueue?.grantSend(this.function);

    api.addPage('/', this.function);
    api.addPage('/health', this.function);
    api.addPage('/vouch/{id}', this.function);
    api.addRoute('POST', '/vouch/{id}', this.function);
  }
}

/** Where only known networks get in, an address is an office: it has no limit. */
function limitsOf({ limits, allowedCidrs }: Pick<Settings, 'limits' | 'allowedCidrs'>) {
  const { accountAndAddress, account, address } = limits;
  return allowedCidrs.length > 0 ? { accountAndAddress, account } : { accountAndAddress, account, address };
}
