import { createHash } from 'node:crypto';
import type { Field } from '../../../cells/field.js';
import { kindOf } from '../../../cells/kinds/kinds.js';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../../core/json.js';

/** The cells of a record, by field name. */
export function cellsIn({ fields }: JsonObject): JsonObject {
  return isJsonObject(fields) ? fields : {};
}

/** The cell of a field; a field may be called `constructor`. */
export function ownCell(cells: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(cells, name) ? cells[name] : undefined;
}

/** One of the things in a cell, as far as it can be told apart from others. */
export interface Member {
  /** The same for what is the same. */
  readonly id: string;
  /** In its plain form. */
  readonly label: Json;
}

export function isComparable(field: Field): boolean {
  return kindOf(field).isComparable;
}

/** What is in a plain cell, each thing once; nothing in an empty one. */
export function membersOf(field: Field, cell: Json): readonly Member[] {
  const members = membersIn(kindOf(field).canonical?.(cell) ?? cell);
  return members.length < 2
    ? members
    : [...new Map(members.map((member) => [member.id, member])).values()];
}

/** The same for the same things in any order. */
export function setIdentity(ids: readonly string[]): string {
  return JSON.stringify([...ids].sort());
}

/** Gives a text that is the same for plain cells of a field that say the same. */
export function cellIdentity(field: Field): (cell: Json) => string {
  return kindOf(field).comparesWhole
    ? (cell) => JSON.stringify(cell)
    : (cell) => setIdentity(membersOf(field, cell).map(({ id }) => id));
}

function membersIn(cell: Json): readonly Member[] {
  if (cell === null || cell === '') {
    return [];
  }
  if (isJsonList(cell)) {
    return cell.flatMap(membersIn);
  }
  const identity = isJsonObject(cell) ? identityOf(cell) : cell;
  return [{ id: shortened(JSON.stringify(identity)), label: cell }];
}

/** What a plain object is known by: people and groups, files, URLs, places. */
const identities = ['id', 'file_token', 'link', 'location', 'text'];

function identityOf(object: JsonObject): Json {
  const key = identities.find((each) => typeof object[each] === 'string' && object[each] !== '');
  const identity = key === undefined ? object : (object[key] ?? null);
  return key === 'location' ? coordinates(String(identity)) : identity;
}

/** `116.30,39.9` is the place `116.3,39.90`. */
function coordinates(location: string): string {
  const numbers = location.split(',').map(Number);
  return numbers.every(Number.isFinite) ? numbers.join(',') : location;
}

const longest = 100;

/** A long text is as good told apart by its digest, which takes less memory. */
function shortened(id: string): string {
  return id.length > longest ? createHash('sha256').update(id).digest('base64') : id;
}
