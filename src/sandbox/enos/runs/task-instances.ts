import type { JsonObject } from '../../../core/json.js';
import { refuseUnknownId } from '../gateway/access.js';
import { refuse } from '../gateway/refusal.js';
import { type EnosHandlerGroup, queryInteger, queryText } from '../gateway/request.js';
import { type Enos, type EnosUser, type FlowTask, taskInstId } from '../model.js';
import { logTimeText, timeText } from '../schedule/time-text.js';
import { allTimelines, type InstanceTimeline, statusCode, taskTimeline } from './timeline.js';

const longestLog = 2 ** 20;

export const taskInstanceHandlers = {
  enos_task_instances_get: ({ query, user }, enos) => {
    const found = taskInstance(queryText(query, 'taskInstId'), user, enos);
    return found === undefined ? refuseUnknownId(enos) : taskInstanceReply(found, enos);
  },

  enos_task_instances_get_log: ({ query, user }, enos) => {
    const { logErrors, logKeeps } = enos.options;
    const newer = 'Invalid taskInstId or it has no log';
    const found = taskInstance(queryText(query, 'taskInstId'), user, enos);
    if (found === undefined) {
      return refuse(62102, logErrors === 'newer' ? newer : 'Instance not found');
    }
    const log = taskLog(found.timeline, found.task, enos);
    if (log === undefined) {
      return logErrors === 'newer' ? refuse(62102, newer) : refuse(62109, 'No log found');
    }
    // The sample leaves `maxLength` empty.
    const length = query.get('maxLength') ? queryInteger(query, 'maxLength') : longestLog;
    return { log: logKeeps === 'head' ? log.slice(0, length) : log.slice(-length) };
  },
} satisfies EnosHandlerGroup;

interface TaskInstance {
  readonly timeline: InstanceTimeline;
  readonly task: FlowTask;
}

function taskInstance(id: string, user: EnosUser, enos: Enos): TaskInstance | undefined {
  for (const timeline of allTimelines(enos)) {
    const { flow, settings } = timeline.instance;
    const task = settings.tasks.find((each) => taskInstId(each, timeline.instance) === id);
    if (task === undefined) continue;
    return flow.orgId === user.orgId ? { timeline, task } : refuse(62103);
  }
  return undefined;
}

/** The type numbers of the page "Export Flow". */
const typeNumbers: Readonly<Record<string, number>> = { DATA_INTEGRATION: 0, COMMAND: 3 };

/** The TaskInstance struct of the page "Get Task Instance": declared as a list, shown as this. */
function taskInstanceReply({ timeline, task }: TaskInstance, enos: Enos): JsonObject {
  const { instance } = timeline;
  const { settings, triggerTime } = instance;
  const { status, startAt, endAt } = taskTimeline(task.taskId, timeline, enos);
  return {
    instanceId: taskInstId(task, instance),
    taskId: task.taskId,
    taskName: task.name,
    cycle: settings.cycle,
    status: statusCode(status),
    runNum: startAt === undefined ? 0 : 1,
    type: typeNumbers[task.type] ?? Number(task.type),
    syncType: null,
    freq: null,
    ifPre: 0,
    stsDesc: status,
    recallNum: 0,
    triggerTime: timeText(triggerTime),
    timeout: task.timeoutS,
    recallLimit: task.retryLimit,
    recallInterval: 0,
    startTime: startAt === undefined ? null : timeText(startAt),
    endTime: endAt === undefined ? null : timeText(endAt),
    timeStamp: new Date(instance.createdAt).toUTCString(),
    isTimeout: status === 'TIMEOUT',
    flowInstId: instance.instanceId,
    doAs: settings.doAs,
    alert: false,
    runMode: task.runMode,
    cmd: task.cmd,
    hasResourceBefore: false,
    resourceName: '',
    fileName: '',
    resourceVersion: '',
  };
}

const rule = '='.repeat(73);

/** What a task has printed by now, below the heading of the page's sample; undefined before it starts. */
function taskLog(timeline: InstanceTimeline, task: FlowTask, enos: Enos): string | undefined {
  const { instance } = timeline;
  const { startAt, endAt, status } = taskTimeline(task.taskId, timeline, enos);
  const planned = timeline.plan.tasks.get(task.taskId);
  if (startAt === undefined || planned === undefined) return undefined;
  const passed = (endAt ?? enos.clock.now()) - startAt;
  const printed = planned.run.lines.filter(({ atMs }) => atMs <= passed).map(({ text }) => text);
  const closing: Readonly<Record<string, string>> = {
    FAIL: `exit code: ${planned.run.exitCode}`,
    TIMEOUT: `killed: not done within the timeout of ${task.timeoutS} s`,
    CANCEL: 'killed: the workflow instance was cancelled',
  };
  const heading = [
    rule,
    'run  num:\t1',
    `instance:\t${taskInstId(task, instance)}`,
    `cmdline:\t${task.cmd}`,
    `submitter:\t${instance.settings.doAs}`,
    `current time:\t${logTimeText(startAt)}`,
    rule,
  ];
  return [...heading, ...printed, closing[status] ?? ''].join('\n');
}
