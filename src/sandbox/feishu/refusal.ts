import type { Json } from '../../core/json.js';

export interface RefusalDetail {
  /** `error.message`: what is wrong with which parameter, in the vendor's words. */
  readonly message?: string;
  readonly field_violations?: Json;
  readonly permission_violations?: Json;
  readonly helps?: Json;
}

/** The vendor's no, thrown anywhere below a handler and put into the envelope by the server. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: number,
    /** In place of the code's usual `msg`. */
    readonly msg?: string,
    readonly detail?: RefusalDetail,
  ) {
    super(msg ?? `refused with ${code}`);
  }
}

export function refuse(code: number, msg?: string, detail?: RefusalDetail): never {
  throw new Refusal(code, msg, detail);
}
