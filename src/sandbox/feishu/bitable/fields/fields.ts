import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import type { FeishuEndpointName } from '../../../../endpoints/catalogue.js';
import { page } from '../../paging.js';
import { queryBoolean } from '../../parameters.js';
import type { Handlers, SandboxRequest } from '../../request.js';
import type { World } from '../../world.js';
import { textSegment } from '../cells/objects.js';
import { applyOnce } from '../client-tokens.js';
import { findField, findView, scopeOf } from '../lookup.js';
import type { BitableField, Scope, SelectOption } from '../model.js';
import { accessTo } from '../roles/access.js';
import { addField, removeField, replaceField } from './field-store.js';
import { backField, isLink, linkedTable } from './links.js';

const maxPageSize = 100;

export const fieldHandlers = {
  bitable_fields_list: (request, world) => {
    const asArray = queryBoolean(request.query, 'text_field_as_array');
    const scope = scopeOf(request, world);
    const hidden = hiddenFields(scope, request.query.get('view_id') ?? '');
    const listing = `fields of ${scope.table.tableId}`;
    const { bitable } = world;
    const rule = { listing, maxSize: maxPageSize, tokenOnLastPage: true, bitable } as const;
    const fields = accessTo(scope, request.identity).fields(scope.table.fields);
    const found = page(fields, request.query, rule, (field) => field.fieldId);
    return { ...found, items: found.items.map((field) => listed(scope, field, hidden, asArray)) };
  },

  bitable_fields_create: (request, world) =>
    applyOnce(request, world, () => {
      const scope = scopeOf(request, world);
      return { field: written(scope, addField(scope, request.body), request) };
    }),

  bitable_fields_update: (request, world) =>
    applyOnce(request, world, () => {
      const { scope, field } = fieldOf(request, world);
      return { field: written(scope, replaceField(scope, field, request.body), request) };
    }),

  bitable_fields_delete: (request, world) => {
    const { scope, field } = fieldOf(request, world);
    removeField(scope, field);
    return { field_id: field.fieldId, deleted: true };
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `bitable_fields_${string}`>>;

function fieldOf(request: SandboxRequest, world: World): { scope: Scope; field: BitableField } {
  const scope = scopeOf(request, world);
  return { scope, field: findField(scope.table, request.path['field_id'] ?? '') };
}

function hiddenFields({ table }: Scope, viewId: string): ReadonlySet<string> {
  return new Set(viewId === '' ? [] : findView(table, viewId).property.hidden_fields);
}

function listed(
  scope: Scope,
  field: BitableField,
  hidden: ReadonlySet<string>,
  asArray: boolean,
): JsonObject {
  const isHidden = hidden.has(field.fieldId);
  return fieldReply(scope, field, { isHidden, description: description(field, asArray) });
}

function description({ description: text }: BitableField, asArray: boolean): Json | undefined {
  if (text === '') return undefined;
  return asArray ? [textSegment(text)] : text;
}

/** A write answers with the description as the object that it was sent as. */
function written(scope: Scope, field: BitableField, { body }: SandboxRequest): JsonObject {
  const sent = body['description'];
  const noted = isJsonObject(sent) ? { disable_sync: true, ...sent } : undefined;
  return fieldReply(scope, field, { isHidden: false, description: noted });
}

interface FieldReplyOptions {
  readonly isHidden: boolean;
  readonly description: Json | undefined;
}

/** A field as the vendor replies it. */
function fieldReply(scope: Scope, field: BitableField, options: FieldReplyOptions): JsonObject {
  return {
    field_id: field.fieldId,
    field_name: field.name,
    type: field.type,
    ui_type: field.uiType,
    is_primary: field.isPrimary,
    is_hidden: options.isHidden,
    property: propertyReply(scope, field),
    ...(options.description === undefined ? {} : { description: options.description }),
  };
}

/** Links also say the names of what they point to. */
function propertyReply(scope: Scope, field: BitableField): Json {
  if (field.property === null) return null;
  const { options, ...settings } = field.property;
  if (options !== undefined) return { ...settings, options: options.map(optionReply) };
  if (!isLink(field)) return settings;
  const back = backField(scope, field);
  return {
    ...settings,
    table_name: linkedTable(scope, field)?.name ?? '',
    ...(back === undefined ? {} : { back_field_name: back.name }),
  };
}

function optionReply({ id, name, color }: SelectOption): JsonObject {
  return { id, name, color };
}
