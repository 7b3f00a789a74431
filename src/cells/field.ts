import { isJsonObject, type JsonObject } from '../core/json.js';

/** A field of a table, as `bitable_fields_list` tells it. */
export interface Field {
  readonly id: string;
  /** The key of its cells in every record call. */
  readonly name: string;
  /** The vendor's number of the type: page "字段编辑指南" (A05). */
  readonly type: number;
  /** The variant: `Text`, `Email`, `Currency`…; empty where the vendor does not say. */
  readonly uiType: string;
  readonly isPrimary: boolean;
  /** Its settings; empty for types without any. */
  readonly property: JsonObject;
}

/** What is known of a table: enough to read, write and compare its cells. */
export interface TableSchema {
  readonly tableId: string;
  /** The IANA zone of the base, which dates without an offset are meant in. */
  readonly timeZone: string;
  /** In the order of the table. */
  readonly fields: readonly Field[];
}

/** A field from an item of the vendor's listing. */
export function fieldOf(item: JsonObject): Field {
  const { field_id, field_name, type, ui_type, is_primary, property } = item;
  return {
    id: String(field_id ?? ''),
    name: String(field_name ?? ''),
    type: Number(type ?? 0),
    uiType: typeof ui_type === 'string' ? ui_type : '',
    isPrimary: is_primary === true,
    property: isJsonObject(property) ? property : {},
  };
}
