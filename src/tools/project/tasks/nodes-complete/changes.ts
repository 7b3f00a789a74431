import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { catalogue } from '../../../../endpoints/catalogue.js';
import { inputSchema } from '../../../answer/schema.js';
import type { Args } from '../../../context/tool-context.js';
import { parseInput } from '../../../input/parse.js';
import type { ProjectField } from '../../resolve/field.js';
import { personKeys } from '../../resolve/people.js';
import type { Scene } from '../../resolve/resolution-context.js';
import { pairsIn, writePairs } from '../../write/pairs.js';
import { writeRoleOwners } from '../../write/role-owners.js';
import { withOwner, withSchedule } from '../../write/schedule.js';
import type { CompleteNodeArgs } from './args.js';
import type { NodeChanges } from './requirements.js';

/** What the caller wants to fill in, in the vendor's terms; refusals gather in the scene. */
export async function changesOf(
  { fields, owners, schedule, role_owners }: CompleteNodeArgs,
  known: readonly ProjectField[],
  scene: Scene,
): Promise<NodeChanges> {
  const { issues } = scene;
  const pairs = pairsIn(fields ?? {}) ?? [];
  return {
    ...(owners !== undefined && { node_owners: await personKeys(scene, owners, 'owners') }),
    ...(pairs.length > 0 && {
      fields: await writePairs(pairs, known, { path: 'fields', scene }),
    }),
    ...(role_owners !== undefined && {
      role_assignee:
        (await issues.attempt(() => writeRoleOwners(role_owners, 'role_owners', scene))) ?? [],
    }),
    ...(await schedulesOf(schedule, scene)),
  };
}

/** One for the node, or one for each of its owners. */
async function schedulesOf(schedule: Json | undefined, scene: Scene): Promise<NodeChanges> {
  if (schedule === undefined) {
    return {};
  }
  if (Array.isArray(schedule)) {
    const schedules = await scene.issues.attemptAll(schedule, (item, index) =>
      scheduleOf(item, `schedule[${index}]`, scene),
    );
    return { schedules };
  }
  const node_schedule = await scene.issues.attempt(() => scheduleOf(schedule, 'schedule', scene));
  return node_schedule === undefined ? {} : { node_schedule };
}

const schema = inputSchema(catalogue.project_nodes_operate).pick({ node_schedule: true });

async function scheduleOf(value: Json, path: string, scene: Scene): Promise<JsonObject> {
  const { issues, context } = scene;
  const own = isJsonObject(value) ? withOwner(value) : value;
  const timed = withSchedule(own, { path, issues, notes: context });
  const named =
    isJsonObject(timed) && timed['owners'] !== undefined
      ? { ...timed, owners: await personKeys(scene, timed['owners'], `${path}.owners`) }
      : timed;
  const { args }: { args: Args } = parseInput(schema, { node_schedule: named });
  const { node_schedule } = args;
  return isJsonObject(node_schedule) ? node_schedule : {};
}
