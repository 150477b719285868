import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { AlarmTopic } from './alarm-topic';
import { dashboard } from './dashboard';
import type { JobQueue } from './job-queue';
import { counted, ofApi, ofFunction, ofQueue } from './metrics';
import type { PublicApi } from './public-api';
import type { ServiceFunction } from './service-function';

/** Properties of a `Monitoring`. */
export interface MonitoringProps {
  /** The public API. */
  readonly api: PublicApi;

  /** Every function of the stack. */
  readonly functions: readonly ServiceFunction[];

  /**
   * The function that shows passwords. Its log reports links that were tried again.
   *
   * @default - there are no links to try again
   */
  readonly extract: ServiceFunction | undefined;

  /** The function that changes passwords. Its log reports changes that their owners disputed or got no notice of. */
  readonly reset: ServiceFunction;

  /** The functions that send mails. Their logs report mails that were held back. */
  readonly mailers: readonly ServiceFunction[];

  /** The queues in which work waits, and those in which failed work ends. */
  readonly queues: readonly JobQueue[];

  /**
   * The address that gets the alarms by mail.
   *
   * @default - nobody
   */
  readonly alarmEmail: string | undefined;
}

/** A thousand people at once are served within three minutes. Whoever waits for longer than this has asked again. */
const LONGEST_WAIT = Duration.minutes(10);

/** Refusals within a period that no number of people with typing errors causes, and guessing or flooding does. */
const SURGE = 500;

/** What the administrator reads when an alarm goes off. */
interface AlarmText {
  readonly happened: string;
  readonly toDo: string;
  /** The heading of the runbook, somewhere in `docs/operations/`. */
  readonly runbook: string;
}

/** Alarms for an administrator, the topic that they go to, and one dashboard that shows the activity. */
export class Monitoring extends Construct {
  /** Where the alarms go. */
  readonly alarmTopic: AlarmTopic;

  private readonly alarms: Alarm[] = [];

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { api, functions, queues, alarmEmail } = props;
    this.alarmTopic = new AlarmTopic(this, 'Alarms', { email: alarmEmail });
    for (const queue of queues) this.watchQueue(queue);
    for (const fn of functions) {
      this.whenAny(`Errors-${fn.functionFolder}`, ofFunction(fn).errors, {
        happened: `The function "${fn.functionFolder}" failed.`,
        toDo: 'Read its log from that time.',
        runbook: 'A function fails',
      });
    }
    this.watchApi(api);
    const signsOfMisuse = this.watchLogs(props);
    dashboard(this, 'Dashboard', { api, functions, queues, alarms: this.alarms, signsOfMisuse });
  }

  private watchQueue(queue: JobQueue): void {
    const { age, deadLetters } = ofQueue(queue);
    this.whenAny(`DeadLetters-${queue.holds}`, deadLetters, {
      happened: `A ${queue.holds} failed for good. Its job is in the dead letters.`,
      toDo: 'Read the job and the log, fix the cause, and try the dead letters again.',
      runbook: 'Dead letters',
    });
    this.whenMoreThan(LONGEST_WAIT.toSeconds(), `Waiting-${queue.holds}`, age, {
      happened: `A ${queue.holds} has waited for more than ${LONGEST_WAIT.toMinutes()} minutes.`,
      toDo: 'See in the log of its function whether jobs fail or AWS throttles them.',
      runbook: 'AWS throttles Passlink',
    });
  }

  private watchApi(api: PublicApi): void {
    const { failures, refusals } = ofApi(api);
    this.whenAny('ServerErrors', failures, {
      happened: 'Callers got a 5xx answer.',
      toDo: 'Read the logs of the functions.',
      runbook: 'A function fails',
    });
    // Only the metric knows of what API Gateway refused without calling a function.
    this.whenMoreThan(SURGE, 'RefusedCalls', refusals, {
      happened: `More than ${SURGE} calls within 5 minutes were refused with a 4xx answer. Somebody may be guessing or flooding.`,
      toDo: 'Find the addresses in the logs, and put a web ACL in front of the API.',
      runbook: 'Somebody floods Passlink',
    });
  }

  /** Returns the metrics that show misuse. */
  private watchLogs({ extract, reset, mailers }: MonitoringProps): Metric[] {
    const disputed = counted(this, 'Disputed', reset, 'disputed-changes');
    this.whenAny('DisputedChanges', disputed, {
      happened: 'Somebody reported a password change as not theirs.',
      toDo: 'Check whether the account was locked, and talk to its owner.',
      runbook: 'A mailbox is compromised',
    });
    const [heldBack] = mailers.map((fn) =>
      counted(this, `HeldBack-${fn.functionFolder}`, fn, 'mails-held-back'),
    );
    if (heldBack !== undefined) {
      this.whenAny('MailsHeldBack', heldBack, {
        happened:
          'More mails were asked for within an hour than the setting "limits.overall" lets out. Nobody new gets one until the hour ends.',
        toDo: 'Find out whether it is a flood or your people, then block the flood or raise the setting.',
        runbook: 'Somebody floods Passlink',
      });
    }
    // Both functions count in one metric: what to do is the same.
    if (extract !== undefined) counted(this, `Unsent-${extract.functionFolder}`, extract, 'without-notice');
    const unsent = counted(this, `Unsent-${reset.functionFolder}`, reset, 'without-notice');
    this.whenAny('NoticeFailed', unsent, {
      happened: 'A password was changed or shown without a notice to its owner.',
      toDo: 'Find the account in the log of the function, and tell its owner.',
      runbook: 'A notice was not sent',
    });
    const uncertain = counted(this, 'Uncertain', reset, 'uncertain-changes');
    this.whenAny('UncertainChanges', uncertain, {
      happened: 'The outcome of a password change is unknown: the directory did not answer.',
      toDo: 'Do nothing after a single one: its owner has a notice. If more come, check whether AWS has an outage.',
      runbook: 'AWS throttles Passlink',
    });
    if (extract === undefined) return [disputed];
    // Reading a missing parameter leaves no trace in CloudTrail, so only the function knows of a replayed link.
    const replayed = counted(this, 'Replayed', extract, 'replayed-links');
    this.whenAny('ReplayedLinks', replayed, {
      happened: 'A used link was tried again. Somebody else may have it.',
      toDo: 'Ask the owner of the account whether it was them.',
      runbook: 'A mailbox is compromised',
    });
    return [disputed, replayed];
  }

  private whenAny(id: string, metric: Metric, text: AlarmText): void {
    this.whenMoreThan(0, id, metric, text);
  }

  private whenMoreThan(threshold: number, id: string, metric: Metric, text: AlarmText): void {
    const { happened, toDo, runbook } = text;
    const alarm = new Alarm(this, id, {
      alarmDescription: `${happened} ${toDo} Runbook: "${runbook}" in docs/operations.`,
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.alarmTopic.action);
    this.alarms.push(alarm);
  }
}
