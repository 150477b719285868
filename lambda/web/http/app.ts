import { routePath } from 'hono/route';
import { Hono } from 'hono/tiny';
import type { Log } from '../../core/events';
import { Problem } from '../../core/errors';
import { limitBody } from './body';
import { refuseCrossSite } from './cross-site';
import type { PathTo } from '../pages/layout/document';
import { answerError } from './problem-answer';
import { type Call, type Web, withoutGateway } from './request';
import { securityHeaders } from './security-headers';

/** Routes, and what their answers have in common. */
export type App = Hono<Web>;

export interface AppOptions {
  /** Where people reach this site, the stage included. */
  readonly publicUrl: string;
  readonly log: Log;
  /**
   * Milliseconds since any moment, to time requests with.
   *
   * @default - those of this process
   */
  readonly stopwatch?: (() => number) | undefined;
}

/**
 * Makes an app without routes. Every route that is added to it gets the security headers, the refusal of other sites,
 * the size limit for bodies, and one format for errors. Routes do not know the stage; links get it through `pathTo`.
 */
export function createApp({ publicUrl, log, stopwatch = () => performance.now() }: AppOptions): App {
  const basePath = new URL(publicUrl).pathname.replace(/\/+$/, '');
  const pathTo: PathTo = (path) => basePath + path;
  const app: App = new Hono<Web>();

  app.onError((error, c) => answerError(c, error, log));
  app.notFound((c) => answerError(c, new Problem('not-found'), log));

  app.use(async (c, next) => {
    c.set('gateway', { ...withoutGateway, ...c.env });
    c.set('pathTo', pathTo);
    const start = stopwatch();
    await next();
    log.info('request.served', { ...whatWasServed(c), milliseconds: Math.round(stopwatch() - start) });
  });
  app.use(securityHeaders());
  app.use(async (c, next) => {
    try {
      await next();
    } catch (error) {
      // Hono calls `onError` for instances of Error only, but code can throw anything.
      c.res = await answerError(c, error, log);
    }
  });
  app.use(refuseCrossSite(publicUrl));
  app.use(limitBody());
  return app;
}

/** A request without what opens a link or names a person: the route's pattern, and neither path nor query. */
function whatWasServed(c: Call) {
  const { requestId, clientAddress } = c.var.gateway;
  // What matched last is the route. Before it come the steps for every path.
  const route = routePath(c, -1);
  return {
    method: c.req.method,
    route: route === '/*' ? undefined : route,
    status: c.res.status,
    clientAddress,
    requestId,
  };
}
