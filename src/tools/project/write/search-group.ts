import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { choose } from '../../input/choose.js';
import { unlistedId } from '../names/listed.js';
import {
  fieldNamed,
  type ProjectField,
  type ProjectOption,
  unlistedField,
  withSubFields,
} from '../resolve/field.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import type { FieldValueContext } from '../resolve/resolution-context.js';
import { fixedParams, paramsOfFields, writeMoment } from './fixed-params.js';
import { writeValue } from './values.js';

/** Where conditions stand, and on which fields they are. */
type ConditionPosition = Pick<FieldValueContext, 'path' | 'resolution'> & {
  /** Whether dates are kept as days, as in condition views. */
  readonly keepsDays?: boolean;
  /** Undefined where they cannot be listed. */
  readonly fields: readonly ProjectField[] | undefined;
};

/** A SearchGroup with keys for names, and values as "Search parameter formats" has them. */
export async function writeSearchGroup(
  group: JsonObject,
  at: ConditionPosition,
): Promise<JsonObject> {
  const { path, resolution } = at;
  const part = (
    key: string,
    write: (item: JsonObject, at: ConditionPosition) => Promise<JsonObject>,
  ) =>
    resolution.issues.attemptAll(objectsIn(group[key]), (item, index) =>
      write(item, { ...at, path: `${path}.${key}[${index}]` }),
    );
  return {
    ...group,
    ...('search_params' in group && { search_params: await part('search_params', writeParam) }),
    ...('search_groups' in group && {
      search_groups: await part('search_groups', writeSearchGroup),
    }),
  };
}

async function writeParam(param: JsonObject, at: ConditionPosition): Promise<JsonObject> {
  const given = textOf(param['param_key']);
  const { value } = param;
  const operator = textOf(param['operator']);
  const field = fixedParams.has(given) ? undefined : conditionField(given, at);
  const key = field === undefined ? given : (paramsOfFields.get(field.id) ?? field.id);
  const write = fixedParams.get(key);
  const ofValue = { ...at, path: `${at.path}.value`, operator };
  if (write !== undefined) {
    const named = { ...param, param_key: key };
    return isGiven(value) ? { ...named, value: await write(value, ofValue) } : named;
  }
  const known = field ?? unlistedField(given);
  const named = { ...param, param_key: known.id, ...(await innerGroups(param, known, at)) };
  return !isGiven(value) || operator.endsWith('NULL')
    ? named
    : { ...named, value: await conditionValue(value, { ...ofValue, field: known }) };
}

function isGiven(value: Json | undefined): value is Exclude<Json, null> {
  return value !== undefined && value !== null;
}

/** Keys of conditions that no listing shows, so that a misspelt one is told. */
const keysWithoutField = [
  'current_nodes',
  'all_states',
  'people',
  'node_owners',
  'feature_state_time',
].map(unlistedField);

/** The field of a condition; undefined where the fields cannot be listed and its key is an id. */
function conditionField(
  name: string,
  { fields, path, resolution }: ConditionPosition,
): ProjectField | undefined {
  const place = `${path}.param_key`;
  if (fields === undefined) {
    unlistedId({ what: 'field', name, path: place }, resolution);
    return undefined;
  }
  return fieldNamed(name, [...withSubFields(fields), ...keysWithoutField], place);
}

async function innerGroups(
  { value_search_groups: inner }: JsonObject,
  { children }: ProjectField,
  at: ConditionPosition,
): Promise<JsonObject> {
  if (!isJsonObject(inner)) {
    return {};
  }
  const path = `${at.path}.value_search_groups`;
  const fields = at.fields && children;
  return { value_search_groups: await writeSearchGroup(inner, { ...at, fields, path }) };
}

/** The type of one value of a field that holds several. */
const singles: ReadonlyMap<string, string> = new Map([
  ['select', 'select'],
  ['radio', 'select'],
  ['multi_select', 'select'],
  ['tree_select', 'tree_select'],
  ['tree_multi_select', 'tree_select'],
  ['user', 'user'],
  ['multi_user', 'user'],
  ['number', 'number'],
  ['bool', 'bool'],
  ['business', 'business'],
  ['work_item_related_select', 'work_item_related_select'],
  ['work_item_related_multi_select', 'work_item_related_select'],
]);

const listOperators = new Set(['HAS ANY OF', 'HAS NONE OF', 'CONTAINS', 'NOT CONTAINS']);

/** What a value of a condition is written for. */
type ConditionTarget = FieldValueContext & {
  readonly operator: string;
  readonly keepsDays?: boolean;
};

async function conditionValue(value: Json, target: ConditionTarget): Promise<Json> {
  const { field, operator } = target;
  if (field.type.endsWith('date')) {
    return writeMoment(value, target);
  }
  const isSet = Array.isArray(value) || listOperators.has(operator);
  if (isUnlisted(field, isSet)) {
    return unlistedValues(value, target);
  }
  const type = singles.get(field.type);
  if (type === undefined) {
    return value;
  }
  const single = { ...field, type, options: field.everyOption };
  const written = await singleValues(value, { ...target, field: single });
  return isSet || listTypes.test(field.type) ? written : (written[0] ?? null);
}

/** Whether nothing tells what a value could mean: of a field without a type only sets hold ids for sure. */
function isUnlisted({ type, everyOption }: ProjectField, isSet: boolean): boolean {
  const holdsOptions = optionTypes.has(singles.get(type) ?? '');
  return holdsOptions ? everyOption.length === 0 : type === '' && isSet;
}

function singleValues(value: Json, target: ConditionTarget): Promise<Json[]> {
  const { field, path, resolution } = target;
  const items: readonly Json[] = Array.isArray(value) ? value : [value];
  return resolution.issues.attemptAll(items, async (item, index) => {
    const place = `${path}[${index}]`;
    const written = bare(await writeValue(item, { ...target, path: place }));
    return optionTypes.has(field.type) ? knownOption(written, field, place) : written;
  });
}

/** Such fields take lists with every operator. */
const listTypes = /relat|select|radio|user|business/;

const optionTypes = new Set(['select', 'tree_select']);

/** The vendor's own shape of an option can hold a value that the field does not have. */
function knownOption(value: Json, { options }: ProjectField, path: string): string {
  return choose({ what: 'option', name: textOf(value), path }, flat(options)).id;
}

function flat(options: readonly ProjectOption[]): readonly ProjectOption[] {
  return options.flatMap((option) => [option, ...flat(option.children)]);
}

/** Of a field whose options no listing shows: ids go as they are, and names are refused. */
function unlistedValues(value: Json, { field, path, resolution }: ConditionTarget): Json {
  const items: readonly Json[] = [value].flat();
  for (const item of items) {
    if (typeof item === 'string') {
      const wanted = { what: `value of ${field.name}`, name: item, path };
      resolution.issues.attemptNow(() => unlistedId(wanted, resolution));
    }
  }
  return [...items];
}

/** Conditions hold the values of options alone; of a branch, that of its end. */
function bare(written: Json): Json {
  if (!isJsonObject(written)) {
    return written;
  }
  const { value = null, children } = written;
  return isJsonObject(children) ? bare(children) : value;
}
