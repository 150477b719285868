import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { dynamoAccounts } from '../../../lambda/aws/dynamo/accounts';
import { challengeTable } from '../../../lambda/aws/dynamo/table';
import { accountKey } from '../../../lambda/core/account/account';
import { systemRandom } from '../../../lambda/core/crypto/random';
import type { AwsCall, Fault, Local } from '../../../local';
import type { Template } from '../../../local/template/template';
import { admin } from '../../support/flows/administrators';
import { choosePassword, dispute, newestNotice, receiveResetCode } from '../../support/flows/code-reset';
import { newPeople } from '../../support/flows/new-people';
import { Person, type Answer } from '../../support/flows/person';
import { functionName, startTestStack } from '../../support/flows/stack';
import { raisedAlarms } from '../../support/local/metrics';

/** So few mails go out within an hour that a test can ask for more. */
const mailsAnHour = 25;

/** The template with another value in the functions that mail. */
const withFewMails = (template: Template): Template =>
  JSON.parse(
    JSON.stringify(template).replaceAll(/"MAILS_AN_HOUR":"\d+"/g, `"MAILS_AN_HOUR":"${mailsAnHour}"`),
  ) as Template;

describe('every alarm', () => {
  const lines: string[] = [];
  const statuses: number[] = [];
  const before = { ...process.env };
  let fault: (call: AwsCall) => Fault | undefined = () => undefined;
  let local: Local;

  /** A person whose answers count. */
  class Seen extends Person {
    override async send(...request: Parameters<Person['send']>): Promise<Answer> {
      const answer = await super.send(...request);
      statuses.push(answer.status);
      return answer;
    }
  }

  beforeAll(async () => {
    local = await startTestStack({
      log: (line) => lines.push(line),
      onCall: (call) => fault(call),
      template: withFewMails,
    });
  });
  afterAll(() => local.close());
  afterEach(() => {
    fault = () => undefined;
    process.env = { ...before };
    jest.restoreAllMocks();
  });

  const raised = () => raisedAlarms(local, { lines, statuses });
  const somebody = () => {
    const [one] = newPeople(local, 1);
    if (one === undefined) throw new Error('There is nobody.');
    return { user: one.user, person: new Seen(local) };
  };

  /** From here on, a function fails at the first call that does this. */
  async function failing(folder: string, action: string, how: Fault): Promise<void> {
    const name = await functionName(local, folder);
    fault = (call) => (call.function === name && call.action === action ? how : undefined);
  }

  async function choose(): Promise<{ readonly user: string; readonly person: Person }> {
    const { user, person } = somebody();
    const code = await receiveResetCode(local, person, user);
    await choosePassword(person, user, code, 'My-own-choice-2');
    return { user, person };
  }

  async function actAsPortal(): Promise<Readonly<Record<string, string>>> {
    const environment = local.aws.actAs(await functionName(local, 'portal'));
    process.env = { ...before, ...environment };
    return environment;
  }

  async function sendNonsense(queue: 'MAIL_QUEUE' | 'LINK_QUEUE'): Promise<void> {
    const QueueUrl = (await actAsPortal())[queue];
    const client = new SQSClient({ useQueueUrlAsEndpoint: false });
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
    await local.aws.idle();
  }

  /** Looks at the alarms eleven minutes later, while a job waits. */
  async function elevenMinutesLater(): Promise<readonly string[]> {
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + 11 * 60_000);
    const seen = await raised();
    jest.restoreAllMocks();
    return seen;
  }

  it('is silent while people do what they usually do', async () => {
    const { user, person } = await choose();
    expect((await person.open(await person.receiveLink(user))).status).toBe(200);
    await person.send('GET', '/nowhere');
    await local.aws.runSchedules();
    await local.aws.idle();
    expect(await raised()).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>]>([
    [
      'ReplayedLinks',
      async () => {
        const { user, person } = somebody();
        const link = await person.receiveLink(user);
        await person.open(link);
        await person.open(link);
      },
    ],
    [
      'DisputedChanges',
      async () => {
        const { user, person } = await choose();
        await dispute(person, await newestNotice(local, user));
      },
    ],
    [
      'NoticeFailed',
      async () => {
        await failing('reset', 'sqs:SendMessage', 'refuse');
        await choose();
      },
    ],
    [
      'UncertainChanges',
      async () => {
        await failing('reset', 'iam:UpdateLoginProfile', 'drop-answer');
        await choose();
      },
    ],
    ['DeadLettersmail', () => sendNonsense('MAIL_QUEUE')],
    ['DeadLetterslink', () => sendNonsense('LINK_QUEUE')],
    [
      'Errorsgenerate',
      async () => {
        const { user, person } = somebody();
        await failing('generate', 'ssm:PutParameter', 'crash');
        await person.ask(user);
        await local.aws.idle();
      },
    ],
    [
      'Errorssendmail',
      async () => {
        const { user, person } = somebody();
        await failing('send-mail', 'ses:SendEmail', 'crash');
        await person.send('POST', '/login', { email: user });
        await local.aws.idle();
      },
    ],
    [
      'Errorsadmin',
      async () => {
        await failing('admin', 'iam:GetUser', 'crash');
        await admin(local, 'show', somebody().user);
      },
    ],
    [
      'Errorssweep',
      async () => {
        await failing('sweep', 'ssm:GetParametersByPath', 'crash');
        await local.aws.runSchedules();
      },
    ],
    [
      'Errorsextract',
      async () => {
        const { user, person } = somebody();
        const link = await person.receiveLink(user);
        await failing('extract', 'ssm:GetParameter', 'crash');
        await person.open(link);
      },
    ],
    [
      'Errorsreset',
      async () => {
        await failing('reset', 'iam:UpdateLoginProfile', 'crash');
        await choose();
      },
    ],
    [
      'Errorsportal',
      async () => {
        const { user, person } = somebody();
        await failing('portal', 'sqs:SendMessage', 'crash');
        await person.send('POST', '/login', { email: user });
      },
    ],
    [
      'RefusedCalls',
      () => Promise.all(Array.from({ length: 501 }, () => new Seen(local).send('GET', '/nowhere'))),
    ],
    [
      'MailsHeldBack',
      async () => {
        const everybody = Array.from({ length: mailsAnHour }, somebody);
        await Promise.all(
          everybody.map(({ user, person }) => person.send('POST', '/login', { email: user })),
        );
        await local.aws.idle();
      },
    ],
  ])('%s is raised by what it is for', async (alarm, happen) => {
    expect(await raised()).not.toContain(alarm);
    await happen();
    expect(await raised()).toContain(alarm);
  });

  it('Waiting-link is raised by a job that another one of its account keeps waiting', async () => {
    const { user, person } = somebody();
    const { CHALLENGE_TABLE = '' } = await actAsPortal();
    const accounts = dynamoAccounts(challengeTable(CHALLENGE_TABLE), () => new Date(), systemRandom);
    const until = new Date(Date.now() + 20_000);
    await accounts.takeLease(accountKey(user), { leaseId: 'another', until, link: undefined });
    await person.ask(user);
    expect(await elevenMinutesLater()).toContain('Waitinglink');
    await accounts.endLease(accountKey(user), 'another');
    await local.aws.idle();
    expect(await elevenMinutesLater()).not.toContain('Waitinglink');
  });

  it('Waiting-mail is raised by a mail that SES does not take', async () => {
    const { user, person } = somebody();
    await failing('send-mail', 'dynamodb:UpdateItem', 'refuse');
    await person.send('POST', '/login', { email: user });
    expect(await elevenMinutesLater()).toContain('Waitingmail');
    fault = () => undefined;
    await local.aws.idle();
    expect(await elevenMinutesLater()).not.toContain('Waitingmail');
  });

  it('was raised above', async () => {
    const all = Object.entries(local.aws.template.Resources)
      .filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
      .map(([logicalId]) => logicalId.replace(/^Monitoring|[0-9A-F]{8}$/g, ''));
    const waiting = ['Waitingmail', 'Waitinglink'];
    expect([...(await raised()), ...waiting].sort()).toEqual(all.sort());
  });
});
