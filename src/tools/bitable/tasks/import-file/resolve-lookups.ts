import { type Finding, type Findings, type Need, needKey } from '../../../../cells/write/need.js';
import { InputError } from '../../../../core/errors.js';
import type { ToolContext } from '../../../context/tool-context.js';
import type { Place } from '../../query/schema-cache.js';
import { findAll, type LookupOptions } from '../../write/lookups.js';

/** What is remembered, so that the same people and records are looked up once for many rows. */
const maxRemembered = 5_000;

/** Looks up what rows need: people, records, files. */
export class FoundCells {
  readonly #known = new Map<string, Finding>();

  constructor(
    private readonly context: ToolContext,
    private readonly place: Place,
    private readonly options: LookupOptions,
  ) {}

  /** What is found of the needs. Files count as found: they are uploaded when all else is. */
  async beforeFiles(needs: readonly Need[]): Promise<Findings> {
    const others = needs.filter(({ kind }) => kind !== 'file');
    const files = needs.filter(({ kind }) => kind === 'file');
    const found = await this.#find(others, (unknown) => this.#lookUp(unknown));
    return new Map([...found, ...files.map((need) => [needKey(need), { id: '' }] as const)]);
  }

  /** The same with the files. */
  async withFiles(needs: readonly Need[]): Promise<Findings> {
    return this.#find(needs, async (unknown) => {
      const found: (readonly [string, Finding])[] = [];
      for (const need of unknown) {
        found.push(...(await this.#orRefusal(need)));
      }
      return new Map(found);
    });
  }

  async #find(
    needs: readonly Need[],
    lookUp: (unknown: readonly Need[]) => Promise<Findings>,
  ): Promise<Findings> {
    const known = needs.flatMap((need) => {
      const finding = this.#known.get(needKey(need));
      return finding === undefined ? [] : [[needKey(need), finding] as const];
    });
    const keys = new Set(known.map(([key]) => key));
    const unknown = needs.filter((need) => !keys.has(needKey(need)));
    const found = unknown.length === 0 ? new Map<string, Finding>() : await lookUp(unknown);
    this.#remember(found);
    return new Map([...known, ...found]);
  }

  #remember(found: Findings): void {
    if (this.#known.size + found.size > maxRemembered) {
      this.#known.clear();
    }
    for (const [key, finding] of found) {
      this.#known.set(key, finding);
    }
  }

  #lookUp(needs: readonly Need[]): Promise<Findings> {
    return findAll(this.context, this.place, needs, this.options);
  }

  /** A file that may not be touched is wrong with its row alone. */
  async #orRefusal(need: Need): Promise<readonly (readonly [string, Finding])[]> {
    try {
      return [...(await this.#lookUp([need]))];
    } catch (error) {
      if (!(error instanceof InputError)) {
        throw error;
      }
      const problem = error.issues.map((issue) => `${issue.path} ${issue.problem}`).join('; ');
      return [[needKey(need), { problem }]];
    }
  }
}
