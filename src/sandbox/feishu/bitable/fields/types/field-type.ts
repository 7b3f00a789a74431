import { isJsonObject, type Json } from '../../../../../core/json.js';
import type { PersonIdType } from '../../../directory.js';
import { invalidParameter } from '../../../parameters.js';
import { refuse } from '../../../refusal.js';
import type { Family, SentCondition, Tried } from '../../filter/condition.js';
import { blank, type Value } from '../../formula/values.js';
import type { BitableField, Cell, FieldProperty, Row, Scope, SelectOption } from '../../model.js';
import type { OptionDrafts } from '../option-drafts.js';
import { Settings } from './settings.js';

/** One field type of the field guide (A05) and of the newer ui types: all that the sandbox asks of a type. */
export interface FieldType {
  readonly type: number;
  /** The variants; the first is the plain form. */
  readonly uiTypes: readonly [string, ...string[]];
  readonly creatable: boolean;
  /** Whether the first field of a table can have it. */
  readonly primary: boolean;
  readonly property: PropertyRule;
  /** How many fields of a table can have it; as many as there are fields when absent. */
  readonly mostInTable?: number;
  /** How a cell is written; absent where nobody can fill it in. */
  readonly write?: WriteRule;
  /** Makes a cell of what a field of another type showed; null where the type cannot hold it. */
  readonly convert?: (source: ConversionSource) => Cell | null;
  /** Shows something without holding a cell. */
  readonly computed?: true;
  /** Shows a cell in list and get. Undefined: the field is left out of the record. */
  readonly legacy: (field: BitableField, row: Row, context: LegacyContext) => Json | undefined;
  /** Shows a cell in search and batch_get. */
  readonly modern: (field: BitableField, row: Row, context: ReadContext) => Json | undefined;
  /** The value of a cell as an expression sees it. */
  readonly value: (field: BitableField, row: Row, scope: Scope, cells: CellEvaluator) => Value;
  /** What a search asks of it (record filter guide); absent where it cannot be filtered. */
  readonly filter?: Family;
  /** What the rule of a role asks of it in place of that, besides emptiness. */
  readonly roleTest?: (condition: SentCondition) => Tried;
  /** Cells name people, one of whom can be the visitor. */
  readonly namesPeople?: true;
  /** By what rows are sorted, in place of the value. */
  readonly sortKey?: (field: BitableField, row: Row) => SortKey;
  /** "Tables with special fields are not supported" by the sort of the legacy list (A30). */
  readonly sortsInList?: false;
  readonly numbering?: Numbering;
}

/** What the property of a field is read for. */
export interface PropertyContext {
  readonly scope: Scope;
  readonly uiType: string;
  /** The options that the field has so far: an option sent with an id is one of them. */
  readonly options: readonly SelectOption[];
}

/** Turns the sent `property` into the kept one, or refuses it. */
type PropertyRule = (sent: Json | undefined, context: PropertyContext) => FieldProperty | null;

/** The write shape of a type, and the words in which a value of another shape is refused. */
export interface WriteRule {
  readonly code: number;
  /** The vendor's internal name of the type, where it was seen; `Multiline` is text, `Link` is a URL. */
  readonly name: string;
  readonly must: string;
  /** The cell that a written value becomes; null when it leaves the cell empty. */
  readonly accept: (value: Json, field: BitableField, context: AcceptContext) => Cell | null;
}

/** What written values are understood with. */
export interface CellWriteContext {
  readonly scope: Scope;
  readonly userIdType: PersonIdType;
  readonly options: OptionDrafts;
}

interface AcceptContext extends CellWriteContext {
  /** Refuses the value as one of the wrong shape. */
  readonly reject: () => never;
}

/** What cells are shown with. */
export interface ReadContext {
  readonly scope: Scope;
  readonly userIdType: PersonIdType;
  /** Where the links to files point. */
  readonly origin: string;
  readonly cells: CellEvaluator;
}

export interface LegacyContext extends ReadContext {
  /** `text_field_as_array` */
  readonly textAsArray: boolean;
  /** `display_formula_ref` */
  readonly formulaRef: boolean;
}

/** Works out what cells are worth in an expression. */
export interface CellEvaluator {
  value(field: BitableField, row: Row, scope: Scope): Value;
  /** The value of a formula's own cell; its expression may lead to other formulas. */
  formula(field: BitableField, row: Row, scope: Scope): Value;
}

/** A field whose type changes: as it was, and as it will be. */
export interface Conversion {
  readonly from: BitableField;
  readonly to: BitableField;
  readonly scope: Scope;
  readonly options: OptionDrafts;
}

export interface ConversionSource extends Conversion {
  readonly cell: Cell | undefined;
  /** What the old cell shows. */
  readonly text: string;
}

/** undefined for an empty cell. */
export type SortKey = number | string | undefined;

/** What becomes of the numbers of rows when the rule that makes them changes. */
interface Numbering {
  /** Whether new rules also renumber the rows there are; asked in a request, never replied. */
  readonly restarts: (sent: Json | undefined) => boolean;
  /** Gives every row a number by the rule in force. */
  readonly restart: (field: BitableField, scope: Scope) => void;
  /** Lets the rows there are keep their numbers. */
  readonly keep: (field: BitableField, scope: Scope) => void;
}

/** The code for the property of a type that has no code of its own. */
export const wrongBody = 1254001;

export function settingsRule(
  code: number,
  read: (settings: Settings, context: PropertyContext) => FieldProperty,
): PropertyRule {
  return (sent, context) => read(Settings.of(sent, code), context);
}

/** For types whose property is always null; an empty object says nothing and passes. */
export function noProperty(code: number): PropertyRule {
  return (sent) => {
    if (!isEmpty(sent)) {
      refuse(code, undefined, invalidParameter('property', 'this type has no property'));
    }
    return null;
  };
}

/** For types that refuse even an empty property. */
export function absentProperty(code: number): PropertyRule {
  return (sent) => {
    if ((sent ?? undefined) !== undefined) {
      refuse(code, undefined, invalidParameter('property', 'property must be absent'));
    }
    return null;
  };
}

function isEmpty(sent: Json | undefined): boolean {
  return (
    (sent ?? undefined) === undefined || (isJsonObject(sent) && Object.keys(sent).length === 0)
  );
}

type Kind = Cell['kind'];
type CellOf<K extends Kind> = Extract<Cell, { readonly kind: K }>;

/** The cell of a field that holds cells of one kind. */
export function heldCell<K extends Kind>(
  kind: K,
  field: BitableField,
  row: Row,
): CellOf<K> | undefined {
  const cell = row.cells.get(field.fieldId);
  return isKind(kind, cell) ? cell : undefined;
}

function isKind<K extends Kind>(kind: K, cell: Cell | undefined): cell is CellOf<K> {
  return cell?.kind === kind;
}

interface Reads<K extends Kind> {
  readonly legacy: (cell: CellOf<K>, field: BitableField, context: LegacyContext) => Json;
  readonly modern: (cell: CellOf<K>, field: BitableField, context: ReadContext) => Json;
  readonly value: (
    cell: CellOf<K>,
    field: BitableField,
    scope: Scope,
    cells: CellEvaluator,
  ) => Value;
}

/** Reads a type that holds cells of one kind; an empty cell shows nothing. */
export function holding<K extends Kind>(
  kind: K,
  { legacy, modern, value }: Reads<K>,
): Pick<FieldType, 'legacy' | 'modern' | 'value'> {
  return {
    legacy: (field, row, context) => {
      const cell = heldCell(kind, field, row);
      return cell && legacy(cell, field, context);
    },
    modern: (field, row, context) => {
      const cell = heldCell(kind, field, row);
      return cell && modern(cell, field, context);
    },
    value: (field, row, scope, cells) => {
      const cell = heldCell(kind, field, row);
      return cell === undefined ? blank : value(cell, field, scope, cells);
    },
  };
}
