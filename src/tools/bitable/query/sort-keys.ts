import type { TableSchema } from '../../../cells/field.js';
import { NameIndex } from '../../../core/choose.js';
import { InputError } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { withoutJsonText } from '../../input/json-text.js';
import { fieldNamer } from './field-finder.js';

const direction = /^(.*\S)\s+(asc|ascending|升序|desc|descending|降序)$/i;
const downwards = /^(?:desc|降序)/i;

interface SortKey {
  readonly name: string;
  /** Undefined where the key does not say. */
  readonly desc: boolean | undefined;
}

/** A key of an order as a text: `价格 DESC`, unless that is the name of a field. */
function readKey(text: string, isName: (text: string) => boolean): SortKey {
  const [, name = text, order] = isName(text) ? [] : (direction.exec(text.trim()) ?? []);
  return { name, desc: order === undefined ? undefined : downwards.test(order) };
}

function namesIn(schema: TableSchema | undefined): (text: string) => boolean {
  const index = new NameIndex(schema?.fields ?? []);
  return (text) => index.choose(text).fitting.length > 0;
}

/** An order of a search with the fields' own names; a direction may stand behind a name. */
export function searchOrder(
  value: unknown,
  schema: TableSchema | undefined,
): readonly JsonObject[] {
  const nameOf = schema && fieldNamer(schema);
  const isName = namesIn(schema);
  return (Array.isArray(value) ? value.filter(isJsonObject) : []).map((key, index) => {
    const written = String(key['field_name']);
    const { name, desc } = 'desc' in key ? { name: written } : readKey(written, isName);
    const field_name = nameOf?.(name, `sort[${index}].field_name`) ?? name;
    return { ...key, field_name, ...(desc !== undefined && { desc }) };
  });
}

/** An order of the older listing, `["价格 DESC"]`, with the fields' own names. */
export function listOrder(
  sort: readonly string[],
  schema: TableSchema | undefined,
): readonly string[] {
  const nameOf = schema && fieldNamer(schema);
  const isName = namesIn(schema);
  return sort.map((text, index) => {
    const { name, desc = false } = readKey(text, isName);
    return `${nameOf?.(name, `sort[${index}]`) ?? name} ${desc ? 'DESC' : 'ASC'}`;
  });
}

/** Arguments of the older listing whose order came as that of a search: `{field_name, desc}`. */
export function withTextOrder(input: unknown, note: (text: string) => void): unknown {
  const given = isJsonObject(input) ? input['sort'] : undefined;
  if (!isJsonObject(input) || given === undefined || given === null) {
    return input;
  }
  const keys: readonly Json[] = [withoutJsonText(given, 'sort', note)].flat();
  return { ...input, sort: keys.map(textOf) };
}

function textOf(key: Json, index: number): Json {
  if (!isJsonObject(key)) {
    return key;
  }
  const { field_name: name, desc, ...others } = key;
  const isKnown = desc === undefined || desc === null || ['true', 'false'].includes(String(desc));
  if (typeof name !== 'string' || !isKnown || Object.keys(others).length > 0) {
    const problem = `was ${JSON.stringify(key)}`;
    const allowed = '"价格 DESC", or {"field_name": "价格", "desc": true}';
    throw new InputError([{ path: `sort[${index}]`, problem, allowed }]);
  }
  return desc === undefined || desc === null
    ? name
    : `${name} ${String(desc) === 'true' ? 'DESC' : 'ASC'}`;
}
