import type { Enos, Task } from '../model.js';
import { logTimeText } from '../schedule/time-text.js';
import { taskInstId } from './instance-reply.js';
import { type Course, taskCourse } from './timeline.js';

const rule = '='.repeat(73);

/** What a task has printed by now, below the heading of the page's sample; undefined before it starts. */
export function taskLog(course: Course, task: Task, enos: Enos): string | undefined {
  const { instance } = course;
  const { startAt, endAt, status } = taskCourse(task.taskId, course, enos);
  const planned = course.plan.tasks.get(task.taskId);
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
