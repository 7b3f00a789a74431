import type { JsonObject } from '../../../core/json.js';
import { linkedFlows, peopleText } from '../flows/flow-reply.js';
import { parametersText } from '../flows/parameters.js';
import { isOwner, isRelated } from '../gateway/access.js';
import type { Enos, EnosUser, FlowInstance, Task } from '../model.js';
import { dayText, storedTimeText, timeText } from '../schedule/time-text.js';
import { nodeId } from './plan.js';
import { statusCode } from './status.js';
import { type Course, flowStatus, isOver, taskCourse } from './timeline.js';

const dayMs = 24 * 60 * 60 * 1_000;

/** The FlowInstance struct of the page "Get Flow Instance". */
export function instanceReply(course: Course, user: EnosUser, enos: Enos): JsonObject {
  const { instance } = course;
  const { flow, settings, triggerTime } = instance;
  const status = flowStatus(course, enos);
  return {
    instanceId: instance.instanceId,
    flowId: flow.flowId,
    flowName: settings.name,
    freq: settings.freq,
    cycle: settings.cycle,
    parameters: parametersText(settings.parameters),
    doAs: settings.doAs,
    graph: JSON.stringify(instanceGraph(course, enos)),
    status: statusCode(status),
    statusDesc: status,
    triggerTime: timeText(triggerTime),
    ...timesOf(course, enos),
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
function timesOf(course: Course, enos: Enos): JsonObject {
  const { startAt, endAt } = course;
  const started = startAt !== undefined && enos.clock.now() >= startAt;
  return {
    startTime: started ? timeText(startAt) : null,
    endTime: isOver(course, enos) ? timeText(endAt) : null,
  };
}

function instanceGraph(course: Course, enos: Enos): JsonObject {
  const { instance } = course;
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
      status: taskCourse(task.taskId, course, enos).status,
    })),
  };
}

export function taskInstId({ taskId }: Task, { stamp }: FlowInstance): string {
  return `${taskId}-${stamp}`;
}
