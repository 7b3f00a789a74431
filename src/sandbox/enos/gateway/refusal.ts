/** The vendor's no, thrown anywhere below a handler and put into the envelope by the gateway. */
export class EnosRefusal extends Error {
  override readonly name = 'EnosRefusal';

  constructor(
    readonly code: number,
    /** In place of the code's usual `msg`. */
    readonly msg?: string,
  ) {
    super(msg ?? `refused with ${code}`);
  }
}

export function refuse(code: number, msg?: string): never {
  throw new EnosRefusal(code, msg);
}
