import type { Json } from '../../core/json.js';
import type { Field, TableSchema } from '../field.js';
import type { WriteContext } from '../kinds/kind.js';
import { describeField, isWritable, kindOf, takesOf } from '../kinds/kinds.js';
import { NameIndex } from '../name-index.js';
import type { CellRefusal, CellWriter, WriteResult } from '../write/outcome.js';

/** A field that is written to. */
export interface WritableColumn {
  readonly field: Field;
  readonly write: (value: Json) => WriteResult;
}

/** The columns that the keys of rows mean, each made up once. */
export class WritableColumns {
  readonly #schema: TableSchema;
  readonly #context: WriteContext;
  readonly #names: NameIndex;
  readonly #byKey = new Map<string, WritableColumn | CellRefusal>();
  readonly #byField = new Map<Field, WritableColumn>();

  constructor(context: WriteContext) {
    this.#context = context;
    this.#schema = context.schema;
    this.#names = new NameIndex(this.#schema.fields.map(({ name }) => name));
  }

  /** By the name or the id of a field. */
  of(key: string): WritableColumn | CellRefusal {
    const known = this.#byKey.get(key) ?? this.#find(key);
    this.#byKey.set(key, known);
    return known;
  }

  #find(key: string): WritableColumn | CellRefusal {
    const field = this.#fieldOf(key);
    if (field === undefined) {
      return { problem: 'is no field of the table', allowed: () => this.#nearTo(key) };
    }
    return isWritable(field)
      ? this.#columnOf(field)
      : {
          problem: `is read-only (${describeField(field)})`,
          readOnly: true,
          allowed: () => takesOf(field),
        };
  }

  #columnOf(field: Field): WritableColumn {
    const column = this.#byField.get(field) ?? { field, write: writerOf(field, this.#context) };
    this.#byField.set(field, column);
    return column;
  }

  /** The exact name wins, then the id, then the one name that differs in case, width or blanks. */
  #fieldOf(key: string): Field | undefined {
    const { fields } = this.#schema;
    const exact = fields.find(({ name }) => name === key) ?? fields.find(({ id }) => id === key);
    if (exact !== undefined) {
      return exact;
    }
    const name = this.#names.find(key);
    if (name !== undefined) {
      this.#context.note(`${JSON.stringify(key)} was taken as the field ${name}`);
    }
    return fields.find((field) => field.name === name);
  }

  #nearTo(key: string): string {
    const near = this.#names.near(key);
    const names = this.#schema.fields.filter(isWritable).map(({ name }) => name);
    const list = `${names.slice(0, maxNames).join(', ')}${names.length > maxNames ? ', …' : ''}`;
    return near === undefined ? `one of ${list}` : `did you mean ${near}? The fields are ${list}`;
  }
}

/** Field names in an error text. */
const maxNames = 30;
const cleared: WriteResult = { value: null };

/** Null clears every type, and so does an empty text where a text is not what the field holds. */
function writerOf(field: Field, context: WriteContext): CellWriter {
  const { writer, isFreeText } = kindOf(field);
  const write = writer?.(field, context) ?? ((value) => ({ value }));
  const isBlank = (value: Json) => typeof value === 'string' && !isFreeText && value.trim() === '';
  return (value) => (value === null || isBlank(value) ? cleared : write(value));
}
