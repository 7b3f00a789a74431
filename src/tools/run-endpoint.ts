import { effects } from '../core/effect.js';
import type { Endpoint } from '../core/endpoint.js';
import type { EndpointName } from '../endpoints/catalogue.js';
import { withCells } from './cell-args.js';
import { type Args, type Desk, placeOf } from './desk.js';
import { perform } from './perform.js';
import { questionOf } from './question.js';
import { rehearse } from './rehearsal.js';
import type { Outcome } from './result.js';

/** One call of an endpoint's tool, in the vendor's terms, unless it is a rehearsal. */
export async function runEndpoint(
  name: EndpointName,
  endpoint: Endpoint,
  given: Args,
  desk: Desk,
): Promise<Outcome> {
  const { dry_run: dryRun, ...args } = given;
  const rehearsal = dryRun === true;
  const question = await questionOf(
    desk,
    name,
    await withCells(desk, endpoint, args, { rehearsal }),
  );
  if (rehearsal) {
    return rehearse(name, endpoint, question.args);
  }
  try {
    return await perform(desk, question);
  } finally {
    forgetSchema(endpoint, args, desk);
  }
}

/** Whatever changes a base other than by its records may change what is known of it. */
function forgetSchema({ effect, cells, batch }: Endpoint, args: Args, { memory }: Desk): void {
  const ofRecords = cells !== undefined || batch?.over === 'records';
  if (effects[effect].writes && !ofRecords && typeof args['app_token'] === 'string') {
    memory.forget(placeOf(args).appToken);
  }
}
