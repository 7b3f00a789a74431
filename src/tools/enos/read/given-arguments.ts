import { isJsonObject, type JsonObject } from '../../../core/json.js';
import type { EndpointName } from '../../../endpoints/catalogue.js';

type ByTool<Value> = Partial<Readonly<Record<EndpointName, Value>>>;

/** Optional arguments for which an empty text means nothing: it counts as absence. */
const meaningless: ByTool<readonly string[]> = {
  enos_flows_save: ['name', 'freq', 'cycle', 'startTime'],
  enos_flows_import: ['flowId'],
};

/** What replies call an argument that a call has under another name: what was read can be written back. */
const replyNames: ByTool<Readonly<Record<string, string>>> = {
  enos_flows_save: { flowId: 'id', flowName: 'name', owner: 'owners', visitor: 'visitors' },
};

/** Arguments under the names that the schemas know, without empty texts that mean nothing. */
export function readGiven(tool: EndpointName, given: unknown): unknown {
  return isJsonObject(given) ? withoutEmptyTexts(tool, underOwnNames(tool, given)) : given;
}

function underOwnNames(tool: EndpointName, given: JsonObject): JsonObject {
  const names = replyNames[tool] ?? {};
  const entries = Object.entries(given).map(([key, value]) => {
    const own = names[key];
    // Beside the own name, the other is one argument too many.
    return [own === undefined || own in given ? key : own, value] as const;
  });
  return Object.fromEntries(entries);
}

function withoutEmptyTexts(tool: EndpointName, given: JsonObject): JsonObject {
  const keys = meaningless[tool] ?? [];
  const isKept = ([key, value]: readonly [string, unknown]) => value !== '' || !keys.includes(key);
  return Object.fromEntries(Object.entries(given).filter(isKept));
}
