import { InputError } from '../../../core/errors.js';
import { allowedText, fold } from '../../bitable/read/name-finder.js';

/** Something that can be meant by its id, its name, or another name. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly others?: readonly string[];
}

export interface Wanted {
  /** For people: `field`. */
  readonly what: string;
  readonly name: string;
  /** Where it stands in the arguments. */
  readonly path: string;
}

/** Ways in which a text can mean a candidate; the first that finds any decides. */
const ways: readonly ((candidate: Candidate, name: string) => boolean)[] = [
  ({ id }, name) => id === name,
  (candidate, name) => candidate.name === name,
  ({ others = [] }, name) => others.includes(name),
  ({ name: own, others = [] }, name) => [own, ...others].some((it) => fold(it) === fold(name)),
];

/** The candidate that is meant; what fits none, or several, is refused with those that there are. */
export function choose<Found extends Candidate>(
  { what, name, path }: Wanted,
  candidates: readonly Found[],
): Found {
  const found = fitting(name, candidates);
  const [first, ...others] = found;
  if (first !== undefined && others.length === 0) {
    return first;
  }
  const problem =
    first === undefined
      ? `is ${JSON.stringify(name)}, and there is no ${what} of that key or name`
      : `is ${JSON.stringify(name)}, which could be ${found.length} ${what}s`;
  throw new InputError([{ path, problem, allowed: allowedText(name, found, candidates) }]);
}

function fitting<Found extends Candidate>(
  name: string,
  candidates: readonly Found[],
): readonly Found[] {
  for (const fits of ways) {
    const found = new Map(
      candidates.filter((candidate) => fits(candidate, name)).map((it) => [it.id, it]),
    );
    if (found.size > 0) {
      return [...found.values()];
    }
  }
  return [];
}
