import type { JsonObject } from '../../core/json.js';

/** A vendor's no, thrown anywhere below a handler and put into the vendor's envelope above it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: number,
    /** In place of the code's usual `msg`. */
    readonly msg?: string,
    /** What the envelope says beside it: which parameter is wrong, in the vendor's words. */
    readonly detail?: JsonObject,
  ) {
    super(msg ?? `refused with ${code}`);
  }
}

export function refuse(code: number, msg?: string, detail?: JsonObject): never {
  throw new Refusal(code, msg, detail);
}
