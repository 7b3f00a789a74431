import { type Endpoint, splitRoute } from '../../core/endpoint.js';
import type { Call, CallAdmission, Vendor } from './vendor.js';

interface Match<Name extends string> {
  readonly name: Name;
  readonly path: Readonly<Record<string, string>>;
}

type Router<Name extends string> = (method: string, pathname: string) => Match<Name> | undefined;

type NamedRoute<Name extends string> = readonly [Name, Endpoint['route']];

interface Pattern<Name extends string> {
  readonly name: Name;
  readonly method: string;
  readonly segments: readonly string[];
}

/** Finds which of the named routes a request means; a literal segment wins over a parameter. */
export function createRouter<Name extends string>(
  routes: readonly NamedRoute<Name>[],
): Router<Name> {
  const patterns = routes
    .map(([name, route]) => toPattern(name, route))
    .sort((a, b) => parameterCount(a.segments) - parameterCount(b.segments));
  return (method, pathname) => {
    const segments = splitPath(pathname);
    if (segments === undefined) return undefined;
    for (const pattern of patterns) {
      if (pattern.method !== method) continue;
      const path = matchSegments(pattern.segments, segments);
      if (path !== undefined) return { name: pattern.name, path };
    }
    return undefined;
  };
}

/** Decides by a call's headers alone, at once. */
export type Admit<Name extends string> = (call: Call<Name>) => CallAdmission;

/**
 * Finds the calls of the named routes, all of which are decided about in one way. `unserved`: routes of the vendor that are
 * none of them, and whose last word would be taken for a parameter.
 */
export function createFinder<Name extends string>(
  routes: readonly NamedRoute<Name>[],
  admit: Admit<Name>,
  unserved: readonly Endpoint['route'][] = [],
): Vendor['find'] {
  const router = createRouter(routes);
  const others = createRouter(unserved.map((route) => [route, route]));
  return (arrival) => {
    const match = router(arrival.method, arrival.pathname);
    if (match === undefined || others(arrival.method, arrival.pathname)) return undefined;
    const call = { ...arrival, ...match };
    return { call, admit: () => admit(call) };
  };
}

function toPattern<Name extends string>(name: Name, route: Endpoint['route']): Pattern<Name> {
  const { method, path } = splitRoute(route);
  return { name, method, segments: path.split('/').slice(1) };
}

function parameterCount(segments: readonly string[]): number {
  return segments.filter(isParameter).length;
}

/** A trailing slash is accepted; an escape that is no UTF-8 matches nothing. */
function splitPath(pathname: string): string[] | undefined {
  try {
    return pathname.replace(/\/$/, '').split('/').slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  const fits = pattern.every((expected, index) => fitsSegment(expected, segments[index] ?? ''));
  if (!fits || pattern.length !== segments.length) return undefined;
  const parameters = pattern.flatMap((expected, index) =>
    isParameter(expected) ? [[expected.slice(1, -1), segments[index] ?? '']] : [],
  );
  return Object.fromEntries(parameters);
}

function fitsSegment(expected: string, segment: string): boolean {
  return isParameter(expected) ? segment !== '' : segment === expected;
}

function isParameter(expected: string): boolean {
  return expected.startsWith('{');
}
