/**
 * The one port that people open. It passes each request to the API or to the local pages, or answers that there is
 * nothing.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LogSink } from './functions/execution-environment';
import type { LocalSite } from './site/local-site';

/** The handlers behind the port. */
export interface FrontDoorOptions {
  /** Path of the API's stage, without a slash at the end. */
  readonly stagePath: string;
  readonly serveApi: (incoming: IncomingMessage, outgoing: ServerResponse, path: string) => Promise<void>;
  readonly serveLocal: LocalSite;
  /** Whether the API is there. It goes with its stack. */
  readonly hasApi: () => boolean;
  readonly log: LogSink;
}

/** Makes the listener for a server's requests. It logs a failure without an answer, and ends the connection. */
export function frontDoor({ stagePath, serveApi, serveLocal, hasApi, log }: FrontDoorOptions) {
  const portal = `${stagePath}/`;
  return (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const path = incoming.url?.split('?')[0] ?? '/';
    const serve = () => {
      if (path === '/') return redirect(outgoing, portal);
      if (/^\/_local(\/|$)/.test(path)) return serveLocal(incoming, outgoing, path.slice('/_local/'.length));
      const isForApi = path === stagePath || path.startsWith(portal);
      if (!isForApi || !hasApi()) return noSuchStage(outgoing);
      return serveApi(incoming, outgoing, path.slice(stagePath.length) || '/');
    };
    serve().catch((error: unknown) => {
      log(String(error instanceof Error ? error.stack : error));
      outgoing.destroy();
    });
  };
}

/** For people who open the origin itself, where API Gateway has nothing. */
function redirect(outgoing: ServerResponse, path: string): Promise<void> {
  outgoing.writeHead(302, { location: path, 'cache-control': 'no-store' }).end();
  return Promise.resolve();
}

/** API Gateway's answer for a stage that does not exist. */
function noSuchStage(outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(403, { 'content-type': 'application/json' }).end('{"message":"Forbidden"}');
  return Promise.resolve();
}
