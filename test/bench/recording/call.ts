/** Names for calls to AWS, and their answers. */
import type { IncomingHttpHeaders } from 'node:http';

/** An answer of AWS. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

type Key = Readonly<Record<string, { readonly S?: string } | undefined>>;

/** What a request calls: the operation, and the kind of the item that it is about. */
export function callOf({ headers }: { readonly headers: IncomingHttpHeaders }, request: string): string {
  const [, service = ''] =
    /Credential=[^/]+\/[^/]+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  const target = headers['x-amz-target'];
  const operation =
    typeof target === 'string' ? target.split('.').at(-1) : new URLSearchParams(request).get('Action');
  const kind = service === 'dynamodb' ? kindOf(JSON.parse(request) as Parameters<typeof kindOf>[0]) : '';
  return `${service}:${operation ?? ''}${kind}`;
}

/** The kind of an item in the challenge table, from its key: `link#…` is a link. The users table has only users. */
export function kindOf({ Key, Item }: { readonly Key?: Key; readonly Item?: Key }): string {
  return ` ${(Key ?? Item)?.pk?.S?.split('#')[0] ?? 'user'}`;
}
