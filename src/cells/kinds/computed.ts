import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import type { Field, TableSchema } from '../field.js';
import { exactNumber, parseNumber } from '../numbers.js';
import { plainCell } from '../read/plain.js';
import { readDateShown } from '../time/date-text.js';
import { type CellReader, type FieldKind, filledByVendor } from './kind.js';

/** The kinds that a result can be of. */
interface ResultKinds {
  readonly kindOfType: (type: number) => FieldKind | undefined;
  readonly text: FieldKind;
  readonly number: FieldKind;
  readonly date: FieldKind;
}

/** Results of another type, which the vendor works out; the segments of a formula are one text. */
export function formulaKind(kinds: ResultKinds): FieldKind {
  return {
    ...computedKind(20, 'formula', { ...kinds, joinsTexts: true }),
    typeWords: { Formula: ['formula', '公式'] },
    canBePrimary: true,
  };
}

/** Those of a lookup come from several records. */
export function lookupKind(kinds: ResultKinds): FieldKind {
  return computedKind(19, 'lookup', { ...kinds, joinsTexts: false });
}

export const autoNumberKind: FieldKind = filledByVendor('auto number', {
  type: 1005,
  family: 'serial',
  typeWords: { AutoNumber: ['auto number', '自动编号', '编号'] },
  isComparable: true,
});

export const stageKind: FieldKind = filledByVendor('stage', {
  type: 24,
  family: 'opaque',
  isComparable: false,
});

export const buttonKind: FieldKind = filledByVendor('button', {
  type: 3001,
  family: 'opaque',
  isComparable: false,
});

interface ComputedOptions extends ResultKinds {
  readonly joinsTexts: boolean;
}

function computedKind(type: number, word: string, options: ComputedOptions): FieldKind {
  return {
    type,
    family: 'computed',
    word: () => word,
    takes: () => 'nothing: the vendor works it out',
    reader: (field, schema) => {
      const column = new ComputedColumn(field, schema, options);
      return (value) => (isModern(value) ? column.readModern(value) : column.readLegacy(value));
    },
    isComparable: true,
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
    readonly options: ComputedOptions,
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
    if (this.options.kindOfType(type)?.isList) {
      return this.#readAs(type, list.flat());
    }
    return type === this.options.text.type
      ? this.#readTexts(list)
      : single(list.map((item) => this.#readAs(type, item)));
  }

  /** List and get: text, whatever the result is, or with `display_formula_ref` in the shape of the result. */
  readLegacy(value: Json): Json {
    if (typeof value === 'number') {
      return this.#showsDates() ? this.#readAs(this.options.date.type, value) : value;
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
    return this.options.kindOfType(type)?.reader(result, this.schema) ?? plainCell;
  }

  #readTexts(list: readonly Json[]): Json {
    if (list.length === 0) {
      return null;
    }
    return this.options.joinsTexts
      ? plainCell(list)
      : single(list.map((item) => plainCell([item])));
  }

  /** What a text was before it became one, as far as the field tells, or else its form. */
  #resultIn(shown: string): Json {
    if (this.#type === this.options.text.type) {
      return shown;
    }
    if (this.#showsDates()) {
      return this.#dateIn(shown);
    }
    if (this.#type === this.options.number.type || this.#format !== '') {
      return parseNumber(shown) ?? shown;
    }
    return this.options.joinsTexts ? this.#guess(shown) : shown;
  }

  /** Formulas show numbers without leading zeros, dates as `yyyy/MM/dd`, and conditions in words. */
  #guess(shown: string): Json {
    if (/^\d{4}\/\d\d\/\d\d$/.test(shown)) {
      return this.#dateIn(shown);
    }
    if (shown === 'true' || shown === 'false') {
      return shown === 'true';
    }
    const value = exactNumber(shown);
    return String(value) === shown ? value : shown;
  }

  #dateIn(shown: string): Json {
    const ms = readDateShown(shown, this.#format, this.schema.timeZone);
    return ms === undefined ? shown : this.#readAs(this.options.date.type, ms);
  }

  #showsDates(): boolean {
    return this.#type === this.options.date.type || /[yMd]/.test(this.#format);
  }
}

function single(results: readonly Json[]): Json {
  return results.length > 1 ? results : (results[0] ?? null);
}
