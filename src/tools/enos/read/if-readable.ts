import { isFailure } from '../../answer/failure-text.js';

/** Waits for a read that a call can do without; undefined where it fails. */
export async function ifReadable<Result>(read: Promise<Result>): Promise<Result | undefined> {
  try {
    return await read;
  } catch (error) {
    if (!isFailure(error)) {
      throw error;
    }
    return undefined;
  }
}
