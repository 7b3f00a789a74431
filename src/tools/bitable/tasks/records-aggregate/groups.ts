import type { TableSchema } from '../../../../cells/field.js';
import { cellReader } from '../../../../cells/read/reading.js';
import { InputError } from '../../../../core/errors.js';
import type { Json, JsonObject } from '../../../../core/json.js';
import { type Member, ownCell } from '../../read/record-cells.js';
import type { Accumulator } from './accumulators.js';
import type { GroupKey } from './group-keys.js';
import type { Measure } from './measures.js';
import type { GroupRow } from './values.js';

const maxGroups = 10_000;
/** Different values that are remembered: of one group, and of all. */
const maxDistinct = { group: 100_000, all: 1_000_000 };

interface RecordGroup {
  readonly labels: readonly Json[];
  readonly accumulators: readonly Accumulator[];
}

const emptyGroup: Member = { id: 'null', label: null };

/** Groups records as they come; keeps of each group no more than its measures need. */
export class RecordGroups {
  readonly #groups = new Map<string, RecordGroup>();
  readonly #readers: ReadonlyMap<string, (value: Json | undefined) => Json>;
  /** How often something was left out, by the column that left it out. */
  readonly #passedOver = new Map<string, number>();
  /** Records that are in several groups, by the column that puts them there. */
  readonly #several = new Map<string, number>();
  #remembered = 0;
  #records = 0;

  constructor(
    readonly schema: TableSchema,
    readonly keys: readonly GroupKey[],
    readonly measures: readonly Measure[],
  ) {
    const names = new Set(this.fieldNames);
    const fields = schema.fields.filter(({ name }) => names.has(name));
    this.#readers = new Map(fields.map((field) => [field.name, cellReader(field, schema)]));
    if (keys.length === 0) {
      this.#groupOf([]);
    }
  }

  /** What has to be read of each record. */
  get fieldNames(): readonly string[] {
    const fields = [...this.keys, ...this.measures].map(({ field }) => field?.name);
    return [...new Set(fields.filter((name) => name !== undefined))];
  }

  get records(): number {
    return this.#records;
  }

  add(cells: JsonObject): void {
    this.#records += 1;
    const plain = new Map(
      [...this.#readers].map(([name, read]) => [name, read(ownCell(cells, name))]),
    );
    const choices = this.keys.map((key) => this.#choicesOf(key, plain.get(key.field.name) ?? null));
    const values = this.measures.map(({ field }) => plain.get(field?.name ?? '') ?? null);
    if (choices.reduce((product, members) => product * members.length, 1) > maxGroups) {
      throw tooManyGroups();
    }
    for (const members of combinations(choices)) {
      for (const [index, accumulator] of this.#groupOf(members).accumulators.entries()) {
        accumulator.add(values[index] ?? null);
      }
    }
  }

  rows(): readonly GroupRow[] {
    return [...this.#groups.values()].map(({ labels, accumulators }) => [
      ...labels,
      ...accumulators.map((accumulator) => accumulator.result()),
    ]);
  }

  notes(): readonly string[] {
    const left = [...this.#passedOver].map(
      ([name, count]) => `${name}: ${count} values of another kind were left out`,
    );
    const several = [...this.#several].map(
      ([name, count]) =>
        `${name} holds several values in ${count} records: each counts in every group of its own, so groups add up to more than total`,
    );
    return [...several, ...left];
  }

  #choicesOf(key: GroupKey, cell: Json): readonly Member[] {
    const members = key.groupsOf(cell, () => increase(this.#passedOver, key.name));
    if (members.length > 1) {
      increase(this.#several, key.name);
    }
    return members.length === 0 ? [emptyGroup] : members;
  }

  #groupOf(members: readonly Member[]): RecordGroup {
    const id = JSON.stringify(members.map((member) => member.id));
    const known = this.#groups.get(id);
    if (known !== undefined) {
      return known;
    }
    if (this.#groups.size === maxGroups) {
      throw tooManyGroups();
    }
    const labels = members.map(({ label }) => label);
    const group = {
      labels,
      accumulators: this.measures.map((measure) => this.#accumulatorOf(measure)),
    };
    this.#groups.set(id, group);
    return group;
  }

  #accumulatorOf({ field, name, accumulate }: Measure): Accumulator {
    return accumulate(
      field && {
        field,
        timeZone: this.schema.timeZone,
        passOver: () => increase(this.#passedOver, name),
        remember: (size) => this.#remember(name, size),
      },
    );
  }

  #remember(name: string, size: number): void {
    this.#remembered += 1;
    if (size > maxDistinct.group) {
      throw tooMany('measures', `${name} has more than ${maxDistinct.group} values in a group`);
    }
    if (this.#remembered > maxDistinct.all) {
      throw tooMany('measures', `${name} has more than ${maxDistinct.all} values in all groups`);
    }
  }
}

function increase(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** Every choice of one member from each. */
function combinations(choices: readonly (readonly Member[])[]): readonly (readonly Member[])[] {
  return choices.reduce<readonly (readonly Member[])[]>(
    (chosen, members) => chosen.flatMap((before) => members.map((member) => [...before, member])),
    [[]],
  );
}

function tooManyGroups(): InputError {
  return tooMany('group_by', `makes more than ${maxGroups} groups`);
}

function tooMany(path: string, problem: string): InputError {
  const allowed = 'fewer records by a filter, or fewer or coarser groups, such as a date by :month';
  return new InputError([{ path, problem, allowed }]);
}
