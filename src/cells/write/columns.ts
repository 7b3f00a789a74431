import { type Choice, NameIndex } from '../../core/choose.js';
import type { Json } from '../../core/json.js';
import { structureIn } from '../../core/lossless-json.js';
import type { Remedy } from '../../core/remedy.js';
import type { Field, TableSchema } from '../field.js';
import type { WriteContext } from '../kinds/kind.js';
import { describeField, isWritable, kindOf, takesOf } from '../kinds/kinds.js';
import type { CellRefusal, CellWriter, WriteResult } from './outcome.js';
import { refuseDelta, setDeltaWriter } from './set-delta.js';

/** A field that is written to. */
export interface WritableColumn {
  readonly field: Field;
  readonly write: (value: Json) => WriteResult;
  /** Takes `{add, remove}`; undefined where such an object is a value like any other. */
  readonly change: ((value: Json) => WriteResult) | undefined;
}

/** The columns that the keys of rows mean, each made up once. */
export class WritableColumns {
  readonly #schema: TableSchema;
  readonly #context: WriteContext;
  readonly #fields: NameIndex<Field>;
  readonly #byKey = new Map<string, WritableColumn | CellRefusal>();
  readonly #byField = new Map<Field, WritableColumn>();

  constructor(context: WriteContext) {
    this.#context = context;
    this.#schema = context.schema;
    this.#fields = new NameIndex(this.#schema.fields);
  }

  /** By the name or the id of a field. */
  of(key: string): WritableColumn | CellRefusal {
    const known = this.#byKey.get(key) ?? this.#find(key);
    this.#byKey.set(key, known);
    return known;
  }

  #find(key: string): WritableColumn | CellRefusal {
    const { found: field, fitting } = this.#choose(key);
    if (field === undefined) {
      return fitting.length > 0
        ? { problem: `could be ${fitting.length} fields`, remedy: () => among(fitting) }
        : { problem: 'is no field of the table', remedy: () => this.#near(key) };
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
    const column = this.#byField.get(field) ?? columnFor(field, this.#context);
    this.#byField.set(field, column);
    return column;
  }

  #choose(key: string): Choice<Field> {
    const choice = this.#fields.choose(key);
    if (choice.found !== undefined && choice.isFolded) {
      this.#context.note(`${JSON.stringify(key)} was taken as the field ${choice.found.name}`);
    }
    return choice;
  }

  #near(key: string): Remedy {
    const options = this.#schema.fields.filter(isWritable).map(({ id, name }) => ({ id, name }));
    return { nearest: this.#fields.nearest(key), options, optionKind: 'field' };
  }
}

function among(fields: readonly Field[]): Remedy {
  return { options: fields.map(({ id, name }) => ({ id, name })), optionKind: 'item' };
}

function columnFor(field: Field, context: WriteContext): WritableColumn {
  const write = writerOf(field, context);
  const { isList, isFreeText, family } = kindOf(field);
  if (isFreeText || family === 'unknown') {
    return { field, write, change: undefined };
  }
  const removing = writerOf(field, { ...context, createOptions: false, removes: true });
  return { field, write, change: isList ? setDeltaWriter(write, removing) : refuseDelta };
}

const cleared: WriteResult = { value: null };

/** Null clears every type, and so does an empty text where a text is not what the field holds. */
function writerOf(field: Field, context: WriteContext): CellWriter {
  const { writer, isFreeText } = kindOf(field);
  const write = writer?.(field, context) ?? ((value) => ({ value }));
  const isBlank = (value: Json) => typeof value === 'string' && !isFreeText && value.trim() === '';
  return (value) =>
    value === null || isBlank(value) ? cleared : write(structured(value, field, context));
}

/** The list or object that a text holds as JSON, where the field takes such. */
function structured(value: Json, field: Field, { note }: WriteContext): Json {
  const { readsJson } = kindOf(field);
  const structure =
    typeof value === 'string' && readsJson !== undefined ? structureIn(value) : undefined;
  if (structure === undefined || !readsJson?.(structure, String(value), field)) {
    return value;
  }
  const form = Array.isArray(structure) ? 'a list' : 'an object';
  note(`${field.name}: text was read as ${form}`);
  return structure;
}
