import { PatternRouter } from 'hono/router/pattern-router';
import { tryDecodeURIComponent } from 'hono/utils/url';
import type { Log } from '../../core/events';
import { Problem } from '../../core/errors';
import type { Language } from '../../core/language';
import type { IsPaused } from '../../core/ports';
import { limitBody } from './body';
import { refuseCrossSite } from './cross-site';
import type { Organisation } from '../organisation';
import type { PathTo, Site } from '../pages/layout/site';
import { webPhrases, type WebPhrases } from '../words/web';
import { chooseLanguage, type OfferedLanguages } from './negotiation';
import { answerError } from './problem-answer';
import {
  clientAddress,
  requestId,
  type Answer,
  type Call,
  type FullAnswer,
  type HttpRequest,
} from './request';
import { withSecurityHeaders } from './security-headers';

/** The names that a route's path gives to parts of it: `id` in `/extract/:id`. */
type ParameterOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterOf<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/**
 * Answers the requests of one route.
 *
 * @param goAhead ends once it is known that nothing is paused.
 */
type Handler<Parameter extends string> = (
  call: Call<Parameter>,
  goAhead: Promise<void>,
) => Answer | Promise<Answer>;

type AddRoute = <Path extends `/${string}`>(path: Path, handler: Handler<ParameterOf<Path>>) => void;

/** Routes, and what their answers have in common. */
export interface App {
  /** Adds a route. HEAD gets the same answer without its body. */
  readonly get: AddRoute;
  readonly post: AddRoute;
  /**
   * Adds a route that starts while the app looks whether everything is paused. It may read; before it changes anything, it
   * awaits `goAhead`.
   */
  readonly postAtOnce: AddRoute;
  readonly answer: (request: HttpRequest) => Promise<FullAnswer>;
}

export interface AppOptions {
  /** Where people reach this site, the stage included. */
  readonly publicUrl: string;
  /** Whose site it is, if the settings say so. */
  readonly organisation?: Organisation | undefined;
  readonly log: Log;
  /** The languages that people can choose from; the first is the default. */
  readonly languages: OfferedLanguages;
  /**
   * Reads a language.
   *
   * @default - the one of this project
   */
  readonly phrasesIn?: ((language: Language) => Promise<WebPhrases>) | undefined;
  /**
   * Whether an administrator has stopped everything. Then every POST is refused: only a POST changes anything.
   *
   * @default - never, for what administrators use
   */
  readonly isPaused?: IsPaused | undefined;
  /**
   * Milliseconds since any moment, to time requests with.
   *
   * @default - those of this process
   */
  readonly stopwatch?: (() => number) | undefined;
}

/** How long callers wait until they ask whether it goes on. */
const pausedSeconds = 300;

interface Route {
  readonly path: string;
  readonly handler: Handler<string>;
  readonly startsAtOnce: boolean;
}

/**
 * Makes an app without routes. Every route that is added to it gets the security headers, the refusal of other sites,
 * the size limit for bodies, and one format for errors. Routes do not know the stage; links get it through the site's `pathTo`.
 */
export function createApp(options: AppOptions): App {
  const { publicUrl, organisation, log, languages, phrasesIn = webPhrases, isPaused } = options;
  const { stopwatch = () => performance.now() } = options;
  const { origin, pathname } = new URL(publicUrl);
  const basePath = pathname.replace(/\/+$/, '');
  const pathTo: PathTo = (path) => basePath + path;
  const router = new PatternRouter<Route>();

  const adder =
    (method: string, startsAtOnce = false): AddRoute =>
    (path, handler) =>
      // The router finds a value for each parameter in the path.
      router.add(method, path, { path, handler, startsAtOnce });

  const refuseInPause = async (method: string) => {
    if (method === 'POST' && (await isPaused?.()) === true) {
      throw new Problem('paused', { retryAfter: pausedSeconds });
    }
  };

  const serve = async (call: Call<string>, { startsAtOnce, handler }: Route): Promise<Answer> => {
    const goAhead = refuseInPause(call.method);
    if (!startsAtOnce) {
      await goAhead;
      return handler(call, goAhead);
    }
    const [asked, attempt] = await Promise.allSettled([goAhead, (async () => handler(call, goAhead))()]);
    if (asked.status === 'rejected') {
      // Whatever the route found, a pause has one answer.
      delete call.formFor;
      throw asked.reason;
    }
    if (attempt.status === 'rejected') throw attempt.reason;
    return attempt.value;
  };

  const answerCall = async (call: Call<string>, route: Route | undefined): Promise<Answer> => {
    try {
      refuseCrossSite(call, origin);
      limitBody(call);
      if (route === undefined) throw new Problem('not-found');
      return await serve(call, route);
    } catch (error) {
      return answerError(call, error, log);
    }
  };

  return {
    get: adder('GET'),
    post: adder('POST'),
    postAtOnce: adder('POST', true),
    async answer(request) {
      const start = stopwatch();
      const isHead = request.method === 'HEAD';
      const [[match]] = router.match(isHead ? 'GET' : request.method, request.path);
      const route = match?.[0];
      const params = Object.fromEntries(
        Object.entries(match?.[1] ?? {}).map(([name, value]) => [name, tryDecodeURIComponent(String(value))]),
      );
      const cookies: string[] = [];
      const phrases = await phrasesIn(chooseLanguage({ ...request, cookies }, languages));
      const site: Site = { pathTo, organisation, phrases, languages };
      const call: Call<string> = { ...request, params, site, cookies };
      const answer = withSecurityHeaders(await answerCall(call, route), phrases.language);
      // A request without what opens a link or names a person: the route's pattern, and neither path nor query.
      log.info('request.served', {
        method: request.method,
        route: route?.path,
        status: answer.status,
        clientAddress: clientAddress(call),
        requestId: requestId(call),
        milliseconds: Math.round(stopwatch() - start),
      });
      return { ...answer, cookies: call.cookies, ...(isHead && { body: '' }) };
    },
  };
}
