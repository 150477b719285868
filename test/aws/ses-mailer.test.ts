import type { SESClient } from '@aws-sdk/client-ses';
import { sesMailer } from '../../lambda/aws/ses-mailer';
import { MailRefused } from '../../lambda/core/ports';
import { systemRandom } from '../../lambda/core/crypto/random';

const answer = (name: string, httpStatusCode: number) =>
  Object.assign(new Error('SES says no.'), { name, $metadata: { httpStatusCode } });
const throttling = answer('Throttling', 400);
const mail = { to: 'bob@example.com', subject: 'Hello', text: 'Hello', html: '' };

/** Sends a mail to an SES that answers so, one after the other, and then takes it. */
async function sendTo(...answers: readonly Error[]) {
  const left = [...answers];
  const slept: number[] = [];
  let attempts = 0;
  const send = () => {
    attempts += 1;
    const error = left.shift();
    return error ? Promise.reject(error) : Promise.resolve({});
  };
  const sleep = (milliseconds: number) => Promise.resolve(void slept.push(milliseconds));
  const random = { ...systemRandom, below: (limit: number) => limit - 1 };
  const mailer = sesMailer(
    { sender: 'passlink@example.com', senderName: 'Passlink', configurationSet: 'set' },
    { send } as unknown as SESClient,
    { sleep, random },
  );
  const error: unknown = await mailer.send(mail).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, attempts, slept };
}

describe('a mail', () => {
  it('that SES takes is sent once', async () => {
    await expect(sendTo()).resolves.toEqual({ error: undefined, attempts: 1, slept: [] });
  });

  it('waits where SES takes no more this second', async () => {
    await expect(sendTo(throttling, throttling)).resolves.toEqual({
      error: undefined,
      attempts: 3,
      slept: [249, 499],
    });
  });

  it('was certainly not sent where SES takes none for too long', async () => {
    const { error, attempts, slept } = await sendTo(...Array<Error>(5).fill(throttling));
    expect(error).toBeInstanceOf(MailRefused);
    expect({ attempts, slept }).toEqual({ attempts: 5, slept: [249, 499, 999, 1999] });
  });

  it('is not tried again where SES refuses it for what it is', async () => {
    const { error, attempts } = await sendTo(answer('MessageRejected', 400));
    expect(error).toBeInstanceOf(MailRefused);
    expect(attempts).toBe(1);
  });

  it.each([
    ['a server error', answer('InternalFailure', 500)],
    ['a server error that speaks of throttling', answer('Throttling', 503)],
    ['no answer', new Error('socket hang up')],
  ])('is not tried again after %s: it may have gone out', async (_, failure) => {
    await expect(sendTo(failure)).resolves.toEqual({ error: failure, attempts: 1, slept: [] });
    await expect(sendTo(throttling, failure)).resolves.toMatchObject({ error: failure, attempts: 2 });
  });
});
