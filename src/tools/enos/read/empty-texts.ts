import { isJsonObject } from '../../../core/json.js';
import type { EndpointName } from '../../../endpoints/catalogue.js';

/** Optional arguments for which an empty text means nothing: it counts as absence. */
const meaningless: Partial<Readonly<Record<EndpointName, readonly string[]>>> = {
  enos_flows_save: ['name', 'freq', 'cycle', 'startTime'],
  enos_flows_import: ['flowId'],
};

/** Leaves out arguments that are empty texts where those mean nothing. */
export function withoutEmptyTexts(tool: EndpointName, given: unknown): unknown {
  const keys = meaningless[tool];
  if (keys === undefined || !isJsonObject(given)) {
    return given;
  }
  const isKept = ([key, value]: readonly [string, unknown]) => value !== '' || !keys.includes(key);
  return Object.fromEntries(Object.entries(given).filter(isKept));
}
