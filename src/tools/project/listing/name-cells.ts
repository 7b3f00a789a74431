import type { Json, JsonObject } from '../../../core/json.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import type { ListedIdKind, NameBook, NameScope } from './names.js';

/** What the cells of one answer are read with. */
export interface CellContext {
  readonly book: NameBook;
  /** Of the call, for rows that do not say theirs. */
  readonly scope: NameScope;
}

/** One value, the item that holds it, and the place that ids in it belong to. */
export interface CellIn extends CellContext {
  readonly row: JsonObject;
}

export function nameOf(kind: ListedIdKind, value: Json | undefined, { book, scope }: CellIn): Json {
  const id = textOf(value);
  return id === '' ? null : book.nameOf(kind, id, scope);
}

/** One name alone stands without its list. */
export function namesOf(kind: ListedIdKind, value: Json | undefined, cell: CellIn): Json {
  const list = Array.isArray(value) ? value : [];
  const names = list.map((id: Json) => nameOf(kind, id, cell)).filter((name) => name !== null);
  return names.length === 1 ? (names[0] ?? null) : names;
}

/** `{role: people}`, by the names of roles. */
export function roleOwners(value: Json, cell: CellIn): Json {
  return Object.fromEntries(
    objectsIn(value).map(({ role, name, owners }) => {
      if (textOf(name) !== '') {
        cell.book.learn('role', textOf(role), cell.scope, textOf(name));
      }
      return [textOf(nameOf('role', role ?? null, cell)), namesOf('user', owners, cell)];
    }),
  );
}
