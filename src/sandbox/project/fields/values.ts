import { findUser } from '../gateway/access.js';
import { ProjectRefusal, refuse } from '../gateway/refusal.js';
import { idOf } from '../gateway/request.js';
import { isWireList, isWireObject, type Wire } from '../gateway/wire.js';
import {
  findField,
  findOption,
  type ProjectFieldConf,
  type ProjectFieldType,
  unwritableTypes,
} from '../model/fields.js';
import type { BusinessLine, ProjectWorld, Space } from '../model/model.js';
import type { CompoundRow } from '../model/work-item.js';

export interface ValueContext {
  readonly space: Space;
  readonly field: ProjectFieldConf;
  readonly world: ProjectWorld;
}

type Accept = (value: Wire, context: ValueContext) => Wire;

/** "字段与属性解析格式": the values that each type takes. */
const acceptors: Partial<Record<ProjectFieldType, Accept>> = {
  text: text(),
  multi_text: (value, context) => (isWireList(value) ? value : text()(value, context)),
  select: option,
  radio: option,
  multi_select: listOf(option),
  tree_select: treeOption,
  tree_multi_select: listOf(treeOption),
  user: person,
  multi_user: listOf(person),
  date: moment,
  schedule: span,
  number: (value, context) => (typeof value === 'number' ? value : illegal(context)),
  bool: (value, context) => (typeof value === 'boolean' ? value : illegal(context)),
  signal: (value, context) => (typeof value === 'boolean' ? value : illegal(context)),
  link: text(/^[a-z][a-z0-9+.-]*:\/\/\S+$/i),
  link_cloud_doc: listOf(text(/^https?:\/\/\S+$/i)),
  work_item_related_select: relatedItem,
  work_item_related_multi_select: listOf(relatedItem),
  email: text(/^(?=.{1,254}$)[^@]+@[^@]+$/),
  telephone: text(/^.{1,54}$/),
  business: businessLine,
  group_type: text(/^(auto|disabled|bind)$/),
};

/** A value as the field keeps it; refused as illegal where it has another shape, with 20050 for an unknown option. */
export function acceptValue(value: Wire, context: ValueContext): Wire {
  const accept = acceptors[context.field.type];
  return accept === undefined ? illegal(context) : accept(value, context);
}

/** What empties a field. */
export function isEmpty(value: Wire | undefined): boolean {
  const isBlank = value === undefined || value === null || value === '';
  return isBlank || (isWireList(value) && value.length === 0);
}

function illegal({ field }: ValueContext): never {
  return refuse(20006, `field [${field.key}] is illegal`);
}

function text(pattern = /^/): Accept {
  return (value, context) =>
    typeof value === 'string' && pattern.test(value) ? value : illegal(context);
}

function listOf(accept: Accept): Accept {
  return (value, context) =>
    isWireList(value) ? value.map((each) => accept(each, context)) : illegal(context);
}

/** The value decides; a label beside it is ignored. */
function option(value: Wire, context: ValueContext): Wire {
  const found = knownOption(value, context);
  return { label: found.label, value: found.value };
}

function knownOption(value: Wire, context: ValueContext) {
  if (!isWireObject(value) || typeof value['value'] !== 'string') return illegal(context);
  const found = findOption(context.field.options, value['value']);
  if (found === undefined || found.disabled) {
    return refuse(20050, 'Due to the administrator configuration update');
  }
  return found;
}

/** A path of options, each below the one before. */
function treeOption(value: Wire, context: ValueContext): Wire {
  const { label, value: id, children } = knownOption(value, context);
  const below = isWireObject(value) ? (value['children'] ?? null) : null;
  if (below === null) return { label, value: id, children: null };
  const field = { ...context.field, options: children };
  return { label, value: id, children: treeOption(below, { ...context, field }) };
}

function person(value: Wire, context: ValueContext): Wire {
  if (typeof value !== 'string') return illegal(context);
  return findUser(value, context.world) === undefined ? refuse(30006) : value;
}

function moment(value: Wire, context: ValueContext): Wire {
  return isMoment(value) ? value : illegal(context);
}

/** Unix milliseconds. */
function isMoment(value: Wire | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1e11;
}

function span(value: Wire, context: ValueContext): Wire {
  if (!isWireObject(value)) return illegal(context);
  const { start_time, end_time } = value;
  const isSpan = isMoment(start_time) && isMoment(end_time) && start_time <= end_time;
  return isSpan ? { start_time, end_time } : illegal(context);
}

function relatedItem(value: Wire, context: ValueContext): Wire {
  const id = idOf(value) ?? illegal(context);
  const item = context.world.items.get(id);
  return item === undefined || item.deleted ? refuse(20051) : value;
}

function businessLine(value: Wire, { space, ...context }: ValueContext): Wire {
  if (typeof value !== 'string') return illegal({ space, ...context });
  return hasLine(space.businessLines, value) ? value : refuse(30008);
}

function hasLine(lines: readonly BusinessLine[], id: string): boolean {
  return lines.some((line) => line.id === id || hasLine(line.children, id));
}

/** The rows of a compound field as a write gives them: a list of rows, each a list of pairs. */
export function acceptGroups(value: Wire, context: ValueContext): readonly CompoundRow[] {
  const rows = isWireList(value) ? value.filter(isWireList) : [];
  return rows.map((row) => ({
    uuid: context.world.ids.newGroupUuid(),
    values: acceptRow(row, context),
  }));
}

/** The pairs of one row. What is malformed in it is dropped without a word, as the vendor does. */
export function acceptRow(row: Wire | undefined, context: ValueContext): ReadonlyMap<string, Wire> {
  const values = new Map<string, Wire>();
  for (const pair of isWireList(row) ? row : []) {
    const accepted = acceptPair(pair, context);
    if (accepted !== undefined) values.set(accepted.key, accepted.value);
  }
  return values;
}

function acceptPair(pair: Wire, context: ValueContext) {
  if (!isWireObject(pair)) return undefined;
  const name = pair['field_key'] ?? pair['field_alias'];
  const field = typeof name === 'string' ? findField(context.field.children, name) : undefined;
  if (field === undefined || unwritableTypes.has(field.type)) return undefined;
  const value = valueOrNothing(pair['field_value'] ?? null, { ...context, field });
  return value === undefined ? undefined : { key: field.key, value };
}

function valueOrNothing(value: Wire, context: ValueContext): Wire | undefined {
  if (isEmpty(value)) return null;
  try {
    return acceptValue(value, context);
  } catch (error) {
    if (error instanceof ProjectRefusal) return undefined;
    throw error;
  }
}

/** A row as the vendor reads it out: the pairs that have a value, in the order of the sub-fields. */
export function rowPairs({ values }: CompoundRow, { children }: ProjectFieldConf): Wire[] {
  return children.flatMap(({ key, alias, type, name }) => {
    const value = values.get(key) ?? null;
    const pair = { field_key: key, field_alias: alias, field_type_key: type, field_name: name };
    return isEmpty(value) ? [] : [{ ...pair, field_value: value }];
  });
}
