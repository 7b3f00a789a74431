import { InputError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import { nearest } from '../../../core/nearest.js';
import { listAll } from '../../context/listing.js';
import type { Args, ToolContext } from '../../context/tool-context.js';
import type { Named } from './named.js';

export interface Wanted {
  readonly name: string;
  /** Where the name stands in the arguments, for a refusal. */
  readonly path: string;
}

/** Trades names for ids within one call. Nothing is kept beyond it: a name may move to something else. */
export class NameFinder {
  readonly #listings = new Map<string, readonly JsonObject[]>();

  constructor(private readonly context: ToolContext) {}

  async idOf(kind: Named, { app_token, table_id }: Args, wanted: Wanted): Promise<string> {
    const place = ofTables.has(kind.list) ? { app_token, table_id } : { app_token };
    const key = JSON.stringify([kind.list, place]);
    const items = this.#listings.get(key) ?? (await listAll(this.context, kind.list, place));
    this.#listings.set(key, items);
    const candidates = items
      .filter((item) => kind.only?.(item) ?? true)
      .map((item) => ({ id: String(item[kind.id] ?? ''), name: String(item[kind.name] ?? '') }));
    return pick(kind, candidates, wanted);
  }
}

/** Listings of one table, not of the base. */
const ofTables: ReadonlySet<string> = new Set(['bitable_views_list', 'bitable_fields_list']);

export interface Candidate {
  readonly id: string;
  readonly name: string;
}

/** The exact name wins; then the one that differs in case, width or blanks only. */
function pick(kind: Named, candidates: readonly Candidate[], { name, path }: Wanted): string {
  const exact = candidates.filter((candidate) => candidate.name === name);
  const found =
    exact.length > 0 ? exact : candidates.filter((other) => fold(other.name) === fold(name));
  const [first, ...others] = found;
  if (first !== undefined && others.length === 0) {
    return first.id;
  }
  const problem =
    first === undefined
      ? `is ${JSON.stringify(name)}, and there is no ${kind.what} of that id or name`
      : `is ${JSON.stringify(name)}, which could be ${found.length} ${kind.what}s`;
  throw new InputError([{ path, problem, allowed: allowedText(name, found, candidates) }]);
}

const maxShown = 30;

/** What could be meant: the candidates that fit, or all with the nearest. */
export function allowedText(
  name: string,
  found: readonly Candidate[],
  candidates: readonly Candidate[],
): string {
  const shown = (found.length > 0 ? found : candidates).slice(0, maxShown);
  const list = shown.map(({ id, name: known }) => `${known} (${id})`).join(', ');
  const near = nearest(
    name,
    candidates.map((candidate) => candidate.name),
  );
  if (found.length > 0 || near === undefined) {
    return list === '' ? 'there are none' : list;
  }
  return `did you mean ${near}? There are: ${list}`;
}

/** Case, width and blanks around are no difference. */
export function fold(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}
