import type { Candidate } from '../../../core/choose.js';
import type { Json, JsonObject } from '../../../core/json.js';
import { choose } from '../../input/choose.js';
import { objectsIn, textOf, textsIn } from './reply-values.js';

/** A field of Feishu Project, as far as writing its values needs to know it. */
export interface ProjectField extends Candidate {
  readonly type: string;
  /** Those that can be chosen. */
  readonly options: readonly ProjectOption[];
  /** Those that items can hold: also what can be chosen no more. */
  readonly everyOption: readonly ProjectOption[];
  /** The sub-fields of a compound field. */
  readonly children: readonly ProjectField[];
  readonly isObsolete: boolean;
  /** The vendor sets its value: a call cannot write it. */
  readonly isComputed: boolean;
  /** What people write most stands first in refusals: fields of their own, then those of the system, then what is computed. */
  readonly rank: number;
  /** The types that have it. */
  readonly scopes: readonly string[];
}

export interface ProjectOption extends Candidate {
  readonly children: readonly ProjectOption[];
}

/** A SimpleField of the vendor. */
export function fieldOf(item: JsonObject): ProjectField {
  const alias = textOf(item['field_alias']);
  const isComputed = item['value_generate_mode'] === 'Calculated';
  return {
    id: textOf(item['field_key']),
    name: textOf(item['field_name']),
    others: alias === '' ? [] : [alias],
    type: typeOf(textOf(item['field_type_key'])),
    options: optionsIn(item['options'], isInUse),
    everyOption: optionsIn(item['options'], () => true),
    children: objectsIn(item['compound_fields']).filter(isInUse).map(fieldOf),
    isObsolete: !isInUse(item),
    isComputed,
    rank: isComputed ? 2 : item['is_custom_field'] === true ? 0 : 1,
    scopes: textsIn(item['work_item_scopes']),
  };
}

/** Flags are booleans here, and 1 for yes and 2 for no there. */
export function isInUse({ is_obsoleted, is_disabled }: JsonObject): boolean {
  return is_obsoleted !== true && is_disabled !== true && is_disabled !== 1;
}

/** Search pages and the vendor's own server spell types with hyphens, and `workitem` in one. */
function typeOf(key: string): string {
  return key.replaceAll('-', '_').replace(/^workitem_/, 'work_item_');
}

function optionsIn(
  value: Json | undefined,
  isShown: (option: JsonObject) => boolean,
): readonly ProjectOption[] {
  return objectsIn(value)
    .filter(isShown)
    .map((option) => ({
      id: textOf(option['value']),
      name: textOf(option['label']),
      children: optionsIn(option['children'], isShown),
    }));
}

/** Fields that every type has, also where a listing leaves them out (page "Structures"). */
const documented: ReadonlyMap<string, string> = new Map([
  ['name', 'text'],
  ['description', 'multi_text'],
  ['template', ''],
  ['owner', 'user'],
  ['watchers', 'multi_user'],
  ['role_owners', 'role_owners'],
  ['current_status_operator', 'multi_user'],
  ['group_type', ''],
  ['business', 'business'],
  ['priority', ''],
  ['tags', ''],
  ['created_at', 'date'],
  ['updated_at', 'date'],
  ['start_time', 'date'],
  ['finish_time', 'date'],
  ['work_item_status', ''],
]);

/** A field by key, alias or name; by its key alone where it is out of use. */
export function fieldNamed(
  name: string,
  fields: readonly ProjectField[],
  path: string,
  what = 'field',
): ProjectField {
  const type = documented.get(name);
  const isListed = fields.some(({ id, others }) => id === name || others?.includes(name));
  if (type !== undefined && !isListed) {
    return { ...unlistedField(name), type };
  }
  const obsolete = fields.find(({ id, isObsolete }) => isObsolete && id === name);
  const inUse = fields.filter(({ isObsolete }) => !isObsolete).sort((a, b) => a.rank - b.rank);
  return obsolete ?? choose({ what, name, path }, inUse);
}

/** A field of which nothing is known but its key. */
export function unlistedField(id: string): ProjectField {
  const nothing = { options: [], everyOption: [], children: [], scopes: [], rank: 0 };
  return { id, name: id, type: '', isObsolete: false, isComputed: false, ...nothing };
}

/** The compound field of a name; others of that name do not count. */
export function compoundField(name: string, fields: readonly ProjectField[]): ProjectField {
  const compound = fields.filter(({ type }) => type === 'compound_field');
  return fieldNamed(name, compound, 'field_key', 'compound field');
}

export function withSubFields(fields: readonly ProjectField[]): readonly ProjectField[] {
  return fields.flatMap((field) => [field, ...field.children]);
}

/** The key of an attachment field by name, key or alias; of the only one where none is named. */
export function attachmentField(name: string | undefined, fields: readonly ProjectField[]): string {
  const known = withSubFields(fields).filter(
    ({ type, isObsolete }) => type === 'multi_file' && !isObsolete,
  );
  const [only, ...others] = known;
  if (name === undefined && only !== undefined && others.length === 0) {
    return only.id;
  }
  return fieldNamed(name ?? '', known, 'field', 'attachment field').id;
}
