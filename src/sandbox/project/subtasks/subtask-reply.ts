import { findField } from '../fields/field-types.js';
import { fieldPair } from '../fields/read-field.js';
import { findType, type ItemScope } from '../gateway/access.js';
import type { Wire, WireObject } from '../gateway/wire.js';
import type { SubTask, WorkItem } from '../items/work-item.js';
import type { NodeConf } from '../nodes/process.js';
import { isoTime, scheduleReply } from '../nodes/schedule.js';

/** Who a sub-task belongs to: its own people, those of its roles, or who owns its node. */
export function taskOwners({ assignee, roleAssignee }: SubTask): readonly string[] {
  return assignee.length > 0 ? assignee : [...new Set([...roleAssignee.values()].flat())];
}

export function subTaskReply(
  task: SubTask,
  scope: ItemScope,
  { ownerRoles }: NodeConf,
): WireObject {
  const owners = taskOwners(task);
  return {
    id: task.id,
    name: task.name,
    owners,
    assignee: task.assignee,
    role_assignee: [...task.roleAssignee].map(([role, of]) => ({ role, owners: of })),
    schedules: [scheduleReply(task.schedule, owners)],
    order: taskOrder(task, scope.item),
    details: '',
    note: task.note,
    passed: task.passed,
    actual_begin_time: isoTime(task.beganAt),
    actual_finish_time: isoTime(task.finishedAt),
    deliverable: pairs(task.deliverable, scope),
    fields: pairs(task.fields, scope),
    owner_roles: ownerRoles,
    owner_usage_mode: task.roleAssignee.size > 0 ? 2 : 1,
  };
}

function taskOrder(task: SubTask, { nodes }: WorkItem): number {
  const siblings = nodes.find(({ subTasks }) => subTasks.includes(task))?.subTasks ?? [];
  return siblings.indexOf(task) + 1;
}

/** Fields of sub-tasks belong to the type `sub_task`, deliverables to the item's own. */
function pairs(values: ReadonlyMap<string, Wire>, { space, type }: ItemScope): Wire[] {
  const fields = [...(findType(space, 'sub_task')?.fields ?? []), ...type.fields];
  return [...values].flatMap(([key, value]) => {
    const field = findField(fields, key);
    return field === undefined ? [] : [fieldPair(field, value)];
  });
}
