import { type RichSegment, type Row, type Scope, touch } from '../model.js';
import { putCell } from './row-store.js';

/** Puts rich text into a text cell, as people do on the page: no call can write mentions or titled links. */
export function putRichText(
  scope: Scope,
  row: Row,
  fieldName: string,
  segments: readonly RichSegment[],
): void {
  const field = scope.table.fields.find(({ name }) => name === fieldName);
  if (field === undefined) return;
  const text = segments.map((segment) => segment.text).join('');
  putCell(scope, row, field, { kind: 'text', text, segments });
  touch(scope);
}
