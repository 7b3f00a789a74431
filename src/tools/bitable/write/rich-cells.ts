import type { Field, TableSchema } from '../../../cells/field.js';
import { kindOf } from '../../../cells/kinds/kinds.js';
import { hasTitledLink } from '../../../cells/kinds/titled-links.js';
import {
  canBeRichReading,
  isRichText,
  richParts,
  richText,
  type TextSegment,
} from '../../../cells/read/rich-text.js';
import type { Json, JsonObject } from '../../../core/json.js';
import { brief } from '../../answer/budget.js';
import { ownCell } from '../read/record-cells.js';

/** Rich text of one record, by field name. */
export type RichTexts = ReadonlyMap<string, readonly TextSegment[]>;

const none: RichTexts = new Map();

/** Gives the cells whose mentions and links plain text cannot hold. */
export function richTextsIn(cells: JsonObject): RichTexts {
  const rich = Object.entries(cells).flatMap(([name, cell]): [string, readonly TextSegment[]][] =>
    isRichText(cell) ? [[name, cell]] : [],
  );
  return rich.length === 0 ? none : new Map(rich);
}

/** The rich text that is stored in the records of an update. A call writes plain text alone, which takes its place. */
export class RichCells {
  readonly #stored = new Map<string, Map<string, readonly TextSegment[]>>();

  learn(recordId: string, cells: JsonObject): void {
    this.#stored.set(recordId, new Map(richTextsIn(cells)));
  }

  /** What a write does to a stored rich cell; undefined where none is stored. */
  effectOf(recordId: string, name: string, cell: Json): RichEffect | undefined {
    const texts = this.#stored.get(recordId);
    const segments = texts?.get(name);
    if (segments === undefined) {
      return undefined;
    }
    if (cell === richText(segments)) {
      return { isKept: true, note: `${name} is unchanged and was not sent: its rich text stays` };
    }
    texts?.delete(name);
    return { isKept: false, note: flatteningNote(name, cell, segments) };
  }
}

interface RichEffect {
  /** The cell is written as it reads: it is not sent, so that it stays rich. */
  readonly isKept: boolean;
  readonly note: string | undefined;
}

const maxParts = 3;

/** Says what plain text takes the place of; undefined for a cell that is cleared. */
export function flatteningNote(
  name: string,
  cell: Json,
  segments: readonly TextSegment[],
): string | undefined {
  if (cell === null || cell === '') {
    return undefined;
  }
  const parts = richParts(segments);
  const more = parts.length > maxParts ? ', …' : '';
  const lost = parts
    .slice(0, maxParts)
    .map((part) => brief(part))
    .join(', ');
  return `${name}: plain text replaces rich text, whose mentions and links (${lost}${more}) a call cannot write`;
}

/** Tells whether a text is written that might be what a rich cell reads as. */
export function mayMeetRichText({ fields }: TableSchema, cells: JsonObject): boolean {
  return fields.some((field) => {
    const cell = holdsRichText(field) ? ownCell(cells, field.name) : undefined;
    return typeof cell === 'string' && canBeRichReading(cell);
  });
}

/** Says where `[title](url)` is written as it stands. */
export function literalLinkNotes(
  { fields }: TableSchema,
  rows: readonly JsonObject[],
): readonly string[] {
  return fields
    .filter(holdsRichText)
    .filter(({ name }) =>
      rows.some((row) => {
        const cell = ownCell(row, name);
        return typeof cell === 'string' && hasTitledLink(cell);
      }),
    )
    .map(
      ({ name }) =>
        `${name}: [title](url) is stored as these characters, since a call writes plain text; a URL field holds a titled link`,
    );
}

function holdsRichText(field: Field): boolean {
  return kindOf(field).isFreeText === true && field.uiType !== 'Email';
}
