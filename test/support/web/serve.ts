import { once } from 'node:events';
import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { App } from '../../../lambda/web/http/app';

/** A site on the loopback interface. */
export interface Served {
  /** With the stage, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves an app under a stage, as API Gateway does: routes do not know the stage, browsers do. */
export async function serve(app: App, stage = '/dev'): Promise<Served> {
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const response = await app.fetch(await toRequest(incoming, stage));
      outgoing.writeHead(response.status, [...response.headers].flat());
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${stage}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function toRequest(incoming: IncomingMessage, stage: string): Promise<Request> {
  const { method = 'GET', url = '/', headers } = incoming;
  const path = url.startsWith(`${stage}/`) ? url.slice(stage.length) : url;
  const body = await buffer(incoming);
  return new Request(new URL(path, 'https://passlink.invalid'), {
    method,
    headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
    body: body.length === 0 ? null : body,
  });
}
