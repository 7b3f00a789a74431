import {
  type CellLookup,
  type LookupResult,
  type LookupResults,
  lookupKey,
} from '../../../../cells/write/lookup.js';
import { InputError } from '../../../../core/errors.js';

/** What is remembered, so that the same people and records are looked up once for many rows. */
const maxRemembered = 5_000;

type LookUp = (needs: readonly CellLookup[]) => Promise<LookupResults>;

/** Remembers what rows need: people, records, files. */
export class LookupResolver {
  readonly #known = new Map<string, LookupResult>();

  constructor(private readonly lookUp: LookUp) {}

  /** What is found of the needs. Files count as found: they are uploaded when all else is. */
  async beforeFiles(needs: readonly CellLookup[]): Promise<LookupResults> {
    const others = needs.filter(({ kind }) => kind !== 'file');
    const files = needs.filter(({ kind }) => kind === 'file');
    const found = await this.#find(others, (unknown) => this.lookUp(unknown));
    return new Map([...found, ...files.map((need) => [lookupKey(need), { id: '' }] as const)]);
  }

  /** The same with the files. */
  async withFiles(needs: readonly CellLookup[]): Promise<LookupResults> {
    return this.#find(needs, async (unknown) => {
      const found: (readonly [string, LookupResult])[] = [];
      for (const need of unknown) {
        found.push(...(await this.#orRefusal(need)));
      }
      return new Map(found);
    });
  }

  async #find(needs: readonly CellLookup[], lookUp: LookUp): Promise<LookupResults> {
    const known = needs.flatMap((need) => {
      const finding = this.#known.get(lookupKey(need));
      return finding === undefined ? [] : [[lookupKey(need), finding] as const];
    });
    const keys = new Set(known.map(([key]) => key));
    const unknown = needs.filter((need) => !keys.has(lookupKey(need)));
    const found = unknown.length === 0 ? new Map<string, LookupResult>() : await lookUp(unknown);
    this.#remember(found);
    return new Map([...known, ...found]);
  }

  #remember(found: LookupResults): void {
    if (this.#known.size + found.size > maxRemembered) {
      this.#known.clear();
    }
    for (const [key, finding] of found) {
      this.#known.set(key, finding);
    }
  }

  /** A file that may not be touched is wrong with its row alone. */
  async #orRefusal(need: CellLookup): Promise<readonly (readonly [string, LookupResult])[]> {
    try {
      return [...(await this.lookUp([need]))];
    } catch (error) {
      if (!(error instanceof InputError)) {
        throw error;
      }
      const problem = error.issues.map((issue) => `${issue.path} ${issue.problem}`).join('; ');
      return [[lookupKey(need), { problem }]];
    }
  }
}
