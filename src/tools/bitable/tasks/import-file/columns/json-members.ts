import { isLink } from '../../../../../cells/kinds/text.js';
import { isSegmentList, richText } from '../../../../../cells/read/rich-text.js';
import { isJsonObject, type Json, type JsonObject } from '../../../../../core/json.js';
import { ColumnGuess } from './column-guess.js';
import { isBlank, type MissingWords } from './missing-words.js';

/** Objects within objects that are opened; what is deeper is JSON text. */
const deepest = 5;
/** Members of one column; an object with more is a list by name. */
const mostMembers = 100;

/** A key of the rows of a file, or a member of the objects under it. */
export interface JsonColumn {
  /** `product.name` */
  readonly path: string;
  /** What all its values are, objects among them. */
  readonly guess: ColumnGuess;
  readonly members: ReadonlyMap<string, JsonColumn>;
  /** Whether it has values besides objects with members. */
  readonly hasOthers: boolean;
}

const none: ReadonlyMap<string, JsonColumn> = new Map();

/** The same while the file is read. */
class ColumnNode implements JsonColumn {
  readonly guess: ColumnGuess;
  readonly #members = new Map<string, ColumnNode>();
  hasOthers = false;

  constructor(
    readonly path: string,
    private readonly missing: MissingWords,
    private readonly depth: number,
    private readonly budget: { left: number },
  ) {
    this.guess = new ColumnGuess(missing);
  }

  /** None where they are too many, or too deep. */
  get members(): ReadonlyMap<string, JsonColumn> {
    return this.budget.left > 0 ? this.#members : none;
  }

  /** Takes the next value that is not blank. */
  add(value: Json, line: number): void {
    this.guess.add(value, line);
    if (!isJsonObject(value)) {
      this.hasOthers = true;
      return;
    }
    for (const [key, member = null] of this.depth < deepest ? Object.entries(value) : []) {
      const node = this.#memberOf(key);
      if (!isBlank(member)) {
        node?.add(member, line);
      }
    }
  }

  #memberOf(key: string): ColumnNode | undefined {
    const known = this.#members.get(key);
    if (known !== undefined || this.budget.left === 0) {
      return known;
    }
    this.budget.left -= 1;
    const { missing, depth, budget } = this;
    const node = new ColumnNode(`${this.path}.${key}`, missing, depth + 1, budget);
    this.#members.set(key, node);
    return node;
  }
}

/** The columns of a file by their keys, with the members of the objects in them. */
export class ColumnTree {
  readonly #nodes = new Map<string, ColumnNode>();

  constructor(
    columns: readonly string[],
    private readonly missing: MissingWords,
  ) {
    for (const column of columns) {
      this.nodeOf(column);
    }
  }

  get size(): number {
    return this.#nodes.size;
  }

  /** The column of a key; it comes to be with its first row. */
  nodeOf(key: string): Pick<ColumnNode, 'add'> {
    const known = this.#nodes.get(key);
    const node = known ?? new ColumnNode(key, this.missing, 1, { left: mostMembers });
    this.#nodes.set(key, node);
    return node;
  }

  get columns(): readonly JsonColumn[] {
    return [...this.#nodes.values()];
  }
}

/** The columns of a file once it is decided which of its objects stay whole, and the rows by these columns. */
export class OpenedColumns {
  /** Objects that stay whole, because a member would have the name of another column. */
  readonly clashing: readonly string[];
  readonly guesses: ReadonlyMap<string, ColumnGuess>;
  readonly #byKey: ReadonlyMap<string, JsonColumn>;
  readonly #decided = new Map<JsonColumn, boolean>();
  #clashing: ReadonlySet<JsonColumn> = new Set();

  constructor(
    columns: readonly JsonColumn[],
    private readonly isWhole: (column: JsonColumn) => boolean,
  ) {
    this.#byKey = new Map(columns.map((column) => [column.path, column]));
    const counts = new Map<string, number>();
    for (const { path } of columns.flatMap((column) => this.#leavesOf(column))) {
      counts.set(path, (counts.get(path) ?? 0) + 1);
    }
    const isTwice = ({ path }: JsonColumn) => counts.get(path) !== 1;
    this.#clashing = new Set(
      columns.filter((column) => this.#isOpen(column) && this.#leavesOf(column).some(isTwice)),
    );
    this.clashing = [...this.#clashing].map(({ path }) => path);
    const leaves = columns.flatMap((column) => this.#leavesOf(column));
    this.guesses = new Map(leaves.map(({ path, guess }) => [path, guess]));
  }

  /** A row as it was read, by the columns. */
  flat(values: JsonObject): JsonObject {
    const isNested = Object.values(values).some(isJsonObject);
    return isNested
      ? Object.fromEntries(
          Object.entries(values).flatMap(([key, value = null]) =>
            this.#cellsIn(value, this.#byKey.get(key), key),
          ),
        )
      : values;
  }

  #isOpen(column: JsonColumn): boolean {
    const known = this.#decided.get(column);
    const isOpen = known ?? (column.members.size > 0 && !this.isWhole(column));
    this.#decided.set(column, isOpen);
    return isOpen && !this.#clashing.has(column);
  }

  #leavesOf(column: JsonColumn): readonly JsonColumn[] {
    if (!this.#isOpen(column)) {
      return [column];
    }
    const members = [...column.members.values()].flatMap((member) => this.#leavesOf(member));
    return column.hasOthers ? [column, ...members] : members;
  }

  #cellsIn(value: Json, column: JsonColumn | undefined, path: string): readonly JsonCell[] {
    if (column === undefined || !isJsonObject(value) || !this.#isOpen(column)) {
      return [[path, value]];
    }
    return Object.entries(value).flatMap(([name, member = null]) =>
      this.#cellsIn(member, column.members.get(name), `${path}.${name}`),
    );
  }
}

type JsonCell = readonly [path: string, value: Json];

/** A list or an object as a text that has all of it: bare values in a row, rich text and links as they are read, or JSON. */
export function wholeText(value: Json): string {
  const segments = isJsonObject(value) && isLink(value) ? [{ type: 'url', ...value }] : value;
  if (isSegmentList(segments)) {
    return richText(segments);
  }
  return Array.isArray(value) && value.every(isBare) ? value.join(', ') : JSON.stringify(value);
}

/** A value that a comma parts from the next one. */
function isBare(item: Json): boolean {
  return typeof item === 'string' ? !/[,\n]/.test(item) : typeof item !== 'object';
}
