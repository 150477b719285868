import type { AwsCall, Fault, Local } from '../../../local';
import { Person, type Received } from '../../support/flows/person';
import { startTestStack } from '../../support/flows/stack';

const links = 50;
const readers = 20;

const isRead = ({ action }: AwsCall) => action === 'ssm:GetParameter';

/** Makes a user for each link, so that no link withdraws another, and sends a link to each. */
async function receiveLinks(local: Local, name: string): Promise<{ person: Person; link: Received }[]> {
  const users = Array.from({ length: links }, (_, index) => `${name}-${index}@example.com`);
  return Promise.all(
    users.map(async (user) => {
      local.aws.users.add({ name: user, path: '/staff/', password: 'Old-password-1!' });
      const person = new Person(local);
      return { person, link: await person.receiveLink(user) };
    }),
  );
}

/** Twenty requests press the button of one link at once. */
async function race({ person, link }: { person: Person; link: Received }): Promise<number[]> {
  const answers = await Promise.all(Array.from({ length: readers }, () => person.open(link)));
  return answers.map(({ status }) => status);
}

describe('fifty links, each opened by twenty browsers at once', () => {
  let local: Local;

  beforeAll(async () => {
    local = await startTestStack();
  });
  afterAll(() => local.close());

  describe.each([1, 2, 3])('run %i of three', (run) => {
    let received: Awaited<ReturnType<typeof receiveLinks>>;

    beforeAll(async () => {
      received = await receiveLinks(local, `run-${run}`);
    });

    it('shows the password to exactly one of them', async () => {
      for (const each of received) {
        const statuses = await race(each);
        expect(statuses.filter((status) => status === 200)).toHaveLength(1);
        expect(statuses.filter((status) => status === 410)).toHaveLength(readers - 1);
      }
      expect(local.aws.calls.filter(isRead)).toHaveLength(run * links);
    });
  });
});

describe('the same, with three of a hundred answers from DynamoDB lost after they took effect', () => {
  /** Counts up to the next loss. The losses are spread as chance would spread them, but the same in every run. */
  const lossesOf = (): ((call: AwsCall) => Fault | undefined) => {
    let state = 20_260_115;
    const draw = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    return ({ action }) => (action.startsWith('dynamodb:') && draw() < 0.03 ? 'drop-answer' : undefined);
  };

  it('loses no link in silence and shows none twice', async () => {
    const lost: string[] = [];
    const lose = lossesOf();
    const local = await startTestStack({
      onCall: (call) => {
        const fault = lose(call);
        if (fault !== undefined) lost.push(call.action);
        return fault;
      },
    });
    try {
      for (const received of await receiveLinks(local, 'lossy')) {
        const statuses = await race(received);
        const shown = statuses.filter((status) => status === 200).length;
        const toldToTryAgain = statuses.some((status) => status >= 500);
        // If nobody saw the password, somebody was asked to try again, and that must work.
        const later = shown === 0 && toldToTryAgain ? (await received.person.open(received.link)).status : 0;
        expect([shown, later]).toEqual(shown === 1 ? [1, 0] : [0, 200]);
      }
      expect(local.aws.calls.filter(isRead)).toHaveLength(links);
      expect(lost.length).toBeGreaterThan(20);
    } finally {
      await local.close();
    }
  });
});
