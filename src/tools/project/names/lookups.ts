import type { Json, JsonObject } from '../../../core/json.js';
import { type ArgumentIn, each, eachText, type ResolveArgument } from '../resolve/argument.js';
import { optionValues } from '../resolve/keys.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import { statusKey } from './processes.js';

/** Arguments whose names are found in listings, by their own names. */
export const lookups: readonly (readonly [string, ResolveArgument])[] = [
  ...each(['priorities'], (value, { resolution, path }) =>
    optionValues(resolution, 'priority', value, path),
  ),
  ...each(['tags'], (value, { resolution, path }) => optionValues(resolution, 'tags', value, path)),
  ...each(['sub_stages'], eachText(statusKey)),
  ...each(['work_item_status'], toStatuses),
];

function toStatuses(value: Json, { resolution, path }: ArgumentIn): Promise<Json> {
  return resolution.issues.attemptAll<JsonObject, Json>(objectsIn(value), async (status, index) => {
    const place = `${path}[${index}].state_key`;
    return {
      ...status,
      state_key: await statusKey(resolution, textOf(status['state_key']), place),
    };
  });
}
