import type { Json, JsonObject } from '../../../core/json.js';
import type { Change } from '../../answer/changes.js';
import type { Outcome } from '../../answer/result.js';
import type { ProjectWrite } from '../stored/stored-rule.js';

/** What is known of a write before it is sent. What stands against it is among the issues of its resolution. */
export interface Foresight {
  /** The answer where everything is so already, so that nothing is sent. */
  readonly already?: Outcome | undefined;
  /** What else its answer tells, such as the name of what it deletes. */
  readonly facts?: JsonObject | undefined;
  /** What it is going to change, as far as that can be told. */
  readonly changes: readonly Change[];
  /** What could stand against it, or keep it from having its whole effect. */
  readonly notes: readonly string[];
}

/** A write, its names resolved, as the caller gave it. */
export interface ForeseenWrite extends ProjectWrite {
  readonly given: Readonly<Record<string, unknown>>;
}

/** Looks at where the things that a write changes stand. */
export type Foresee = (write: ForeseenWrite) => Promise<Foresight>;

export const nothingForeseen: Foresight = { changes: [], notes: [] };

/** Gives the answer of a write that has nothing left to do. */
export function alreadySo(facts: JsonObject, what: string): Foresight {
  return {
    ...nothingForeseen,
    already: { facts, notes: [`${what}; nothing was sent`] },
  };
}

/** One value that is going to change. */
export function change(field: string, old: Json, now: Json): Change {
  return { field, old, new: now };
}

/** The first argument of these that the caller gave. */
export function firstGiven({ given }: ForeseenWrite, names: readonly string[]): string | undefined {
  return names.find((name) => given[name] !== undefined);
}
