import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { verifiedSigner, type ArrivedRequest, type Signer } from '../../../local/gateway/signed-requests';

const ada: Signer = {
  accessKeyId: 'AKIAADA',
  secretAccessKey: 'secret of Ada',
  arn: 'arn:aws:iam::123456789012:user/ada',
  userId: 'AIDAADA',
  policies: [],
};
const signers = new Map([[ada.accessKeyId, ada]]);
const time = new Date('2026-01-15T12:00:00Z');

/** A request that Ada has signed. */
async function signed({
  applyChecksum = true,
  service = 'execute-api',
  body = '{"a":1}',
} = {}): Promise<ArrivedRequest> {
  const signature = new SignatureV4({
    credentials: ada,
    region: 'eu-central-1',
    service,
    sha256: Sha256,
    applyChecksum,
  });
  const { headers } = await signature.sign(
    new HttpRequest({
      method: 'POST',
      path: '/dev/admin/accounts/a%40example.com/lock',
      query: { x: ['1', '2'], y: 'ü' },
      headers: { host: '127.0.0.1:3000' },
      body,
    }),
    { signingDate: time },
  );
  const url = '/dev/admin/accounts/a%40example.com/lock?x=1&x=2&y=%C3%BC';
  return { method: 'POST', url, headers, body: Buffer.from(body), time };
}

const verified = (request: ArrivedRequest) => verifiedSigner(request, signers, 'eu-central-1');

describe('a signed request', () => {
  it.each([true, false])('is known by its signer (with the hash of the body: %s)', async (applyChecksum) => {
    const request = await signed({ applyChecksum });
    await expect(verified(request)).resolves.toBe(ada);
    const late = { ...request, time: new Date(time.getTime() + 299_000) };
    await expect(verified(late)).resolves.toBe(ada);
  });

  it.each<[string, (request: ArrivedRequest) => Partial<ArrivedRequest>]>([
    ['method', () => ({ method: 'GET' })],
    ['path', ({ url }) => ({ url: url.replace('a%40', 'b%40') })],
    ['query', ({ url }) => ({ url: url.replace('x=2', 'x=3') })],
    ['body', () => ({ body: Buffer.from('{"a":2}') })],
    ['host', ({ headers }) => ({ headers: { ...headers, host: 'elsewhere.example' } })],
    ['time', () => ({ time: new Date(time.getTime() + 301_000) })],
    ['date', ({ headers }) => ({ headers: { ...headers, 'x-amz-date': '20260115T120001Z' } })],
    ['authorization', ({ headers }) => ({ headers: { ...headers, authorization: 'Bearer token' } })],
    [
      'key',
      ({ headers }) => ({
        headers: { ...headers, authorization: headers.authorization?.replace('AKIAADA', 'AKIABOB') },
      }),
    ],
    [
      'scope',
      ({ headers }) => ({
        headers: { ...headers, authorization: headers.authorization?.replace('/20260115/', '/20000101/') },
      }),
    ],
  ])("with another %s is nobody's", async (_, change) => {
    const request = await signed();
    const changed = { ...request, ...change(request) };
    await expect(verified(changed)).resolves.toBeUndefined();
  });

  it('is good for one service and one region', async () => {
    await expect(verified(await signed({ service: 'sqs' }))).resolves.toBeUndefined();
    await expect(verifiedSigner(await signed(), signers, 'eu-west-1')).resolves.toBeUndefined();
  });

  it("is nobody's without a signature", async () => {
    const request = await signed();
    await expect(verified({ ...request, headers: { host: '127.0.0.1:3000' } })).resolves.toBeUndefined();
  });
});
