import { ApiError, NetworkError, PartialTaskError } from '../../../core/errors.js';

/** Reads what a change is merged into; a failed read says that nothing was sent, and why. */
export async function readFirst<Result>(what: string, read: Promise<Result>): Promise<Result> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof ApiError || error instanceof NetworkError) {
      const done = `Nothing was sent: ${what} could not be read first, so that what is not named could not be kept.`;
      throw new PartialTaskError(done, [], error);
    }
    throw error;
  }
}
