import type { OpenedReply } from '../../core/service.js';
import { catalogue, type EndpointName } from '../../endpoints/catalogue.js';
import { type Args, optionsOf, type ToolContext, underWriterLock } from './tool-context.js';
import type { SentPart, StoredValues } from './vendor.js';

/** Reads what is stored and writes under one lock, so that no other write comes between. */
export function sendWithStored(
  context: ToolContext,
  name: EndpointName,
  stored: StoredValues,
  args: Args,
): Promise<OpenedReply> {
  return underWriterLock(context, name, args, async (locked) => {
    const sent = await stored.before(args, locked);
    const part = stored.withoutUnchanged?.(sent) ?? whole(sent);
    const reply =
      part.args === undefined
        ? { data: {} }
        : await locked.client.call(name, catalogue[name], part.args, optionsOf(locked));
    return { ...reply, data: part.complete(reply.data) };
  });
}

function whole(args: Args): SentPart {
  return { args, complete: (data) => data };
}
