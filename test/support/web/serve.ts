import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { App } from '../../../lambda/web/http/app';
import { ask } from './ask';

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
      const { method = 'GET', url = '/' } = incoming;
      const path = url.startsWith(`${stage}/`) ? url.slice(stage.length) : url;
      const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
        name,
        String(value),
      ]);
      const body = await buffer(incoming);
      const response = await ask(app, path, { method, headers, ...(body.length > 0 && { body }) });
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
