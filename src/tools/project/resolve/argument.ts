import type { Json, JsonObject } from '../../../core/json.js';
import type { EndpointName } from '../../../endpoints/catalogue.js';
import { textOf, textsIn } from './reply-values.js';
import type { ResolutionContext } from './resolution-context.js';

/** An argument, and what stands beside it. */
export interface ArgumentIn {
  readonly name: EndpointName;
  readonly args: JsonObject;
  /** The argument's own name: where refusals say that something is wrong. */
  readonly path: string;
  readonly resolution: ResolutionContext;
}

export type ResolveArgument = (value: Json, given: ArgumentIn) => Promise<Json> | Json;

/** One way to resolve several arguments. */
export function each(
  names: readonly string[],
  resolve: ResolveArgument,
): (readonly [string, ResolveArgument])[] {
  return names.map((name) => [name, resolve] as const);
}

type FindId = (resolution: ResolutionContext, text: string, path: string) => Promise<Json>;

/** Resolves one text. */
export function one(find: FindId): ResolveArgument {
  return (value, { resolution, path }) => find(resolution, textOf(value), path);
}

/** Resolves a list of texts with what finds the id of one. */
export function eachText(find: FindId): ResolveArgument {
  return (value, { resolution, path }) =>
    resolution.issues.attemptAll<string, Json>(textsIn(value), (text, index) =>
      find(resolution, text, `${path}[${index}]`),
    );
}
