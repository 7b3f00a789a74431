import { ApiError, ConfigError, NetworkError } from '../../core/errors.js';

/** Places named in a note; more are counted. */
const maxNamed = 5;

/** Looks at several things of which some may be closed to the caller: what cannot be seen is said, not fatal. */
export class Attempts {
  /** What was not seen, by the reason. */
  readonly #unseen = new Map<string, string[]>();

  /** What a look brought, or undefined where it was refused. */
  async look<Result>(what: string, work: Promise<Result>): Promise<Result | undefined> {
    try {
      return await work;
    } catch (error) {
      if (!isRefusal(error)) {
        throw error;
      }
      const reason = reasonOf(error);
      this.#unseen.set(reason, [...(this.#unseen.get(reason) ?? []), what]);
      return undefined;
    }
  }

  notes(): readonly string[] {
    return [...this.#unseen].map(([reason, places]) => `not seen: ${listed(places)} (${reason})`);
  }
}

type Refusal = ApiError | ConfigError | NetworkError;

function isRefusal(error: unknown): error is Refusal {
  return [ApiError, ConfigError, NetworkError].some((kind) => error instanceof kind);
}

function reasonOf(error: Refusal): string {
  const advice = error instanceof ConfigError ? error.fix : error.facts.hint;
  return [error.message, ...(advice === undefined ? [] : [advice])].join(' ');
}

function listed(places: readonly string[]): string {
  const more = places.length - maxNamed;
  const named = places.slice(0, maxNamed).join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}
