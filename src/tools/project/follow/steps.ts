import type { Endpoint } from '../../../core/endpoint.js';
import type { JsonObject } from '../../../core/json.js';
import { catalogue, type EndpointName } from '../../../endpoints/catalogue.js';
import type { Outcome } from '../../answer/result.js';
import type { EndpointSteps } from '../../context/operation.js';
import type { Args, ToolContext } from '../../context/tool-context.js';
import { resolveArguments } from '../resolve/arguments.js';
import { compoundField } from '../resolve/field.js';
import { withFreshNames } from '../resolve/finder.js';
import { textOf } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';
import { type MergedWrite, mergeStored, withChanges } from '../stored/merge.js';
import { compoundsIn, groupsIn, readBack, type WrittenGroups } from '../write/read-back.js';
import { refuseReversedTimes } from '../write/reversed-times.js';
import { isPerItem, updateEach } from './batch-lists.js';
import { followTask } from './batch-task.js';

/** A call as it was sent, and what its names stood for. */
interface ResolvedCall {
  readonly args: JsonObject;
  readonly resolution: ResolutionContext;
  /** With what was stored before. */
  readonly merged: MergedWrite;
  /** On the client's clock. */
  readonly startedAt: number;
}

/** A call that succeeded, and how it was asked for. */
interface CompletedCall extends ResolvedCall {
  readonly outcome: Outcome;
  /** As the caller gave them. */
  readonly given: Args;
  readonly context: ToolContext;
}

/** What follows some writes. */
const followUps: Partial<
  Readonly<Record<EndpointName, (done: CompletedCall) => Promise<Outcome>>>
> = {
  project_work_items_create: (done) =>
    readPairs(done, 'field_value_pairs', textOf(done.outcome.facts['data'])),
  project_work_items_update: (done) => readPairs(done, 'update_fields'),
  project_nodes_update: (done) => readPairs(done, 'fields'),
  project_nodes_operate: (done) => readPairs(done, 'fields'),
  project_states_change: (done) => readPairs(done, 'fields'),
  project_compound_fields_update: readGroups,
  project_work_items_batch_update: ({ outcome, given, startedAt, context }) =>
    given['wait'] === false ? Promise.resolve(outcome) : followTask(outcome, startedAt, context),
};

/** Writes that change what names stand for. */
const renaming = /^project_(?:fields|roles|work_item_types|relations)_(?:create|update|delete)$/;

/** Builds the steps of one call of a tool of Feishu Project. */
export function projectSteps(name: EndpointName): EndpointSteps {
  let asked: ResolvedCall | undefined;
  const { oneWriterPer }: Endpoint = catalogue[name];
  return {
    ...(oneWriterPer !== undefined && { locked: true }),
    async before(args, context) {
      const startedAt = context.client.now();
      asked = await withFreshNames(context, async (resolution) => {
        const resolved = await resolveArguments(name, args, resolution);
        refuseReversedTimes(resolved);
        const merged = await mergeStored({ name, args: resolved, resolution, context });
        resolution.issues.throwIfAny();
        return { args: merged.args, resolution, merged, startedAt };
      });
      refuseReversedTimes(asked.args);
      return sendable(name, asked.args);
    },
    /** A change of lists, which differ from item to item. */
    async perform(_, context) {
      return asked !== undefined && isPerItem(name, asked.args)
        ? updateEach({ ...asked, name, context })
        : undefined;
    },
    async after(outcome, given, context) {
      if (renaming.test(name)) {
        context.memory.listings.clear();
      }
      if (asked === undefined) {
        return outcome;
      }
      const { args: sent, resolution, merged } = asked;
      const follow = isPerItem(name, sent) ? undefined : followUps[name];
      const followed = (await follow?.({ ...asked, outcome, given, context })) ?? outcome;
      return isUnderWay(name, given, followed)
        ? followed
        : withChanges(followed, { name, args: sent, resolution, context }, merged.before);
    },
    /** Names may have come to stand for something else. */
    async failed(error, _, { memory }) {
      memory.listings.clear();
      throw error;
    },
  };
}

/** A batch update that nobody followed to its end has not stored everything yet. */
function isUnderWay(name: EndpointName, given: Args, { facts }: Outcome): boolean {
  const { task_status: status } = facts;
  return (
    name === 'project_work_items_batch_update' &&
    (given['wait'] === false || status === 'IDLE' || status === 'RUNNING')
  );
}

const paging = ['limit', 'cursor'];

/** Without the arguments that only say how to look names up, or what to do afterwards. */
function sendable(name: EndpointName, args: JsonObject): JsonObject {
  const { path, query, body }: Shapes = catalogue[name];
  const known = new Set([...Object.keys({ ...path, ...query, ...body }), ...paging]);
  return Object.fromEntries(Object.entries(args).filter(([key]) => known.has(key)));
}

type Shapes = Readonly<Partial<Record<'path' | 'query' | 'body', object>>>;

async function readPairs(
  { args, resolution, outcome, context }: CompletedCall,
  argument: string,
  itemId = textOf(args['work_item_id']),
): Promise<Outcome> {
  const written = compoundsIn(args[argument], (await resolution.fields()) ?? []);
  return readBack(outcome, itemOf(resolution.type, args, itemId), written, context);
}

/** The groups that were added, or the one that was changed. */
async function readGroups({ args, resolution, outcome, context }: CompletedCall): Promise<Outcome> {
  const fields = args['action'] === 'delete' ? undefined : await resolution.fields();
  if (fields === undefined) {
    return outcome;
  }
  const field = compoundField(textOf(args['field_key']) || textOf(args['field_alias']), fields);
  const uuid = textOf(args['group_uuid']) || undefined;
  const written: WrittenGroups = { field, groups: groupsIn(args['fields']), uuid };
  const [only, ...others] = field.scopes;
  const type = resolution.type ?? (others.length === 0 ? only : undefined);
  if (type === undefined) {
    const note = 'give work_item_type_key as well to have what was written read back';
    return { ...outcome, notes: [...outcome.notes, note] };
  }
  return readBack(outcome, itemOf(type, args, textOf(args['work_item_id'])), [written], context);
}

function itemOf(type: string | undefined, { project_key }: JsonObject, id: string) {
  return {
    project_key: textOf(project_key),
    work_item_type_key: type ?? '',
    work_item_id: id,
  };
}
