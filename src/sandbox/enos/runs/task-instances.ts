import type { JsonObject } from '../../../core/json.js';
import { refuse } from '../../feishu/refusal.js';
import { refuseUnknownId } from '../gateway/access.js';
import { queryInteger, queryText } from '../gateway/request.js';
import type { EnosHandlers } from '../handlers.js';
import type { Enos, EnosUser, Task } from '../model.js';
import { timeText } from '../schedule/time-text.js';
import { taskInstId } from './instance-reply.js';
import { statusCode } from './status.js';
import { taskLog } from './task-log.js';
import { allCourses, type Course, taskCourse } from './timeline.js';

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
    const log = taskLog(found.course, found.task, enos);
    if (log === undefined) {
      return logErrors === 'newer' ? refuse(62102, newer) : refuse(62109, 'No log found');
    }
    // The sample leaves `maxLength` empty.
    const length = query.get('maxLength') ? queryInteger(query, 'maxLength') : longestLog;
    return { log: logKeeps === 'head' ? log.slice(0, length) : log.slice(-length) };
  },
} satisfies Partial<EnosHandlers>;

interface TaskInstance {
  readonly course: Course;
  readonly task: Task;
}

function taskInstance(id: string, user: EnosUser, enos: Enos): TaskInstance | undefined {
  for (const course of allCourses(enos)) {
    const { flow, settings } = course.instance;
    const task = settings.tasks.find((each) => taskInstId(each, course.instance) === id);
    if (task === undefined) continue;
    return flow.orgId === user.orgId ? { course, task } : refuse(62103);
  }
  return undefined;
}

/** The type numbers of the page "Export Flow". */
const typeNumbers: Readonly<Record<string, number>> = { DATA_INTEGRATION: 0, COMMAND: 3 };

/** The TaskInstance struct of the page "Get Task Instance": declared as a list, shown as this. */
function taskInstanceReply({ course, task }: TaskInstance, enos: Enos): JsonObject {
  const { instance } = course;
  const { settings, triggerTime } = instance;
  const { status, startAt, endAt } = taskCourse(task.taskId, course, enos);
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
