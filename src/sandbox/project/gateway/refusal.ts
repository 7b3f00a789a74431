import { projectErrors } from './error-table.js';

/** What a refusal says beyond the usual words of its code. */
export interface RefusalWords {
  /** `err.msg`: the specific text. */
  readonly msg?: string;
  /** `err_msg`: the generic text. */
  readonly errMsg?: string;
  /** `err.code`, in the few samples where it is not `err_code`. */
  readonly innerCode?: number;
}

/** The vendor's no, thrown anywhere below a handler and put into the envelope above it. */
export class ProjectRefusal extends Error {
  override readonly name = 'ProjectRefusal';

  constructor(
    readonly code: number,
    readonly words: RefusalWords = {},
  ) {
    super(words.msg ?? projectErrors.get(code)?.errMsg ?? `refused with ${code}`);
  }
}

/** Runs a step whose refusals some endpoint gives other codes. */
export function recoded<T>(codes: ReadonlyMap<number, number>, step: () => T): T {
  try {
    return step();
  } catch (error) {
    const code = error instanceof ProjectRefusal ? codes.get(error.code) : undefined;
    if (code === undefined) throw error;
    throw new ProjectRefusal(code);
  }
}

export function refuse(code: number, msg?: string, errMsg?: string): never {
  throw new ProjectRefusal(code, {
    ...(msg === undefined ? {} : { msg }),
    ...(errMsg === undefined ? {} : { errMsg }),
  });
}
