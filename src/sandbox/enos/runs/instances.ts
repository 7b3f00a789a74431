import type { JsonObject } from '../../../core/json.js';
import { linkedFlows, peopleText } from '../flows/flow-reply.js';
import { parametersText } from '../flows/parameters.js';
import { checkMayAct, isOwner, isRelated, refuseUnknownId } from '../gateway/access.js';
import { pageOf, type SortKeys } from '../gateway/paging.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyInteger,
  bodyText,
  type EnosHandlerGroup,
  incorrectParameter,
  optionalText,
  queryText,
} from '../gateway/request.js';
import { type Enos, type EnosUser, nodeId, taskInstId } from '../model.js';
import { dayText, storedTimeText, timeText } from '../schedule/time-text.js';
import {
  allTimelines,
  flowStatus,
  type InstanceTimeline,
  isOver,
  statusCode,
  taskTimeline,
} from './timeline.js';

export const instanceHandlers = {
  enos_flow_instances_search: ({ body, user }, enos) => {
    const found = allTimelines(enos).filter(searchTest(body, user, enos));
    const shown = pageOf(found, body, sortKeys);
    const counted = enos.options.instanceCount === 'all' ? found : shown;
    return {
      flowInsts: shown.map((timeline) => instanceReply(timeline, user, enos)),
      count: counted.length,
    };
  },

  enos_flow_instances_get: ({ query, user }, enos) =>
    instanceReply(visibleTimeline(queryText(query, 'flowInstId'), user, enos), user, enos),

  enos_flow_instances_cancel: ({ body, user }, enos) => {
    const timeline = visibleTimeline(bodyText(body, 'flowInstId'), user, enos);
    checkMayAct(timeline.instance.flow, user);
    // What is over stays as it ended; the page has no code for it.
    if (!isOver(timeline, enos)) timeline.instance.cancelledAt = enos.clock.now();
    return '';
  },
} satisfies EnosHandlerGroup;

const sortKeys: SortKeys<InstanceTimeline> = {
  createTime: ({ instance }) => instance.createdAt,
  updateTime: ({ instance }) => instance.createdAt,
  startTime: ({ startAt }) => startAt ?? Number.POSITIVE_INFINITY,
  triggerTime: ({ instance }) => instance.triggerTime,
  endTime: ({ endAt }) => endAt,
};

function visibleTimeline(id: string, user: EnosUser, enos: Enos): InstanceTimeline {
  const timeline = allTimelines(enos).find(({ instance }) => instance.instanceId === id);
  if (timeline === undefined) return refuseUnknownId(enos);
  return timeline.instance.flow.orgId === user.orgId ? timeline : refuse(62103);
}

function searchTest(
  body: JsonObject,
  user: EnosUser,
  enos: Enos,
): (timeline: InstanceTimeline) => boolean {
  const type = bodyInteger(body, 'type');
  const owner = bodyText(body, 'owner');
  const from = bodyInteger(body, 'fromTriggerTime');
  const to = bodyInteger(body, 'toTriggerTime');
  const statuses = readStatuses(body);
  const part = (optionalText(body, 'expression') ?? '').toLowerCase();
  return (timeline) => {
    const { instance } = timeline;
    const { flow, settings, triggerTime } = instance;
    const texts = [instance.instanceId, settings.name.toLowerCase()];
    return [
      flow.orgId === user.orgId,
      settings.type === type,
      owner === '' || settings.owners.includes(owner),
      triggerTime >= from && triggerTime <= to,
      texts.some((text) => text.includes(part)),
      statuses.has(statusCode(flowStatus(timeline, enos))),
    ].every(Boolean);
  };
}

/** `1,2,3`; the sample sends a single number. */
function readStatuses({ status }: JsonObject): ReadonlySet<number> {
  const text = typeof status === 'number' ? String(status) : status;
  if (typeof text !== 'string' || !/^-?\d+(,\s*-?\d+)*$/.test(text)) return incorrectParameter();
  return new Set(text.split(',').map(Number));
}

const dayMs = 24 * 60 * 60 * 1_000;

/** The FlowInstance struct of the page "Get Flow Instance". */
function instanceReply(timeline: InstanceTimeline, user: EnosUser, enos: Enos): JsonObject {
  const { instance } = timeline;
  const { flow, settings, triggerTime } = instance;
  const status = flowStatus(timeline, enos);
  return {
    instanceId: instance.instanceId,
    flowId: flow.flowId,
    flowName: settings.name,
    freq: settings.freq,
    cycle: settings.cycle,
    parameters: parametersText(settings.parameters),
    doAs: settings.doAs,
    graph: JSON.stringify(instanceGraph(timeline, enos)),
    status: statusCode(status),
    statusDesc: status,
    triggerTime: timeText(triggerTime),
    ...timesOf(timeline, enos),
    timestamp: storedTimeText(instance.createdAt),
    virtual: false,
    owner: peopleText(settings.owners),
    alertMode: settings.alertMode,
    // The data of a day is worked on the day after.
    calDt: dayText(triggerTime - dayMs),
    hasEditPri: isOwner(flow, user),
    hasReadPri: isRelated(flow, user),
    isCancelled: instance.cancelledAt !== undefined,
  };
}

/** Only what has come: nobody sees when an instance will end. */
function timesOf(timeline: InstanceTimeline, enos: Enos): JsonObject {
  const { startAt, endAt } = timeline;
  const started = startAt !== undefined && enos.clock.now() >= startAt;
  return {
    startTime: started ? timeText(startAt) : null,
    endTime: isOver(timeline, enos) ? timeText(endAt) : null,
  };
}

function instanceGraph(timeline: InstanceTimeline, enos: Enos): JsonObject {
  const { instance } = timeline;
  const { settings, flow } = instance;
  return {
    creator: flow.creator,
    freq: settings.freq,
    alertMode: settings.alertMode,
    owners: peopleText(settings.owners),
    cycle: settings.cycle,
    doAs: settings.doAs,
    flows: linkedFlows(settings, enos),
    name: settings.name,
    instId: instance.instanceId,
    id: flow.flowId,
    relations: settings.relations.map((relation) => ({ ...relation })),
    parameters: parametersText(settings.parameters),
    tasks: settings.tasks.map((task) => ({
      taskName: task.name,
      taskInstId: taskInstId(task, instance),
      ...task.position,
      taskId: task.taskId,
      nodeId: nodeId(task),
      status: taskTimeline(task.taskId, timeline, enos).status,
    })),
  };
}
