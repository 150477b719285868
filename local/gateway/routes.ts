/** Finds the route of a request as API Gateway does: a fixed part of a path wins over a parameter. */
import type { Route } from '../template/api';

/** A route, and the values of the parameters in its path. */
export interface MatchedRoute {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Finds the route of a request, if there is one; `path` is without the stage. */
export type FindRoute = (method: string, path: string) => MatchedRoute | undefined;

/** @throws Error for a catch-all path: the laptop supports explicit paths only. */
export function router(routes: readonly Route[]): FindRoute {
  const patterns = routes
    .map((route) => ({ route, pattern: patternOf(route.path) }))
    .sort((one, other) => parametersIn(one.route) - parametersIn(other.route));

  return (method, path) => {
    const withoutSlash = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
    for (const { route, pattern } of patterns) {
      const match = route.method === method ? pattern.exec(withoutSlash) : null;
      if (match) {
        const parameters = Object.entries(match.groups ?? {}).map(([name, text]) => [name, decoded(text)]);
        return { route, pathParameters: Object.fromEntries(parameters) as Record<string, string> };
      }
    }
    return undefined;
  };
}

function patternOf(path: string): RegExp {
  if (path.includes('+}')) throw new Error(`The laptop has no routes that catch all: ${path}`);
  const escaped = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}

const parametersIn = ({ path }: Route) => path.split('{').length;

/** A text with invalid percent-encoding stays unchanged. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
