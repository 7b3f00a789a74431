/** Why an expression cannot be used, and where in it. */
export class FormulaProblem extends Error {
  override readonly name = 'FormulaProblem';

  constructor(
    readonly reason: string,
    /** Counted from 0. */
    readonly position: number,
  ) {
    super(`${reason} at character ${position + 1}`);
  }
}
