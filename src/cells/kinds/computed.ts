import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import type { Field, TableSchema } from '../field.js';
import { parseNumber } from '../numbers.js';
import { plainCell } from '../read/plain.js';
import { readDateShown } from '../time/dates.js';
import type { CellReader, FieldKind } from './kind.js';
import { readNumber } from './number.js';

type KindOfType = (type: number) => FieldKind | undefined;

const text = 1;
const number = 2;
const date = 5;
const lookup = 19;
/** Types whose cells are lists: several results are one cell of theirs. */
const listTypes: ReadonlySet<number> = new Set([4, 11, 17, 18, 21, 23, 1003, 1004]);

/** Formulas and lookups: results of another type, which the vendor works out. */
export function computedKind(word: string, kindOfType: KindOfType): FieldKind {
  return {
    word: () => word,
    takes: () => 'nothing: the vendor works it out',
    reader: (field, schema) => {
      const column = new ComputedColumn(field, schema, kindOfType);
      return (value) => (isModern(value) ? column.readModern(value) : column.readLegacy(value));
    },
  };
}

interface Modern extends JsonObject {
  readonly type: number;
  readonly value: Json;
}

function isModern(value: Json): value is Modern {
  return isJsonObject(value) && typeof value['type'] === 'number' && value['value'] !== undefined;
}

class ComputedColumn {
  readonly #format: string;
  /** Where a base's `formula_type` is 2, the field says what its result is. */
  readonly #type: Json | undefined;
  readonly #readers = new Map<number, CellReader>();

  constructor(
    readonly field: Field,
    readonly schema: TableSchema,
    readonly kindOfType: KindOfType,
  ) {
    const { formatter, type } = field.property;
    const declared = isJsonObject(type) ? type : {};
    const { ui_property: settings } = declared;
    const { date_formatter: dateFormat } = isJsonObject(settings) ? settings : {};
    this.#format = String(formatter || dateFormat || '');
    this.#type = declared['data_type'];
  }

  /** Search and batch_get: the type of the result, and always a list of it. */
  readModern({ type, value }: Modern): Json {
    const list = Array.isArray(value) ? value : [value];
    if (listTypes.has(type)) {
      return this.#readAs(type, list.flat());
    }
    return type === text
      ? this.#readTexts(list)
      : single(list.map((item) => this.#readAs(type, item)));
  }

  /** List and get: text, whatever the result is, or with `display_formula_ref` in the shape of the result. */
  readLegacy(value: Json): Json {
    if (typeof value === 'number') {
      return this.#showsDates() ? this.#readAs(date, value) : value;
    }
    const plain = Array.isArray(value) ? this.#readTexts(value) : plainCell(value);
    return typeof plain === 'string' ? this.#resultIn(plain) : plain;
  }

  #readAs(type: number, value: Json): Json {
    const read = this.#readers.get(type) ?? this.#readerOf(type);
    this.#readers.set(type, read);
    return read(value);
  }

  #readerOf(type: number): CellReader {
    const property = { date_formatter: this.#format };
    const result = { ...this.field, type, uiType: '', property };
    return this.kindOfType(type)?.reader(result, this.schema) ?? plainCell;
  }

  /** The segments of a formula are one text; those of a lookup come from several records. */
  #readTexts(list: readonly Json[]): Json {
    if (list.length === 0) {
      return null;
    }
    return this.field.type === lookup
      ? single(list.map((item) => plainCell([item])))
      : plainCell(list);
  }

  /** What a text was before it became one, as far as the field tells, or else its form. */
  #resultIn(shown: string): Json {
    if (this.#type === text) {
      return shown;
    }
    if (this.#showsDates()) {
      return this.#dateIn(shown);
    }
    if (this.#type === number || this.#format !== '') {
      return parseNumber(shown) ?? shown;
    }
    return this.field.type === lookup ? shown : this.#guess(shown);
  }

  /** Formulas show numbers without leading zeros, dates as `yyyy/MM/dd`, and conditions in words. */
  #guess(shown: string): Json {
    if (/^\d{4}\/\d\d\/\d\d$/.test(shown)) {
      return this.#dateIn(shown);
    }
    if (shown === 'true' || shown === 'false') {
      return shown === 'true';
    }
    const value = readNumber(shown);
    return String(value) === shown ? value : shown;
  }

  #dateIn(shown: string): Json {
    const ms = readDateShown(shown, this.#format, this.schema.timeZone);
    return ms === undefined ? shown : this.#readAs(date, ms);
  }

  #showsDates(): boolean {
    return this.#type === date || /[yMd]/.test(this.#format);
  }
}

function single(results: readonly Json[]): Json {
  return results.length > 1 ? results : (results[0] ?? null);
}
