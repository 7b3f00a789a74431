import type { Candidate } from '../../../core/choose.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';

/** A field of Feishu Project, as far as writing its values needs to know it. */
export interface ProjectField extends Candidate {
  readonly type: string;
  readonly options: readonly ProjectOption[];
  /** The sub-fields of a compound field. */
  readonly children: readonly ProjectField[];
  /** The types that have it. */
  readonly scopes: readonly string[];
}

export interface ProjectOption extends Candidate {
  readonly children: readonly ProjectOption[];
}

/** A SimpleField of the vendor. */
export function fieldOf(item: JsonObject): ProjectField {
  const alias = textOf(item['field_alias']);
  return {
    id: textOf(item['field_key']),
    name: textOf(item['field_name']),
    others: alias === '' ? [] : [alias],
    type: typeOf(textOf(item['field_type_key'])),
    options: optionsIn(item['options']),
    children: objectsIn(item['compound_fields']).filter(isInUse).map(fieldOf),
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

/** Those that can still be chosen. */
function optionsIn(value: Json | undefined): readonly ProjectOption[] {
  return objectsIn(value)
    .filter(isInUse)
    .map((option) => ({
      id: textOf(option['value']),
      name: textOf(option['label']),
      children: optionsIn(option['children']),
    }));
}

export function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

export function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
