import { isoOf } from '../../../cells/time/date-text.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { workItemId } from '../names/items.js';
import { nodeName, statusKey, templateId } from '../names/processes.js';
import { momentForms, momentOf, zone } from '../resolve/dates.js';
import { refusal } from '../resolve/issues.js';
import { personKeys, writeRoleOwners } from '../resolve/people.js';
import { int64, objectsIn, textOf } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';

/** Where the value of a condition stands. */
interface ValuePosition {
  readonly path: string;
  readonly resolution: ResolutionContext;
  readonly operator: string;
  /** Whether dates are kept as days, as in condition views, and not as instants. */
  readonly keepsDays?: boolean;
}

type WriteFixed = (value: Exclude<Json, null>, at: ValuePosition) => Promise<Json> | Json;

type FindKey = (resolution: ResolutionContext, text: string, path: string) => Promise<Json>;

/** Keys of conditions that are no fields, and fields whose conditions have a form of their own. */
export const fixedParams: ReadonlyMap<string, WriteFixed> = new Map<string, WriteFixed>([
  ['current_nodes', listOf(nodeName)],
  ['all_states', listOf(nodeName)],
  ['feature_state_time', writeStateTime],
  ['work_item_status', listOf(statusKey)],
  ['template_id', listOf(digitsOf(templateId))],
  ['work_item_id', listOf(digitsOf(workItemId))],
  ['people', (value, { path, resolution }) => personKeys(resolution, value, path)],
  ['node_owners', writeNodeOwners],
  ['role_owners', (value, { path, resolution }) => writeRoleOwners(value, path, resolution)],
  ['created_at', writeMoment],
  ['updated_at', writeMoment],
]);

/** Fields that conditions know by another key. */
export const paramsOfFields: ReadonlyMap<string, string> = new Map([['template', 'template_id']]);

/** One alone stands for a list of one. */
function listOf(find: FindKey): WriteFixed {
  return (value, { path, resolution }) =>
    resolution.issues.attemptAll<Json, Json>([value].flat(), (item, index) => {
      const place = Array.isArray(value) ? `${path}[${index}]` : path;
      const text = textOf(item).trim();
      if (text === '') {
        throw refusal(place, `was ${JSON.stringify(item)}`, 'a name or an id');
      }
      return find(resolution, text, place);
    });
}

function digitsOf(find: (...at: Parameters<FindKey>) => Promise<string>): FindKey {
  return async (...at) => int64(await find(...at));
}

/** `<= 2026-11-21` holds to the end of that day. */
export function writeMoment(value: Json, at: ValuePosition): Json {
  const { path, resolution, operator, keepsDays } = at;
  if (keepsDays === true) {
    return writeDay(value, at);
  }
  const edge = operator === '<=' || operator === '>' ? 'end' : 'start';
  const ms = momentOf(value, edge, resolution.notes);
  if (ms === undefined) {
    throw refusal(path, `was ${JSON.stringify(value)}`, momentForms);
  }
  return ms;
}

/** In condition views dates are days, as ISO text with an offset. */
function writeDay(value: Json, { path, resolution }: ValuePosition): Json {
  const ms = momentOf(value, 'start', resolution.notes);
  if (ms === undefined) {
    throw refusal(path, `was ${JSON.stringify(value)}`, 'a day such as 2026-11-21');
  }
  if (isoOf(ms, zone, true).includes('T')) {
    const problem = `was ${JSON.stringify(value)}, and a condition view keeps days`;
    throw refusal(path, problem, 'a day such as 2026-11-21');
  }
  return isoOf(ms, zone);
}

/** `{state_name, state_timestamp, state_condition}`. */
async function writeStateTime(value: Json, at: ValuePosition): Promise<Json> {
  if (!isJsonObject(value)) {
    throw refusal(at.path, `was ${JSON.stringify(value)}`, '{state_name, state_timestamp}');
  }
  const { state_timestamp: time } = value;
  const named = await withNode(value, at.path, at.resolution);
  const path = `${at.path}.state_timestamp`;
  return time === undefined
    ? named
    : { ...named, state_timestamp: writeMoment(time, { ...at, path }) };
}

async function writeNodeOwners(value: Json, { path, resolution }: ValuePosition): Promise<Json> {
  const entries = Array.isArray(value) ? objectsIn(value) : objectsIn([value]);
  return resolution.issues.attemptAll<JsonObject, Json>(entries, async (entry, index) => {
    const place = `${path}[${index}]`;
    const named = await withNode(entry, place, resolution);
    const { owners } = entry;
    return owners === undefined
      ? named
      : { ...named, owners: await personKeys(resolution, owners, `${place}.owners`) };
  });
}

async function withNode(
  value: JsonObject,
  path: string,
  resolution: ResolutionContext,
): Promise<JsonObject> {
  const state_name = await nodeName(resolution, textOf(value['state_name']), `${path}.state_name`);
  return { ...value, state_name };
}
