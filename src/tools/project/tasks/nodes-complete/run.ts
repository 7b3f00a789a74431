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
import { tellForeseen, withForesight, withFrozenNote } from '../../progress/foresee.js';
import { changesIn, foreseeConfirmation } from '../../progress/foresee-node.js';
import { type Foresight, nothingForeseen } from '../../progress/foresight.js';
import { done, shownNode, underWay } from '../../progress/nodes.js';
import { refuseTerminated, type Standing, standingOf, titleOf } from '../../progress/standing.js';
import type { NodeChanges } from '../../progress/transition.js';
import type { ProjectField } from '../../resolve/field.js';
import { withFreshNames } from '../../resolve/finder.js';
import { refusal } from '../../resolve/issues.js';
import { nodesIn, type ProjectNode } from '../../resolve/keys.js';
import type { ResolutionContext } from '../../resolve/resolution-context.js';
import { resolveWorkItem, type WorkItemRef } from '../../resolve/work-item-ref.js';
import { mergeStored, withChanges } from '../../stored/merge.js';
import type { ProjectWrite, ShownParts } from '../../stored/stored-rule.js';
import { compoundsIn, readBack } from '../../write/read-back.js';
import { refuseReversedTimes } from '../../write/reversed-times.js';
import type { CompleteNodeArgs } from './args.js';
import { changesOf } from './changes.js';
import { askWorkflow, isDone, nodeMeant, peopleIn, reported, workflowAfter } from './workflow.js';

/** A node that can be completed, with what is filled in on the way. */
interface CompletionPlan {
  readonly item: WorkItemRef;
  readonly node: ProjectNode;
  readonly workflow: JsonObject;
  readonly changes: NodeChanges;
  readonly fields: readonly ProjectField[];
  readonly foreseen: Foresight;
  /** What is sent, and what was stored before. */
  readonly write: ProjectWrite;
  readonly before: ShownParts | undefined;
}

/** What is stored is read, and changed in part, under the lock of the item. */
export function run(args: CompleteNodeArgs, context: ToolContext): Promise<Outcome> {
  return args.dry_run === true
    ? complete(args, context)
    : underWriterLock(context, 'project_nodes_operate', args, (locked) => complete(args, locked));
}

async function complete(args: CompleteNodeArgs, context: ToolContext): Promise<Outcome> {
  const plan = await withFreshNames(context, (resolution) => planOf(args, resolution, context));
  if (!('write' in plan)) {
    return args.dry_run === true ? { ...plan, facts: { ...plan.facts, dry_run: true } } : plan;
  }
  const call = { ...plan.item, node_id: plan.node.id, action: 'confirm', ...plan.changes };
  if (args.dry_run === true) {
    const foreseen = withFrozenNote(plan.foreseen);
    const { resolution } = plan.write;
    return withForesight(rehearsed(call, plan), { foreseen, resolution });
  }
  const outcome = await confirmed(call, plan, context);
  const written = compoundsIn(call.fields, plan.fields);
  const read = await readBack(outcome, plan.item, written, context);
  return withChanges(read, { ...plan.write, context }, plan.before);
}

/** Looks at item and node; gives the answer where nothing is left to do. */
async function planOf(
  args: CompleteNodeArgs,
  resolution: ResolutionContext,
  context: ToolContext,
): Promise<CompletionPlan | Outcome> {
  const item = await resolveWorkItem(args, resolution);
  const workflow = await workflowOf(item, resolution, context);
  const standing = await standingOf(resolution, context);
  refuseTerminated(standing, resolution);
  const nodes = nodesIn(workflow);
  if (args.node === undefined && nodes.every(({ status }) => status === done)) {
    return finished(standing, nodes, resolution);
  }
  const node = await resolution.issues.attempt(() => nodeMeant(workflow, args.node));
  const fields = (await resolution.fields()) ?? [];
  const given = await changesOf(args, fields, resolution);
  const sent = { ...item, ...(node !== undefined && { node_id: node.id }), ...given };
  resolution.issues.attemptNow(() => refuseReversedTimes(sent));
  const write = { name: 'project_nodes_operate', args: sent, resolution, context } as const;
  const isOpen = node?.status === underWay && resolution.issues.isEmpty;
  const { args: merged, before } = isOpen
    ? await mergeStored(write)
    : { args: sent, before: undefined };
  const changes = changesIn(merged);
  const foreseen =
    node === undefined
      ? nothingForeseen
      : await foreseeConfirmation(
          { node, workflow, path: 'node', resolution, context },
          { changes, filledIn: fillable.find((name) => args[name] !== undefined), words },
        );
  resolution.issues.throwIfAny();
  if (foreseen.already !== undefined || node === undefined) {
    return foreseen.already ?? { facts: {}, notes: [] };
  }
  return {
    item,
    node,
    workflow,
    fields,
    changes,
    foreseen,
    write: { ...write, args: merged },
    before,
  };
}

const fillable = ['fields', 'owners', 'schedule', 'clear', 'role_owners'] as const;
const words = { owners: 'owners', roles: 'role_owners', schedule: 'schedule' };

/** An item whose nodes are all done has none to complete. */
function finished(
  standing: Standing | undefined,
  nodes: readonly ProjectNode[],
  { issues }: ResolutionContext,
): Outcome {
  issues.throwIfAny();
  const title = standing === undefined ? 'the item' : titleOf(standing);
  const note = `${title} is finished: all of its ${nodes.length} nodes are done; nothing was sent`;
  return { facts: { completed: true, opened: [] }, notes: [note] };
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

function rehearsed(call: Args, { node, workflow }: CompletionPlan): Outcome {
  const { facts, notes } = rehearse('project_nodes_operate', catalogue.project_nodes_operate, call);
  const { requests: _, ...plan } = facts;
  return { facts: { ...plan, node: shownNode(node, peopleIn(workflow)) }, notes };
}

async function confirmed(
  call: Args,
  { item, node, workflow, foreseen }: CompletionPlan,
  context: ToolContext,
): Promise<Outcome> {
  const before = nodesIn(workflow);
  try {
    await callEndpoint(context, 'project_nodes_operate', call);
  } catch (error) {
    const look = () => workflowAfter(context, { ...item }, node.id).catch(() => ({}));
    const after = mayBeSo(error) ? await look() : {};
    if (!isDone(after, node.id)) {
      tellForeseen(foreseen, context);
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
