import type { Endpoint, EndpointArgs } from '../../core/endpoint.js';
import type { CallOptions, Client } from '../calls.js';
import { runBatch, type Settle } from './batch.js';

/** A batch read that names the items that are not there. */
export interface AbsenceLookup {
  readonly name: string;
  readonly endpoint: Endpoint;
  /** The result key that lists the absent items. */
  readonly absent: string;
}

/**
 * Settles a doubtful deletion by looking for what was to go: where all of it is absent, the deletion took
 * place. What it answered stays unknown. `deletion` holds the arguments of the deletion.
 */
export function settleByAbsence(
  client: Client,
  { name, endpoint, absent }: AbsenceLookup,
  deletion: EndpointArgs,
  options: CallOptions,
): Settle {
  const path = Object.keys(endpoint.path).map((key) => [key, deletion[key]]);
  const over = endpoint.batch?.over ?? '';
  return async (chunk) => {
    const args = { ...Object.fromEntries(path), [over]: chunk };
    const { results } = await runBatch(client, name, endpoint, args, options);
    const gone = new Set(results[absent]);
    return chunk.every((item) => gone.has(item)) ? {} : undefined;
  };
}
