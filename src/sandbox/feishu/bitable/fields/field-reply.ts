import type { Json, JsonObject } from '../../../../core/json.js';
import type { Field, Scope, SelectOption } from '../model.js';
import { backField } from './duplex-links.js';
import { isLink, linkedTable } from './links.js';

interface FieldReplyOptions {
  readonly isHidden: boolean;
  readonly description: Json | undefined;
}

/** A field as the vendor replies it. */
export function fieldReply(scope: Scope, field: Field, options: FieldReplyOptions): JsonObject {
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
function propertyReply(scope: Scope, field: Field): Json {
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
