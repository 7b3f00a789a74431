import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';

/** A search group whose conjunction may be absent where it joins nothing: one condition alone is a group too. */
export function readSearchGroup(value: Json): Json {
  const [only = value] = Array.isArray(value) && value.length === 1 ? value : [];
  if (!isJsonObject(only)) {
    return value;
  }
  return 'param_key' in only ? withJoin({ search_params: [only] }) : withJoin(only);
}

const lists = ['search_params', 'search_groups'] as const;

function withJoin(group: JsonObject): JsonObject {
  const parts = lists.flatMap((key): [string, Json][] => {
    const list = group[key];
    return isJsonObject(list) || Array.isArray(list) ? [[key, [list].flat().map(readPart)]] : [];
  });
  const count = parts.reduce((sum, [, list]) => sum + (Array.isArray(list) ? list.length : 0), 0);
  return {
    ...group,
    ...Object.fromEntries(parts),
    ...(isAbsent(group['conjunction']) && count < 2 && { conjunction: 'AND' }),
  };
}

function readPart(part: Json): Json {
  if (!isJsonObject(part)) {
    return part;
  }
  const { value_search_groups: inner } = part;
  if (!('param_key' in part)) {
    return withJoin(part);
  }
  return isJsonObject(inner) ? { ...part, value_search_groups: withJoin(inner) } : part;
}

function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '';
}

/** The spaces of a search, whose types may come as a list; the vendor has them in one text. */
export function readSources(value: Json): Json {
  const sources: readonly Json[] = [value].flat();
  return sources.map((source) => {
    const types = isJsonObject(source) ? source['work_item_type_keys'] : undefined;
    const isTexts = Array.isArray(types) && types.every((type) => typeof type === 'string');
    return isJsonObject(source) && isTexts
      ? { ...source, work_item_type_keys: types.join(',') }
      : source;
  });
}
