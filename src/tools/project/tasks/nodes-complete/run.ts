import { ApiError } from '../../../../core/errors.js';
import type { JsonObject } from '../../../../core/json.js';
import { catalogue } from '../../../../endpoints/catalogue.js';
import { mayBeApplied } from '../../../../http/policies/recovery.js';
import { headline, isFailure } from '../../../answer/failure-text.js';
import type { Outcome } from '../../../answer/result.js';
import { rehearse } from '../../../context/dry-run.js';
import {
  type Args,
  callEndpoint,
  type ToolContext,
  underWriterLock,
} from '../../../context/tool-context.js';
import type { ProjectField } from '../../resolve/field.js';
import { withFreshNames } from '../../resolve/finder.js';
import { refusal, unless } from '../../resolve/issues.js';
import { nodesIn, type ProjectNode } from '../../resolve/keys.js';
import { int64 } from '../../resolve/reply-values.js';
import type { ResolutionContext } from '../../resolve/resolution-context.js';
import { resolveWorkItem, type WorkItemRef } from '../../resolve/work-item-ref.js';
import { mergeStored, withChanges } from '../../stored/merge.js';
import type { ProjectWrite, ShownParts } from '../../stored/stored-rule.js';
import { compoundsIn, readBack } from '../../write/read-back.js';
import { refuseReversedTimes } from '../../write/reversed-times.js';
import type { CompleteNodeArgs } from './args.js';
import { changesIn, changesOf } from './changes.js';
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
  /** What is sent, and what was stored before; undefined where nothing is. */
  readonly write?: ProjectWrite;
  readonly before?: ShownParts | undefined;
}

/** What is stored is read, and changed in part, under the lock of the item. */
export function run(args: CompleteNodeArgs, context: ToolContext): Promise<Outcome> {
  return args.dry_run === true
    ? complete(args, context)
    : underWriterLock(context, 'project_nodes_operate', args, (locked) => complete(args, locked));
}

async function complete(args: CompleteNodeArgs, context: ToolContext): Promise<Outcome> {
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
  const read = await readBack(outcome, plan.item, written, context);
  const { write, before } = plan;
  return write === undefined ? read : withChanges(read, { ...write, context }, before);
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
  const given = await changesOf(args, fields, resolution);
  const call = { ...item, node_id: node.id, ...given };
  refuseReversedTimes(call);
  const write = { name: 'project_nodes_operate', args: call, resolution, context } as const;
  const { args: merged, before } = resolution.issues.isEmpty
    ? await mergeStored(write)
    : { args: call, before: undefined };
  const plan = { item, node, workflow, fields, changes: changesIn(merged) };
  await refuseMissing(plan, resolution, context);
  return { ...plan, write: { ...write, args: merged }, before };
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
  const wishes = ['fields', 'owners', 'schedule', 'clear', 'role_owners'] as const;
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
