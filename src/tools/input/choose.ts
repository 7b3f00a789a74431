import { type Candidate, NameIndex } from '../../core/choose.js';
import { InputError, type InputIssue } from '../../core/errors.js';
import type { NamedOption } from '../../core/remedy.js';

/** A name in the arguments of a call. */
export interface WantedName {
  /** What it is the name of, for people: `field`. */
  readonly what: string;
  /** Several of them; `what` with an s where it is absent. */
  readonly plural?: string;
  readonly name: string;
  /** Where it stands in the arguments. */
  readonly path: string;
  /** What the vendor calls its ids. */
  readonly idWord?: 'id' | 'key';
}

/** Finds the candidate that is meant; refuses what fits none, or several, with those that there are. */
export function choose<Found extends Candidate>(
  wanted: WantedName,
  candidates: readonly Found[],
): Found {
  const index = new NameIndex(candidates);
  const choice = index.choose(wanted.name);
  if (choice.found !== undefined) {
    return choice.found;
  }
  throw new InputError([
    choice.fitting.length > 0
      ? ambiguousName(wanted, choice.fitting)
      : unknownName(wanted, candidates, index),
  ]);
}

/** Says that a name could mean several things, and which. */
export function ambiguousName(
  { what, plural = `${what}s`, name, path }: WantedName,
  fitting: readonly Candidate[],
): InputIssue {
  const problem = `is ${JSON.stringify(name)}, which could be ${fitting.length} ${plural}`;
  return { path, problem, what, options: fitting.map(optionOf), optionKind: 'item' };
}

function unknownName<Found extends Candidate>(
  { what, name, path, idWord = 'key' }: WantedName,
  candidates: readonly Found[],
  index: NameIndex<Found>,
): InputIssue {
  return {
    path,
    problem: `is ${JSON.stringify(name)}, and there is no ${what} of that ${idWord} or name`,
    nearest: index.nearest(name),
    options: [...new Map(candidates.map((candidate) => [candidate.id, candidate])).values()].map(
      optionOf,
    ),
    what,
    optionKind: 'item',
  };
}

/** Gives a candidate as an option of a refusal. */
export function optionOf({ id, name }: Candidate): NamedOption {
  return { id, name };
}
