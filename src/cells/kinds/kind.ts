import type { Json, JsonObject } from '../../core/json.js';
import type { Field, TableSchema } from '../field.js';
import type { DecimalMark } from '../numbers.js';
import { plainCell } from '../read/plain.js';
import type { CellRefusal, CellWriter } from '../write/outcome.js';
import type { DayOrder } from './day-order.js';

/** What cells of a type hold, by which they are filtered, looked up and added up: page "Record filter guide". */
export type CellFamily =
  | 'text'
  | 'number'
  | 'option'
  | 'date'
  | 'checkbox'
  | 'person'
  | 'group'
  | 'attachment'
  | 'link'
  | 'serial'
  /** Results of any other family. */
  | 'computed'
  /** Nothing that the vendor or anybody else compares. */
  | 'opaque'
  | 'unknown';

/** One field type: all that the rest of the code asks of it. */
export interface FieldKind {
  /** The vendor's number: page "字段编辑指南" (A05). */
  readonly type: number;
  readonly family: CellFamily;
  /**
   * What people call the type when they make a field of it, by the vendor's `ui_type`; the first is the plain form.
   * Absent: nobody can make one.
   */
  readonly typeWords?: TypeWords;
  /** One or two words for a description of the table: `text`, `currency`, `link to 客户`. */
  readonly word: (field: Field) => string;
  /** What it takes, as a phrase for error texts; for a read-only type, why it takes nothing. */
  readonly takes: (field: Field) => string;
  /** Reads the cells of one column: either of the vendor's encodings to one plain form. */
  readonly reader: (field: Field, schema: TableSchema) => CellReader;
  /** Writes the cells of one column: what a person would write to the vendor's shape. Absent: read-only. */
  readonly writer?: (field: Field, context: WriteContext) => CellWriter;
  /** Whether values can be told apart, to group records and to find them again. */
  readonly isComparable: boolean;
  /** Whether the first field of a table can be of it: page "Create a table" (A12). */
  readonly canBePrimary?: true;
  /** Whether one cell is a list: several results of a formula are one cell of it. */
  readonly isList?: true;
  /** Whether any text is a value, a blank one too. */
  readonly isFreeText?: true;
  /**
   * Whether a text that is JSON of a list or an object stands for that list or object. Absent: it is a text like any
   * other.
   */
  readonly readsJson?: (structure: Json, text: string, field: Field) => boolean;
  /** Whether a change beside what a value is known by is a change: the text of a URL. */
  readonly comparesWhole?: true;
  /** The values for which the vendor's `is` surely finds every cell. */
  readonly searchable?: RegExp;
  /** The one form of plain cells that say the same in several ways. */
  readonly canonical?: (cell: Json) => Json;
  /** Whether the values of a file may be of it. Absent: an import never makes such a field. */
  readonly infer?: () => TypeHypothesis;
}

/** Words for a type, by the vendor's `ui_type`. */
export type TypeWords = Readonly<Record<string, readonly [string, ...string[]]>>;

/** Gets whatever the vendor sent, except nothing. */
export type CellReader = (value: Json) => Json;

/** What the columns of one call have in common. */
export interface WriteContext {
  readonly schema: TableSchema;
  /** Whether an option that does not exist yet may be written, which creates it. */
  readonly createOptions: boolean;
  /** The time that words such as `today` are counted from, in milliseconds; undefined where such words are no values. */
  readonly now?: number | undefined;
  /** The values are taken out of a cell, and make nothing new. */
  readonly removes?: true;
  readonly people: PersonIdCheck;
  /** By field, the decimal mark of numbers that are written as text; without it, only what is plain is read. */
  readonly decimals?: ReadonlyMap<string, DecimalMark> | undefined;
  /** By field, the order in dates with the year at their end; without it, the format of the field tells it. */
  readonly dayOrders?: ReadonlyMap<string, DayOrder> | undefined;
  /** Says how something was understood. */
  readonly note: (text: string) => void;
  /** Says that writing this creates an option. */
  readonly newOption: (field: Field, name: string) => void;
}

/** Keeps the ids of people in one call to one kind. */
export interface PersonIdCheck {
  /** Whether a text is an id of a person, rather than a name. */
  isId(text: string): boolean;
  /** Counts an id in; refuses one of another kind than the others. */
  take(id: string): string | CellRefusal;
}

/** A type that the vendor alone writes. */
export function filledByVendor(
  word: string,
  kind: Pick<FieldKind, 'type' | 'family' | 'isComparable'> & Partial<FieldKind>,
): FieldKind {
  return {
    word: () => word,
    takes: () => 'nothing: the vendor fills it in',
    reader: () => plainCell,
    ...kind,
  };
}

/** What is asked of a new field, besides its name: `{type, ui_type?, property?}` (field guide A05). */
export type FieldDraft = JsonObject & { readonly type: number };

/** A type that the values of a column may have. It falls with the first value that does not fit. */
export interface TypeHypothesis {
  /** Takes the next value that is not blank; false where it does not fit. */
  take(value: Json): boolean;
  /** Whether a later value leaves the type standing: it fits, or will be refused rather than changed. */
  endures(value: Json): boolean;
  /**
   * The field for the values that were taken; undefined where they are too few to tell. `mark` is the decimal mark of
   * the column, undefined where nobody can tell.
   */
  draft(mark: DecimalMark | undefined): FieldDraft | undefined;
}

/** Holds while every value is a text of a certain form. */
export function textHypothesis(fits: (text: string) => boolean, draft: FieldDraft): TypeHypothesis {
  return {
    take: (value) => typeof value === 'string' && fits(value.normalize('NFKC').trim()),
    endures: () => true,
    draft: () => draft,
  };
}
