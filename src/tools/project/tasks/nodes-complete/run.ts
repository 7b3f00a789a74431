import { ApiError } from '../../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { catalogue } from '../../../../endpoints/catalogue.js';
import { mayBeApplied } from '../../../../http/policies/recovery.js';
import { headline, isFailure } from '../../../answer/failure-text.js';
import type { Outcome } from '../../../answer/result.js';
import { inputSchema } from '../../../answer/schema.js';
import { rehearse } from '../../../context/dry-run.js';
import { type Args, callEndpoint, type ToolContext } from '../../../context/tool-context.js';
import { parseInput } from '../../../input/parse.js';
import type { ProjectField } from '../../resolve/field.js';
import { withFreshNames } from '../../resolve/finder.js';
import { refusal, unless } from '../../resolve/issues.js';
import { nodesIn, type ProjectNode } from '../../resolve/keys.js';
import { personKeys, writeRoleOwners } from '../../resolve/people.js';
import { int64 } from '../../resolve/reply-values.js';
import type { ResolutionContext } from '../../resolve/resolution-context.js';
import { resolveWorkItem, type WorkItemRef } from '../../resolve/work-item-ref.js';
import { pairsIn, writePairs } from '../../write/pairs.js';
import { compoundsIn, readBack } from '../../write/read-back.js';
import { refuseReversedTimes } from '../../write/reversed-times.js';
import { withOwner, withSchedule } from '../../write/schedule.js';
import type { CompleteNodeArgs } from './args.js';
import { missingRequirements, type NodeChanges } from './requirements.js';
import {
  askWorkflow,
  done,
  isDone,
  namesOf,
  nodeMeant,
  peopleIn,
  reported,
  shown,
  underWay,
  workflowAfter,
} from './workflow.js';

/** A node that can be completed, with what is filled in on the way. */
interface CompletionPlan {
  readonly item: WorkItemRef;
  readonly node: ProjectNode;
  readonly workflow: JsonObject;
  readonly changes: NodeChanges;
  readonly fields: readonly ProjectField[];
}

export async function run(args: CompleteNodeArgs, context: ToolContext): Promise<Outcome> {
  const plan = await withFreshNames(context, (resolution) => planOf(args, resolution, context));
  if (plan.node.status === done) {
    return doneBefore(args, plan);
  }
  const call = { ...plan.item, node_id: plan.node.id, action: 'confirm', ...plan.changes };
  if (args.dry_run === true) {
    return rehearsed(call, plan);
  }
  const outcome = await confirmed(call, plan, context);
  const written = compoundsIn(call.fields, plan.fields);
  return readBack(outcome, plan.item, written, context);
}

async function planOf(
  args: CompleteNodeArgs,
  resolution: ResolutionContext,
  context: ToolContext,
): Promise<CompletionPlan> {
  const item = await resolveWorkItem(args, resolution);
  const workflow = await workflowOf(item, resolution, context);
  const node = nodeMeant(workflow, args.node);
  const fields = (await resolution.fields()) ?? [];
  if (node.status === done) {
    return { item, node, workflow, fields, changes: {} };
  }
  if (node.status !== underWay) {
    const open = nodesIn(workflow).filter(({ status }) => status === underWay);
    throw refusal(
      'node',
      `is ${node.name}, which is not reached yet`,
      `under way: ${namesOf(open)}`,
    );
  }
  const changes = await changesOf(args, fields, resolution);
  refuseReversedTimes({ ...changes });
  await refuseMissing({ item, node, workflow, fields, changes }, resolution, context);
  return { item, node, workflow, fields, changes };
}

async function workflowOf(
  item: WorkItemRef,
  resolution: ResolutionContext,
  context: ToolContext,
): Promise<JsonObject> {
  if (await resolution.isStateFlow()) {
    const problem = 'is an item with states, not nodes';
    throw refusal('work_item_id', problem, 'project_states_change moves it on');
  }
  return askWorkflow(context, { ...item });
}

/** What is wrong and what lacks, all at once. */
async function refuseMissing(
  plan: CompletionPlan,
  resolution: ResolutionContext,
  context: ToolContext,
): Promise<void> {
  const { item, node, fields, changes, workflow } = plan;
  const work_item_id = int64(item.work_item_id);
  const asked = { ...item, work_item_id, state_key: node.id, mode: 'unfinished' };
  const asking = callEndpoint(context, 'project_transitions_get_required', asked);
  const required = await unless(asking, 'permission');
  if (required === undefined) {
    context.note('what the node requires may not be seen');
  }
  const at = { resolution, node, fields, changes, nameOf: peopleIn(workflow) };
  for (const { path, problem, allowed } of await missingRequirements(required ?? {}, at)) {
    resolution.issues.add(path, problem, allowed);
  }
  resolution.issues.throwIfAny();
}

/** Who asks for what is the case already has what they want, unless there was something to write. */
function doneBefore(args: CompleteNodeArgs, { node, workflow }: CompletionPlan): Outcome {
  const wishes = ['fields', 'owners', 'schedule', 'role_owners'] as const;
  const unwritten = wishes.filter((wish) => args[wish] !== undefined);
  const [first] = unwritten;
  if (first !== undefined) {
    const problem = `cannot be filled in: ${node.name} is done already`;
    throw refusal(first, problem, 'project_work_items_update, or roll the node back');
  }
  return {
    facts: { node: shown(node, peopleIn(workflow)), completed: true, opened: [] },
    notes: ['the node was done already; nothing was sent'],
  };
}

function rehearsed(call: Args, { node, workflow }: CompletionPlan): Outcome {
  const { facts, notes } = rehearse('project_nodes_operate', catalogue.project_nodes_operate, call);
  const { requests: _, ...plan } = facts;
  return { facts: { ...plan, node: shown(node, peopleIn(workflow)) }, notes };
}

async function confirmed(
  call: Args,
  { item, node, workflow }: CompletionPlan,
  context: ToolContext,
): Promise<Outcome> {
  const before = nodesIn(workflow);
  try {
    await callEndpoint(context, 'project_nodes_operate', call);
  } catch (error) {
    const look = () => workflowAfter(context, { ...item }, node.id).catch(() => ({}));
    const after = mayBeSo(error) ? await look() : {};
    if (!isDone(after, node.id)) {
      throw error;
    }
    const outcome = reported(before, after, node);
    return { ...outcome, notes: [...outcome.notes, 'the answer was lost, but the node is done'] };
  }
  try {
    return reported(before, await workflowAfter(context, { ...item }, node.id), node);
  } catch (error) {
    if (!isFailure(error)) {
      throw error;
    }
    const why = headline(error, 'read').replace(/\.$/, '');
    return { facts: {}, notes: [`confirmed, but the node could not be looked at again (${why})`] };
  }
}

function mayBeSo(error: unknown): boolean {
  return (
    mayBeApplied(error) || (error instanceof ApiError && error.facts.alreadyInDesiredState === true)
  );
}

/** Puts what the caller wants to fill in into the vendor's terms; refusals gather in the resolution. */
async function changesOf(
  { fields, owners, schedule, role_owners }: CompleteNodeArgs,
  known: readonly ProjectField[],
  resolution: ResolutionContext,
): Promise<NodeChanges> {
  const { issues } = resolution;
  const pairs = pairsIn(fields ?? {}) ?? [];
  return {
    ...(owners !== undefined && { node_owners: await personKeys(resolution, owners, 'owners') }),
    ...(pairs.length > 0 && {
      fields: await writePairs(pairs, known, { path: 'fields', resolution }),
    }),
    ...(role_owners !== undefined && {
      role_assignee:
        (await issues.attempt(() => writeRoleOwners(role_owners, 'role_owners', resolution))) ?? [],
    }),
    ...(await schedulesOf(schedule, resolution)),
  };
}

/** One for the node, or one for each of its owners. */
async function schedulesOf(
  schedule: Json | undefined,
  resolution: ResolutionContext,
): Promise<NodeChanges> {
  if (schedule === undefined) {
    return {};
  }
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
      ? { ...timed, owners: await personKeys(resolution, timed['owners'], `${path}.owners`) }
      : timed;
  const { args }: { args: Args } = parseInput(scheduleSchema, { node_schedule: named });
  const { node_schedule } = args;
  return isJsonObject(node_schedule) ? node_schedule : {};
}
