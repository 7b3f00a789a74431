import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import { type PathSegment, pathText, valueAt } from '../../core/path.js';
import { cutEnd, cutStart } from '../input/cut-texts.js';
import { countFitting, sizeOf } from './budget.js';
import { endWithin, lengthWithin } from './text-within.js';

/** A list or a text of which a part alone is shown. */
export interface Cut {
  readonly path: readonly PathSegment[];
  readonly unit: 'items' | 'characters';
  readonly from: number;
  readonly to: number;
  readonly total: number;
}

/** The part of an answer that is asked for: a list or a text in it, from one of its items or characters on. */
export interface AskedPart {
  readonly path: readonly PathSegment[];
  readonly from: number;
}

/** Facts that fit, and what of them was left out. */
interface CutFacts {
  readonly facts: JsonObject;
  readonly cuts: readonly Cut[];
}

/**
 * Cuts facts to a size in tokens: lists and texts that are too large are shown from their start, as far as there is room.
 * A part that is asked for is shown from where it is asked for, and has most of the room. Of the text `endFirst` the end is
 * shown. A text, and a list that is a cell, bears a sign where it is cut.
 */
export function cutToFit(
  facts: JsonObject,
  room: number,
  asked?: AskedPart,
  endFirst?: string,
): CutFacts {
  if (asked === undefined && sizeOf(facts) <= room) {
    return { facts, cuts: [] };
  }
  const cutter = new Cutter(asked, endFirst);
  return { facts: cutter.object(facts, [], room), cuts: cutter.cuts };
}

/** Finds the list or text of facts at a path as it is written, such as `graph.tasks[3]`; undefined where there is none. */
export function partAt(facts: JsonObject, text: string): readonly PathSegment[] | undefined {
  const path = segmentsOf(facts, text);
  const value = path === undefined ? undefined : valueAt(facts, path);
  return Array.isArray(value) || typeof value === 'string' ? path : undefined;
}

/** Keys may hold dots and brackets themselves: all that fit are tried. */
function segmentsOf(value: Json, text: string): readonly PathSegment[] | undefined {
  if (text === '') {
    return [];
  }
  for (const [segment, inner] of entriesOf(value)) {
    const rest = behind(text, typeof segment === 'number' ? `[${segment}]` : segment);
    const path = rest === undefined ? undefined : segmentsOf(inner, rest);
    if (path !== undefined) {
      return [segment, ...path];
    }
  }
  return undefined;
}

/** What follows the first segment of a path; undefined where it begins with another. */
function behind(text: string, segment: string): string | undefined {
  const rest = text.startsWith(segment) ? text.slice(segment.length) : undefined;
  return rest !== undefined && /^($|\.|\[)/.test(rest) ? rest.replace(/^\./, '') : undefined;
}

type Entry = readonly [key: PathSegment, value: Json];

function entriesOf(value: Json): readonly Entry[] {
  if (isJsonList(value)) {
    return value.map((item, index) => [index, item]);
  }
  return isJsonObject(value)
    ? Object.entries(value).map(([key, item]): Entry => [key, item ?? null])
    : [];
}

/** What others than the part that is asked for take of the room together. */
const othersShare = 0.25;
/** With less room, a list or text is left out instead of cut. */
const leastRoom = 30;
/** A key, its quotes, a colon and a comma. */
const perKey = 4;
/** What the signs where a text is cut take. */
const signsRoom = 16;

class Cutter {
  readonly cuts: Cut[] = [];

  constructor(
    private readonly asked: AskedPart | undefined,
    private readonly endFirst: string | undefined,
  ) {}

  object(value: JsonObject, path: readonly PathSegment[], room: number): JsonObject {
    return Object.fromEntries(this.#entries(entriesOf(value), path, room));
  }

  #value(value: Json, path: readonly PathSegment[], room: number): Json {
    if (!this.#holdsAsked(path) && sizeOf(value) <= room) {
      return value;
    }
    if (isJsonObject(value)) {
      return this.object(value, path, room);
    }
    if (isJsonList(value)) {
      return this.#list(value, path, room);
    }
    return typeof value === 'string' ? this.#text(value, path, room) : value;
  }

  /** Entries in their order. Small ones stay whole; large ones share the room that is left. */
  #entries(
    entries: readonly Entry[],
    path: readonly PathSegment[],
    room: number,
  ): readonly Entry[] {
    const keys = entries.reduce((sum, [key]) => sum + sizeOf(key) + perKey, 0);
    const asked = entries.find(([key]) => this.#holdsAsked([...path, key]));
    const others = entries.filter((entry) => entry !== asked);
    const shares = sharesOf(others, (room - keys) * (asked === undefined ? 1 : othersShare));
    const shown = new Map(
      others.map(([key, value]) => [key, this.#value(value, [...path, key], shares.get(key) ?? 0)]),
    );
    if (asked !== undefined) {
      const [key, value] = asked;
      const left = room - keys - sizeOf([...shown.values()]);
      shown.set(key, this.#value(value, [...path, key], left));
    }
    return entries.map(([key, value]) => [key, shown.get(key) ?? value]);
  }

  #list(list: readonly Json[], path: readonly PathSegment[], room: number): readonly Json[] {
    const inner = this.asked?.path[path.length];
    if (this.#leadsToAsked(path) && typeof inner === 'number') {
      return this.#around(inner, list, path, room);
    }
    if (isRow(path) && !this.#holdsAsked(path)) {
      return this.#entries(entriesOf(list), path, room).map(([, cell]) => cell);
    }
    const from = this.#firstOf(path);
    const items = list.slice(from);
    const signs = isInRow(path) ? signsRoom : 0;
    const count = countFitting(items, room - 1 - signs);
    const [first] = items;
    const isFirstCut = count === 0 && first !== undefined && room >= leastRoom;
    const shown = isFirstCut
      ? [this.#value(first, [...path, from], room - perKey - signs)]
      : items.slice(0, count);
    const cut = this.#note({
      path,
      unit: 'items',
      from,
      to: from + shown.length,
      total: list.length,
    });
    const { start, end } = signsOf(cut);
    return signs === 0 ? shown : [...start, ...shown, ...end];
  }

  /** A list around the item that holds the part: cells keep their places, of records only the one is shown. */
  #around(
    index: number,
    list: readonly Json[],
    path: readonly PathSegment[],
    room: number,
  ): readonly Json[] {
    if (!list.every((item) => isJsonList(item) || isJsonObject(item))) {
      return this.#entries(entriesOf(list), path, room).map(([, item]) => item);
    }
    this.#note({ path, unit: 'items', from: index, to: index + 1, total: list.length });
    return [this.#value(list[index] ?? null, [...path, index], room)];
  }

  #text(text: string, path: readonly PathSegment[], room: number): string {
    if (!this.#holdsAsked(path) && sizeOf(text) <= signsRoom) {
      return text;
    }
    const left = room - signsRoom;
    const isEndFirst = this.asked === undefined && pathText(path) === this.endFirst;
    const from = isEndFirst ? text.length - endWithin(text, left) : this.#firstOf(path);
    const rest = text.slice(from);
    const shown = room < leastRoom ? '' : rest.slice(0, lengthWithin(rest, left));
    const to = from + shown.length;
    const cut = this.#note({ path, unit: 'characters', from, to, total: text.length });
    const { start, end } = signsOf(cut);
    return [...start, shown, ...end].join('');
  }

  #note(cut: Cut): Cut {
    if (cut.from > 0 || cut.to < cut.total) {
      this.cuts.push(cut);
    }
    return cut;
  }

  #firstOf(path: readonly PathSegment[]): number {
    return this.#holdsAsked(path) ? (this.asked?.from ?? 0) : 0;
  }

  #holdsAsked(path: readonly PathSegment[]): boolean {
    return this.asked !== undefined && path.every((each, at) => each === this.asked?.path[at]);
  }

  #leadsToAsked(path: readonly PathSegment[]): boolean {
    return this.#holdsAsked(path) && path.length < (this.asked?.path.length ?? 0);
  }
}

/** Shares room among values, by their keys: each has as much as it takes, or as much as any other. */
function sharesOf(entries: readonly Entry[], room: number): ReadonlyMap<PathSegment, number> {
  const sizes = entries.map(([key, value]): [PathSegment, number] => [key, sizeOf(value)]);
  const shares = new Map<PathSegment, number>();
  let left = room;
  for (const [index, [key, size]] of sizes.sort(([, a], [, b]) => a - b).entries()) {
    const share = Math.min(size, Math.max(0, left / (sizes.length - index)));
    shares.set(key, share);
    left -= share;
  }
  return shares;
}

/** The signs at both ends of what is shown, where something is missing there. */
function signsOf({ from, to, total, unit }: Cut) {
  return {
    start: from > 0 ? [cutStart(total, unit)] : [],
    end: to < total ? [cutEnd(total, unit)] : [],
  };
}

/** Tells whether a path leads to a cell or into one. */
function isInRow(path: readonly PathSegment[]): boolean {
  return path.some((_, index) => index > 1 && isRow(path.slice(0, index)));
}

/** A list of cells, which keep their places beside the columns. */
function isRow(path: readonly PathSegment[]): boolean {
  return path.at(-2) === 'rows' && typeof path.at(-1) === 'number';
}
