import type { JsonObject } from '../../../core/json.js';

/** `error.message` of a refused parameter, in the words that were measured on the live service. */
export function invalidParameter(parameter: string, correctFormat: string): JsonObject {
  return {
    message: `Invalid request parameter: '${parameter}'. Correct format : ${correctFormat}. Please check and modify accordingly.`,
  };
}
