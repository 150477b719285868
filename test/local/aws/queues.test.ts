import { getEventListeners, getMaxListeners } from 'node:events';
import { shortened } from '../../../local/aws/pace';
import { Queues } from '../../../local/aws/queues';

const arn = 'arn:aws:sqs:eu-central-1:123456789012:mails';
const definition = { name: 'mails', url: 'https://sqs.example/mails', arn, visibilitySeconds: 60 };

describe('the queues of the laptop run', () => {
  /** Jest keeps Node's warnings from tests, so this asks what Node asks before it warns. */
  it('keep a crowd waiting without a warning about a leak', () => {
    const signal = jest.spyOn(AbortController.prototype, 'signal', 'get');
    const queues = new Queues(shortened);
    queues.add(definition);
    for (let number = 0; number < 50; number += 1) queues.send(arn, String(number), 'a sender');
    const signals = new Set(signal.mock.results.map(({ value }) => value as AbortSignal));
    for (const one of signals) {
      expect(getEventListeners(one, 'abort').length).toBeLessThanOrEqual(getMaxListeners(one));
    }
    expect(signals.size).toBe(1);
    queues.close();
    signal.mockRestore();
  });
});
