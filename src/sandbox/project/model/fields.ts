import type { Wire, WireObject } from '../gateway/wire.js';

/** "字段与属性解析格式": the `field_type_key`s that the sandbox has fields of. */
export type ProjectFieldType =
  | 'text'
  | 'multi_text'
  | 'select'
  | 'radio'
  | 'multi_select'
  | 'tree_select'
  | 'tree_multi_select'
  | 'user'
  | 'multi_user'
  | 'date'
  | 'schedule'
  | 'number'
  | 'bool'
  | 'signal'
  | 'multi_signal'
  | 'link'
  | 'link_cloud_doc'
  | 'work_item_related_select'
  | 'work_item_related_multi_select'
  | 'compound_field'
  | 'multi_file'
  | 'email'
  | 'telephone'
  | 'business'
  | 'role_owners'
  | 'group_type'
  | 'work_item_template'
  | 'work_item_status'
  | 'vote_boolean'
  | 'formula';

export interface FieldOption {
  readonly value: string;
  label: string;
  disabled: boolean;
  children: readonly FieldOption[];
}

export interface ProjectFieldConf {
  readonly key: string;
  name: string;
  alias: string;
  readonly type: ProjectFieldType;
  readonly custom: boolean;
  /** Must be filled when a work item is created. */
  readonly required: boolean;
  options: readonly FieldOption[];
  /** The sub-fields of a compound field. */
  readonly children: readonly ProjectFieldConf[];
  relationId?: string | undefined;
  /** Roles that may edit it; everybody when absent. */
  editableRoles?: readonly string[] | undefined;
  /** The vendor fills it. */
  readonly readOnly: boolean;
  help: string;
  defaultValue?: Wire | undefined;
  /** Whether users add options. */
  freeAdd?: boolean | undefined;
  numberConfig?: WireObject | undefined;
}

/** Types that no pair writes: files go through uploads, multiple signals through their own endpoint. */
export const unwritableTypes: ReadonlySet<ProjectFieldType> = new Set([
  'multi_file',
  'multi_signal',
  'formula',
  'vote_boolean',
]);

/** An option by its value, at any depth. */
export function findOption(
  options: readonly FieldOption[],
  value: string,
): FieldOption | undefined {
  for (const option of options) {
    const found = option.value === value ? option : findOption(option.children, value);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A field by its key or its alias; a key goes before an alias. */
export function findField(
  fields: readonly ProjectFieldConf[],
  name: string,
): ProjectFieldConf | undefined {
  return (
    fields.find(({ key }) => key === name) ??
    fields.find(({ alias }) => alias !== '' && alias === name)
  );
}

/** Whether a read shows a field. */
export type FieldChoice = (field: ProjectFieldConf) => boolean;
