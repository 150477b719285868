import type { Usage } from '../../lib/costs/prices';
import { PER_RESET } from '../../lib/costs/usage';
import { choosePassword, receiveResetCode } from '../support/flows/code-reset';
import { Person } from '../support/flows/person';
import { startTestStack } from '../support/flows/stack';

/** What a new password by code uses of AWS. The costs of 1,000 resets in the README come from it. */
describe('a new password by code', () => {
  it('uses of AWS what the table of costs counts, for an IAM user', async () => {
    const lines: string[] = [];
    const local = await startTestStack({ stage: 'dev', log: (line) => lines.push(line) });
    try {
      const alice = new Person(local);
      await alice.send('GET', '/');
      await alice.send('GET', '/generate-otp');
      const code = await receiveResetCode(local, alice, 'alice@example.com');
      expect((await choosePassword(alice, 'alice@example.com', code, 'Chosen-by-Alice-7')).status).toBe(200);
      await local.aws.idle();
      const calls = local.aws.calls.map(({ action }) => action);
      const count = (pattern: RegExp) => calls.filter((action) => pattern.test(action)).length;
      const { functions } = await local.aws.describe();
      const used: Usage = {
        request: lines.filter((line) => line.includes('request.served')).length,
        invocation: Object.values(functions).reduce((sum, { invocations }) => sum + invocations, 0),
        tableRead: count(/^dynamodb:(GetItem|Query|Scan)$/),
        tableWrite: count(/^dynamodb:(PutItem|UpdateItem|DeleteItem)$/),
        keyRequest: count(/^kms:/),
        mail: count(/^ses:SendEmail$/),
        // What Lambda does for the queue is not a call of a function.
        queueRequest: 3 * count(/^sqs:SendMessage$/),
        logGigabyte: lines.join('\n').length / 1e9,
      };
      for (const [name, amount] of Object.entries(used) as [keyof typeof PER_RESET, number][]) {
        expect([name, amount <= PER_RESET[name]]).toStrictEqual([name, true]);
        // Lambda's own lines and cold starts come on top, so the table has more than the run.
        expect([name, amount >= PER_RESET[name] / 5]).toStrictEqual([name, true]);
      }
      expect(used).toMatchObject({ request: 4, invocation: 6, mail: 2, queueRequest: 6 });
    } finally {
      await local.close();
    }
  });
});
