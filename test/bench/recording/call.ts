/** Names for calls to AWS, and their answers. */
import type { IncomingHttpHeaders } from 'node:http';

/** An answer of AWS. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** What a request calls: the operation, and the kind of the item that it is about. */
export function callOf({ headers }: { readonly headers: IncomingHttpHeaders }, request: string): string {
  const [, service = ''] =
    /Credential=[^/]+\/[^/]+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  const target = headers['x-amz-target'];
  const operation =
    typeof target === 'string' ? target.split('.').at(-1) : new URLSearchParams(request).get('Action');
  const kind = service === 'dynamodb' ? kindOf(request) : '';
  return `${service}:${operation ?? ''}${kind}`;
}

/** The kinds of the items in a request, from their keys: `link#…` is a link. The users table has only users. */
export function kindOf(request: string): string {
  const kinds = [...request.matchAll(/"pk":\{"S":"([^#"]+)/g)].map(([, kind = '']) => kind);
  return ` ${kinds.length === 0 ? 'user' : [...new Set(kinds)].join(', ')}`;
}
