import type { JsonObject } from '../../core/json.js';

/** Long enough for the calls of one job, short enough for names that change meanwhile. */
const keptMs = 30_000;
const maxKept = 500;

interface Kept {
  readonly items: readonly JsonObject[];
  readonly until: number;
}

/** What was listed a moment ago. */
export class BriefMemory {
  readonly #kept = new Map<string, Kept>();

  get(key: string, now: number): readonly JsonObject[] | undefined {
    const kept = this.#kept.get(key);
    return kept !== undefined && now < kept.until ? kept.items : undefined;
  }

  keep(key: string, items: readonly JsonObject[], now: number): void {
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= maxKept && oldest !== undefined) {
      this.#kept.delete(oldest);
    }
    this.#kept.delete(key);
    this.#kept.set(key, { items, until: now + keptMs });
  }

  clear(): void {
    this.#kept.clear();
  }
}
