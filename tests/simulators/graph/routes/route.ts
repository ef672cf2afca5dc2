import type { GraphAnswer, GraphCall } from '../graph-call';
import type { World } from '../store/world';

/** Values of the `{…}` segments of a route's path, decoded. */
export type RouteParameters = Readonly<Record<string, string>>;

export interface Route {
  readonly method: string;
  /** As in the contract: `/users/{user}/events/{event}`. */
  readonly path: string;
  /** Any of these application permissions will do. */
  readonly permissions: readonly string[];
  readonly handle: (
    world: World,
    call: GraphCall,
    parameters: RouteParameters,
  ) => GraphAnswer | Promise<GraphAnswer>;
}

export interface RouteMatch {
  readonly route: Route;
  readonly parameters: RouteParameters;
}

/** Fixed segments count before variable ones and match in any case. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): RouteMatch | null {
  const segments = path.split('/').slice(1);
  const matches = routes
    .filter((route) => route.method === method)
    .flatMap((route) => {
      const parameters = matchPath(route.path, segments);
      return parameters ? [{ route, parameters }] : [];
    });
  return (
    matches.sort(
      (a, b) => Object.keys(a.parameters).length - Object.keys(b.parameters).length,
    )[0] ?? null
  );
}

function matchPath(pattern: string, segments: readonly string[]): RouteParameters | null {
  const wanted = pattern.split('/').slice(1);
  if (wanted.length !== segments.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const segment = decodeURIComponent(segments[index] ?? '');
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name !== undefined && segment !== '') parameters[name] = segment;
    else if (part.toLowerCase() !== segment.toLowerCase()) return null;
  }
  return parameters;
}
