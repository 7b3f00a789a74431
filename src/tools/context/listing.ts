import type { Endpoint } from '../../core/endpoint.js';
import { ApiError } from '../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import { catalogue, type EndpointName } from '../../endpoints/catalogue.js';
import type { Page } from '../../http/calls.js';
import { paginate } from '../../http/lists/paginate.js';
import {
  type Args,
  callEndpoint,
  optionsOf,
  type ToolContext,
  withoutDoubt,
} from './tool-context.js';

/** A listing to its end, page by page: each has a deadline of its own, the whole has none. */
export async function* walkPages(
  context: ToolContext,
  name: EndpointName,
  args: Args,
): AsyncGenerator<Page> {
  const endpoint: Endpoint = catalogue[name];
  const limit = endpoint.pages?.maxSize ?? 1;
  const seen = new Set<string | undefined>();
  let cursor: string | undefined;
  do {
    seen.add(cursor);
    const options = { ...optionsOf(context), limit, cursor };
    const page = await paginate(context.client, name, endpoint, args, options);
    yield page;
    cursor = page.hasMore ? page.nextCursor : undefined;
    // Nowhere, or where it has been: pages that go round would never end.
    if (page.hasMore && seen.has(cursor)) {
      throw brokenOff(context);
    }
  } while (cursor !== undefined);
}

/** Every item of a listing: tables, fields, views. */
export async function listAll(
  context: ToolContext,
  name: EndpointName,
  args: Args,
): Promise<readonly JsonObject[]> {
  const endpoint: Endpoint = catalogue[name];
  if (endpoint.pages === undefined) {
    return Object.values(await callEndpoint(context, name, args)).flatMap(objectsIn);
  }
  const items: JsonObject[] = [];
  try {
    for await (const page of walkPages(context, name, args)) {
      items.push(...page.items);
    }
  } catch (error) {
    throw withoutDoubt(error);
  }
  return items;
}

function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** Whoever asks for all must not take some for all. */
function brokenOff({ client }: ToolContext): ApiError {
  return new ApiError({
    service: client.label,
    kind: 'unknown',
    recovery: 'not_applied',
    status: 200,
    reason: 'it says that more follows, but not where',
  });
}
