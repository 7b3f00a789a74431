import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { catalogue } from '../../../../endpoints/catalogue.js';
import { inputSchema } from '../../../answer/schema.js';
import type { Args } from '../../../context/tool-context.js';
import { withCleared } from '../../../input/clear.js';
import { withoutJsonText } from '../../../input/json-text.js';
import { parseInput } from '../../../input/parse.js';
import type { ProjectField } from '../../resolve/field.js';
import { personSet, writeRoleOwners } from '../../resolve/people.js';
import type { ResolutionContext } from '../../resolve/resolution-context.js';
import { pairsIn, writePairs } from '../../write/pairs.js';
import { withOwner, withSchedule } from '../../write/schedule.js';
import type { CompleteNodeArgs } from './args.js';

/** Puts what the caller wants to fill in into the vendor's terms; refusals gather in the resolution. */
export async function changesOf(
  { fields, owners, schedule, clear, role_owners }: CompleteNodeArgs,
  known: readonly ProjectField[],
  resolution: ResolutionContext,
): Promise<JsonObject> {
  const { issues } = resolution;
  const pairs = pairsIn(fields ?? {}) ?? [];
  return {
    ...(owners !== undefined && { node_owners: await personSet(resolution, owners, 'owners') }),
    ...(pairs.length > 0 && {
      fields: await writePairs(pairs, known, { path: 'fields', resolution }),
    }),
    ...(role_owners !== undefined && {
      role_assignee:
        (await issues.attempt(() => writeRoleOwners(role_owners, 'role_owners', resolution))) ?? [],
    }),
    ...withCleared(catalogue.project_nodes_operate, {
      ...(await schedulesOf(schedule, resolution)),
      clear,
    }),
  };
}

/** One for the node, or one for each of its owners. */
async function schedulesOf(
  given: Json | undefined,
  resolution: ResolutionContext,
): Promise<JsonObject> {
  if (given === undefined) {
    return {};
  }
  const schedule = withoutJsonText(given, 'schedule', (text) => resolution.notes.note(text));
  if (Array.isArray(schedule)) {
    const schedules = await resolution.issues.attemptAll(schedule, (item, index) =>
      scheduleOf(item, `schedule[${index}]`, resolution),
    );
    return { schedules };
  }
  const node_schedule = await resolution.issues.attempt(() =>
    scheduleOf(schedule, 'schedule', resolution),
  );
  return node_schedule === undefined ? {} : { node_schedule };
}

const scheduleSchema = inputSchema(catalogue.project_nodes_operate).pick({ node_schedule: true });

async function scheduleOf(
  value: Json,
  path: string,
  resolution: ResolutionContext,
): Promise<JsonObject> {
  const { issues, notes } = resolution;
  const own = isJsonObject(value) ? withOwner(value) : value;
  const timed = withSchedule(own, { path, issues, notes });
  const named =
    isJsonObject(timed) && timed['owners'] !== undefined
      ? { ...timed, owners: await personSet(resolution, timed['owners'], `${path}.owners`) }
      : timed;
  const { args }: { args: Args } = parseInput(scheduleSchema, { node_schedule: named });
  const { node_schedule } = args;
  return isJsonObject(node_schedule) ? node_schedule : {};
}
