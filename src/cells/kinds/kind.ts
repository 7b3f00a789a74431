import type { Json } from '../../core/json.js';
import type { Field, TableSchema } from '../field.js';
import type { PeopleIds } from '../people-ids.js';
import type { Lookup } from '../write/lookup.js';

/** One field type, or a family of them: what its cells are called, show and take. */
export interface FieldKind {
  /** One or two words for a description of the table: `text`, `currency`, `link to 客户`. */
  readonly word: (field: Field) => string;
  /** What it takes, as a phrase for error texts; for a read-only type, why it takes nothing. */
  readonly takes: (field: Field) => string;
  /** Reads the cells of one column: either of the vendor's encodings to one plain form. */
  readonly reader: (field: Field, schema: TableSchema) => CellReader;
  /** Writes the cells of one column: what a person would write to the vendor's shape. Absent: read-only. */
  readonly writer?: (field: Field, context: WriteContext) => CellWriter;
}

/** Gets whatever the vendor sent, except nothing. */
export type CellReader = (value: Json) => Json;

/** Gets whatever the caller sent, except null, which clears every type. */
export type CellWriter = (value: Json) => WriteResult;

/** A value in the vendor's shape; or what is wrong with it; or what must be looked up first. */
export type WriteResult = ReadyCell | CellRefusal | PendingCell;

export interface ReadyCell {
  readonly value: Json;
}

export interface CellRefusal {
  readonly problem: string;
  /** Of a field: nothing can be written to it, by anybody. */
  readonly readOnly?: true;
  /** What is allowed instead; worked out only for the issues that are shown. Without it, what the field takes. */
  readonly allowed?: () => string | undefined;
}

/** A list of things by id, some of them still to be found. */
export interface PendingCell {
  readonly items: readonly (string | Lookup)[];
  /** The cell, once every item is an id. */
  readonly finish: (ids: readonly string[]) => ReadyCell | CellRefusal;
}

/** What the columns of one call have in common. */
export interface WriteContext {
  readonly schema: TableSchema;
  /** Whether an option that does not exist yet may be written, which creates it. */
  readonly createOptions: boolean;
  readonly people: PeopleIds;
  /** Says how something was understood. */
  readonly note: (text: string) => void;
  /** Says that writing this creates an option. */
  readonly newOption: (field: Field, name: string) => void;
}
