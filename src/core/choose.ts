import { nearest } from './nearest.js';

/** Something that can be meant by its id, its name, or another name. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly others?: readonly string[];
}

/** What a text means among candidates. */
export interface Choice<Found extends Candidate> {
  /** The one that it means; undefined where it fits none, or several. */
  readonly found: Found | undefined;
  /** All that it could mean. */
  readonly fitting: readonly Found[];
  /** Whether it differs in case, width or blanks from their names. */
  readonly isFolded: boolean;
}

interface Way {
  /** The texts that mean a candidate in this way. */
  readonly textsOf: (candidate: Candidate) => readonly string[];
  readonly isFolded: boolean;
}

/** The ways in which a text can mean a candidate; the first that finds any decides. */
const ways: readonly Way[] = [
  { textsOf: ({ id }) => [id], isFolded: false },
  { textsOf: ({ name }) => [name], isFolded: false },
  { textsOf: ({ others = [] }) => others, isFolded: false },
  // As answers show it.
  { textsOf: ({ id, name }) => [`${name} (${id})`], isFolded: false },
  { textsOf: ({ name, others = [] }) => [name, ...others], isFolded: true },
];

/** Candidates with the same id count as one. */
type ById<Found> = Map<string, Found>;

/** Finds candidates by what people write for them. */
export class NameIndex<Found extends Candidate> {
  readonly #candidates: Found[];
  /** By way; made when a text is first looked for in that way. */
  readonly #byText: (Map<string, ById<Found>> | undefined)[] = ways.map(() => undefined);

  constructor(candidates: Iterable<Found>) {
    this.#candidates = [...candidates];
  }

  add(candidate: Found): void {
    this.#candidates.push(candidate);
    for (const [at, way] of ways.entries()) {
      const byText = this.#byText[at];
      if (byText !== undefined) {
        enter(candidate, way, byText);
      }
    }
  }

  /** The candidate that is meant: by an exact match, or else by the only one that is equal after folding. */
  choose(text: string): Choice<Found> {
    for (const [at, way] of ways.entries()) {
      const fitting = [...(this.#textsBy(way, at).get(keyOf(text, way))?.values() ?? [])];
      if (fitting.length > 0) {
        const found = fitting.length === 1 ? fitting[0] : undefined;
        return { found, fitting, isFolded: way.isFolded };
      }
    }
    return { found: undefined, fitting: [], isFolded: false };
  }

  /** The name that a misspelt one most likely means. */
  nearest(text: string): string | undefined {
    return nearest(
      text,
      this.#candidates.map(({ name }) => name),
    );
  }

  #textsBy(way: Way, at: number): Map<string, ById<Found>> {
    const known = this.#byText[at];
    if (known !== undefined) {
      return known;
    }
    const made = new Map<string, ById<Found>>();
    for (const candidate of this.#candidates) {
      enter(candidate, way, made);
    }
    this.#byText[at] = made;
    return made;
  }
}

function enter<Found extends Candidate>(
  candidate: Found,
  way: Way,
  byText: Map<string, ById<Found>>,
): void {
  for (const text of way.textsOf(candidate)) {
    const key = keyOf(text, way);
    byText.set(key, (byText.get(key) ?? new Map<string, Found>()).set(candidate.id, candidate));
  }
}

function keyOf(text: string, { isFolded }: Way): string {
  return isFolded ? fold(text) : text;
}

/** Case, width and blanks are no difference. */
function fold(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
