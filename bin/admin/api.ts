/** Calls the routes under `/admin/`, signed with the caller's AWS credentials. */
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { Refusal } from './refusal';
import type { Target } from './target';

/** What a problem document says. */
interface ProblemDocument {
  readonly code: string;
  readonly detail: string;
}

/**
 * Calls a route.
 *
 * @throws Refusal with what the answer says, if it is not a success.
 */
export async function callApi<Answer>(target: Target, method: 'GET' | 'POST', path: string): Promise<Answer> {
  const url = new URL(`${target.outputs.PortalUrl ?? ''}${path}`);
  const signature = new SignatureV4({
    credentials: target.credentials,
    region: target.region,
    service: 'execute-api',
    sha256: Sha256,
  });
  const { headers } = await signature.sign(
    new HttpRequest({
      method,
      path: url.pathname,
      headers: { host: url.host, accept: 'application/json' },
    }),
  );
  const answer = await fetch(url, { method, headers });
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return body as Answer;
  const { code, detail } = (body ?? {}) as Partial<ProblemDocument>;
  if (code === 'forbidden') {
    throw new Refusal(
      code,
      'You may not do this: your AWS credentials lack the permission, or your network is not allowed.',
    );
  }
  throw new Refusal(code ?? 'no-answer', detail ?? `The API answered ${answer.status}.`);
}
