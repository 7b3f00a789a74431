import { optionConf } from '../config/spaces-and-types.js';
import {
  bodySpace,
  findType,
  isAdministrator,
  itemIn,
  spaceOf,
  typeIn,
  typeOf,
} from '../gateway/access.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyInteger,
  bodyObject,
  bodyObjects,
  bodyText,
  bodyTexts,
  type ProjectHandlerGroup,
  requiredId,
  requiredText,
} from '../gateway/request.js';
import type { WireObject } from '../gateway/wire.js';
import { findField, type ProjectFieldConf, type ProjectFieldType } from '../model/fields.js';
import type { ProjectWorld, Space, WorkItemType } from '../model/model.js';
import { changedOptions, newOptions } from './option-changes.js';
import { fieldOf } from './pairs.js';

/** The fields of a space and of its types. */
export const fieldHandlers = {
  project_fields_list: (request, world) => {
    const space = spaceOf(request, world);
    const key = bodyText(request.body, 'work_item_type_key') ?? '';
    if (key === '') return { data: wholeSpace(space) };
    const type = findType(space, key) ?? refuse(30001);
    return { data: type.fields.map((field) => simpleField(field, [type.key])) };
  },

  project_fields_list_options: (request, world) => {
    const { body } = request;
    const space = bodySpace(request, world);
    const type = typeIn(space, requiredText(body, 'work_item_type_key'));
    itemIn(space, requiredId(body, 'work_item_id'), request, world);
    const field = fieldOf({ field_key: requiredText(body, 'field_key') }, type.fields);
    return {
      data: {
        options: field.options.map(optionConf),
        free_add: false,
        has_more: false,
        field_key: field.key,
        field_name: field.name,
        field_type: field.type,
        field_alias: field.alias,
      },
    };
  },

  project_fields_list_aggregated: (request, world) => {
    const space = bodySpace(request, world);
    return {
      data: {
        agg_resource_items: space.types.flatMap((type) =>
          type.fields.map((field) => ({
            key: field.key,
            label: field.name,
            type: field.type,
            is_preset: !field.custom,
            scope: { project_key: space.key, work_item_type_key: type.key },
          })),
        ),
      },
    };
  },

  project_fields_create: (request, world) => {
    const { space, type } = typeOf(request, world);
    if (!isAdministrator(space, request.identity.userKey)) refuse(10005);
    const field = newField(request.body, space, type, world);
    type.fields.push(field);
    return { data: field.key };
  },

  project_fields_update: (request, world) => {
    const { space, type } = typeOf(request, world);
    if (!isAdministrator(space, request.identity.userKey)) refuse(10005);
    const { body } = request;
    const field = fieldOf({ field_key: requiredText(body, 'field_key') }, type.fields);
    const before = world.options.unnamedParts === 'kept' ? field : undefined;
    Object.assign(field, settingsOf(body, before), {
      name: bodyText(body, 'field_name') ?? field.name,
    });
    field.options = changedOptions(field.options, bodyObjects(body, 'field_value'), world);
    return {};
  },
} satisfies ProjectHandlerGroup;

/** Settings as a body gives them, over those that there are. */
function settingsOf(body: WireObject, before: Partial<ProjectFieldConf> | undefined) {
  const { default_value: value = before?.defaultValue } = body;
  const freeAdd = bodyInteger(body, 'free_add');
  return {
    alias: bodyText(body, 'field_alias') ?? before?.alias ?? '',
    help: bodyText(body, 'help_description') ?? before?.help ?? '',
    defaultValue: value ?? undefined,
    freeAdd: freeAdd === undefined ? before?.freeAdd : freeAdd === 1,
    numberConfig: bodyObject(body, 'number_config') ?? before?.numberConfig,
    editableRoles: bodyTexts(body, 'authorized_roles') ?? before?.editableRoles,
    relationId: bodyText(body, 'work_item_relation_uuid') ?? before?.relationId,
  };
}

/** Each field once, with the types that have it. */
function wholeSpace({ types }: Space): WireObject[] {
  const byKey = new Map<string, { readonly field: ProjectFieldConf; readonly scopes: string[] }>();
  for (const type of types) {
    for (const field of type.fields) {
      const known = byKey.get(field.key);
      if (known === undefined) byKey.set(field.key, { field, scopes: [type.key] });
      else known.scopes.push(type.key);
    }
  }
  return [...byKey.values()].map(({ field, scopes }) => simpleField(field, scopes));
}

/** SimpleField. */
function simpleField(field: ProjectFieldConf, scopes: readonly string[]): WireObject {
  const { editableRoles } = field;
  return {
    field_key: field.key,
    field_name: field.name,
    field_alias: field.alias,
    field_type_key: field.type,
    is_custom_field: field.custom,
    is_obsoleted: false,
    work_item_scopes: scopes,
    value_generate_mode: field.readOnly ? 'Calculated' : 'Default',
    relation_id: field.relationId ?? '',
    ...(field.numberConfig && { number_config: field.numberConfig }),
    options: field.options.map((option, index) => ({ ...optionConf(option), order: index })),
    compound_fields: field.children.map((child) => simpleField(child, scopes)),
    editable_personnel_scope: {
      editable_personnel_range_type: editableRoles === undefined ? 'all' : 'roles',
      editable_roles: editableRoles ?? [],
    },
  };
}

/** "创建自定义字段": the types that can be made. */
const creatable: readonly ProjectFieldType[] = [
  'text',
  'multi_text',
  'select',
  'multi_select',
  'tree_select',
  'tree_multi_select',
  'radio',
  'user',
  'multi_user',
  'date',
  'schedule',
  'link',
  'number',
  'multi_file',
  'bool',
  'signal',
  'work_item_related_select',
  'work_item_related_multi_select',
];

function newField(
  body: WireObject,
  space: Space,
  type: WorkItemType,
  { ids }: ProjectWorld,
): ProjectFieldConf {
  const name = requiredText(body, 'field_name');
  const asked = requiredText(body, 'field_type_key');
  const fieldType = creatable.find((each) => each === asked) ?? refuse(1000051750);
  if (type.fields.some((field) => field.name === name)) refuse(1000051468);
  const reused = reusedField(body, space);
  return {
    ...settingsOf(body, undefined),
    key: ids.newFieldKey(),
    name,
    type: fieldType,
    custom: true,
    required: false,
    options: reused?.options ?? newOptions(body['field_value'] ?? null, ids.newOptionValue),
    children: [],
    readOnly: false,
  };
}

/** `value_type: 1` takes the options of a field of another type. */
function reusedField(body: WireObject, space: Space): ProjectFieldConf | undefined {
  if (bodyInteger(body, 'value_type') !== 1) return undefined;
  const type = typeIn(space, requiredText(body, 'reference_work_item_type_key'));
  return findField(type.fields, requiredText(body, 'reference_field_key')) ?? refuse(30009);
}
