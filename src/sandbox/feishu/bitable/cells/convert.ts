import { linkedIds } from '../fields/links.js';
import type { OptionDrafts } from '../fields/option-drafts.js';
import type { Cell, Field, Row, Scope } from '../model.js';
import { parseDate } from '../time-zone.js';
import { isPhone } from './accept-singles.js';
import { optionNames } from './objects.js';
import { cellText } from './text.js';

/** A field whose type changes: as it was, and as it will be. */
export interface Conversion {
  readonly from: Field;
  readonly to: Field;
  readonly scope: Scope;
  readonly options: OptionDrafts;
}

interface Source extends Conversion {
  readonly cell: Cell | undefined;
  /** What the old cell shows. */
  readonly text: string;
}

/** A row's cell after the change; null where the new type cannot hold what was there. */
export function convertCell(row: Row, conversion: Conversion): Cell | null {
  const { from, to, scope } = conversion;
  const convert = conversions.get(to.type);
  const cell = row.cells.get(from.fieldId);
  if (convert === undefined || (cell === undefined && !computedTypes.has(from.type))) return null;
  return convert({ ...conversion, cell, text: cellText(from, row, scope) });
}

/** Types that show something without holding a cell. */
const computedTypes: ReadonlySet<number> = new Set([19, 20, 1001, 1002, 1003, 1004, 1005]);

const conversions: ReadonlyMap<number, (source: Source) => Cell | null> = new Map([
  [1, toText],
  [2, toNumber],
  [3, toOption],
  [4, toOptions],
  [5, toDate],
  [7, toCheckbox],
  [13, toPhone],
  [15, toUrl],
  [18, toLinks],
  [21, toLinks],
]);

function toText({ text }: Source): Cell | null {
  return text === '' ? null : { kind: 'text', text };
}

function toNumber({ text }: Source): Cell | null {
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) ? { kind: 'number', number } : null;
}

function toOption(source: Source): Cell | null {
  const [optionId] = optionIds(source, [source.text]);
  return optionId === undefined ? null : { kind: 'options', optionIds: [optionId] };
}

function toOptions(source: Source): Cell | null {
  const ids = optionIds(source, source.text.split(','));
  return ids.length === 0 ? null : { kind: 'options', optionIds: ids };
}

/** The options that the new field lists; only where it lists none, they are made from what is there. */
function optionIds({ cell, from, to, options }: Source, texts: readonly string[]): string[] {
  const names = cell?.kind === 'options' ? optionNames(from, cell.optionIds) : texts;
  const listed = to.property?.options ?? [];
  const ids = names
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) =>
      listed.length === 0
        ? options.idOf(to, name)
        : listed.find((option) => option.name === name)?.id,
    );
  return [...new Set(ids.filter((id) => id !== undefined))];
}

function toDate({ text, scope }: Source): Cell | null {
  const ms = parseDate(text, scope.base.timeZone);
  return ms === undefined ? null : { kind: 'date', ms };
}

const ticked = ['true', '1', 'yes', '是', '☑'];

function toCheckbox({ text }: Source): Cell | null {
  return ticked.includes(text.toLowerCase()) ? { kind: 'checkbox', checked: true } : null;
}

function toPhone({ text }: Source): Cell | null {
  return text !== '' && isPhone(text) ? { kind: 'text', text } : null;
}

function toUrl({ text }: Source): Cell | null {
  return text === '' ? null : { kind: 'url', text, link: text };
}

/** Links survive between the two kinds of link fields, as long as they point to the same table. */
function toLinks({ cell, from, to }: Source): Cell | null {
  const recordIds = linkedIds(cell);
  const same = from.property?.table_id === to.property?.table_id;
  return same && recordIds.length > 0 ? { kind: 'links', recordIds } : null;
}
