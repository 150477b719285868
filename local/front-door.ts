/** The one port that people open: it passes each request on to the API, to the local pages, or to nothing. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LogSink } from './functions/execution-environment';
import type { LocalSite } from './site/local-site';

/** What is behind the door. */
export interface FrontDoorOptions {
  /** Path of the API's stage, without a slash at the end. */
  readonly stagePath: string;
  readonly serveApi: (incoming: IncomingMessage, outgoing: ServerResponse, path: string) => Promise<void>;
  readonly serveLocal: LocalSite;
  readonly log: LogSink;
}

/** Makes the listener for a server's requests. What fails without an answer is logged, and the connection ends. */
export function frontDoor({ stagePath, serveApi, serveLocal, log }: FrontDoorOptions) {
  const portal = `${stagePath}/`;
  return (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const path = incoming.url?.split('?')[0] ?? '/';
    const serve = () => {
      if (path === '/') return redirect(outgoing, portal);
      if (/^\/_local(\/|$)/.test(path)) return serveLocal(incoming, outgoing, path.slice('/_local/'.length));
      if (path !== stagePath && !path.startsWith(portal)) return noSuchStage(outgoing);
      return serveApi(incoming, outgoing, path.slice(stagePath.length) || '/');
    };
    serve().catch((error: unknown) => {
      log(String(error instanceof Error ? error.stack : error));
      outgoing.destroy();
    });
  };
}

/** For whoever opens the origin by itself, where API Gateway has nothing. */
function redirect(outgoing: ServerResponse, path: string): Promise<void> {
  outgoing.writeHead(302, { location: path, 'cache-control': 'no-store' }).end();
  return Promise.resolve();
}

/** What API Gateway says about a stage that does not exist. */
function noSuchStage(outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(403, { 'content-type': 'application/json' }).end('{"message":"Forbidden"}');
  return Promise.resolve();
}
