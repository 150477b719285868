/** Requests that are signed with AWS credentials (Signature Version 4), as API Gateway checks them. */
import { HttpRequest } from '@smithy/core/protocols';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { IncomingHttpHeaders } from 'node:http';
import type { Policy } from '../aws/policy';

/** Who can sign requests. */
export interface Signer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly arn: string;
  readonly userId: string;
  readonly policies: readonly Policy[];
}

/** A request as it arrived. */
export interface ArrivedRequest {
  readonly method: string;
  /** With the stage and the query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly time: Date;
}

const longestMinutes = 5;

const authorization =
  /^AWS4-HMAC-SHA256 Credential=(?<accessKeyId>[^/]+)\/(?<scope>[^,]+), ?SignedHeaders=(?<signed>[^,]+), ?Signature=(?<signature>[0-9a-f]{64})$/;

/**
 * The signer of a request; undefined if its signature is not one of theirs, or too old. The library that the AWS SDK signs
 * with signs the request once more, with the secret that belongs to the key: both signatures must be the same.
 */
export async function verifiedSigner(
  request: ArrivedRequest,
  signers: ReadonlyMap<string, Signer>,
  region: string,
): Promise<Signer | undefined> {
  const { headers, time } = request;
  const parts = authorization.exec(headers.authorization ?? '')?.groups;
  const signer = signers.get(parts?.accessKeyId ?? '');
  const signedAt = dateOf(headers['x-amz-date']);
  if (parts === undefined || signer === undefined || signedAt === undefined) return undefined;
  if (Math.abs(time.getTime() - signedAt.getTime()) > longestMinutes * 60_000) return undefined;
  const names = (parts.signed ?? '').split(';');
  // Without the host, a signature for another API would be good here.
  if (!names.includes('host')) return undefined;
  const expected = await partsOf(request, { names, signedAt, signer, region });
  // The signature does not cover the scope as it is written, and AWS refuses one that is not its own.
  const isSame = expected?.signature === parts.signature && expected?.scope === parts.scope;
  return isSame ? signer : undefined;
}

interface Signing {
  /** The headers that were signed. */
  readonly names: readonly string[];
  readonly signedAt: Date;
  readonly signer: Signer;
  readonly region: string;
}

async function partsOf(
  { method, url, headers, body }: ArrivedRequest,
  { names, signedAt, signer, region }: Signing,
): Promise<Partial<Record<string, string>> | undefined> {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  // The library makes the date and the body's hash by itself.
  const made = ['x-amz-date', 'x-amz-content-sha256'];
  const given = names.filter((name) => !made.includes(name)).map((name) => [name, String(headers[name])]);
  const signature = new SignatureV4({
    credentials: signer,
    region,
    service: 'execute-api',
    sha256: Sha256,
    applyChecksum: names.includes('x-amz-content-sha256'),
  });
  const signed = await signature.sign(
    new HttpRequest({
      method,
      path: pathname,
      query: queryOf(searchParams),
      headers: Object.fromEntries(given) as Record<string, string>,
      body,
    }),
    { signingDate: signedAt },
  );
  return authorization.exec(signed.headers.authorization ?? '')?.groups;
}

function queryOf(parameters: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]));
}

/** Reads `20261129T130000Z`. */
function dateOf(text: unknown): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(text));
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
