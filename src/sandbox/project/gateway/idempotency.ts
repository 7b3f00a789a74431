import type { SandboxClock } from '../../kernel/clock.js';
import { refuse } from './refusal.js';

interface Applied<Answer> {
  readonly content: string;
  readonly answer: Answer;
  readonly until: number;
}

/** A write under an X-IDEM-UUID, which counts for one token and one endpoint. */
export interface IdempotentCall {
  readonly token: string;
  readonly endpoint: string;
  /** Undefined where the header is absent. */
  readonly uuid: string | undefined;
  /** Everything that the call says: path, query and body. */
  readonly content: string;
}

/**
 * Applies a call once per key: repeated, it gets the answer of the first time; with other content it is refused
 * with 10430. What was refused is not remembered.
 */
export type Idempotency<Answer> = (call: IdempotentCall, apply: () => Answer) => Answer;

export function createIdempotency<Answer>(
  clock: SandboxClock,
  rememberedMs: number,
): Idempotency<Answer> {
  const memory = new Map<string, Applied<Answer>>();
  return ({ token, endpoint, uuid, content }, apply) => {
    if (uuid === undefined || uuid === '') return apply();
    const key = `${token} ${endpoint} ${uuid}`;
    const earlier = memory.get(key);
    if (earlier !== undefined && earlier.until > clock.now()) {
      return earlier.content === content ? earlier.answer : refuse(10430);
    }
    const answer = apply();
    memory.set(key, { content, answer, until: clock.now() + rememberedMs });
    return answer;
  };
}
