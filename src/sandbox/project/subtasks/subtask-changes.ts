import type { Field } from '../fields/field-types.js';
import { fieldOf } from '../fields/pairs.js';
import { roleOwnersOf } from '../fields/role-owners.js';
import { findType, findUser } from '../gateway/access.js';
import { bodyObjects, bodyTexts } from '../gateway/body.js';
import { refuse } from '../gateway/refusal.js';
import type { Wire, WireObject } from '../gateway/wire.js';
import { record } from '../items/op-log.js';
import { acceptValue, isEmpty } from '../model/values.js';
import type { TaskChange } from './subtasks.js';

/** Gives a sub-task to people, or to the owners of a role of its node; never to both. */
export function assignTask({ task, conf, scope, request, world }: TaskChange): void {
  const assignee = bodyTexts(request.body, 'assignee');
  const assigned = request.body['role_assignee'] ?? undefined;
  if (assignee !== undefined && assigned !== undefined) refuse(20047);
  const stranger = assignee?.find((userKey) => findUser(userKey, world) === undefined);
  if (stranger !== undefined) refuse(30006, `User Not Found, ${stranger}`);
  if (assignee !== undefined) {
    task.assignee = assignee;
    task.roleAssignee = new Map();
  }
  if (assigned === undefined) return;
  const roles = roleOwnersOf(assigned, 20041);
  const isBound = roles.every(({ role }) => conf.ownerRoles.includes(role));
  const isKnown = roles.every(({ role }) => scope.type.roles.some(({ id }) => id === role));
  if (!isKnown || (conf.ownerRoles.length > 0 && !isBound)) refuse(20048);
  task.roleAssignee = new Map(roles.map(({ role, owners }) => [role, owners]));
  task.assignee = [];
}

/** `deliverable` are fields of the item's type, the others of the type `sub_task`. */
export function writeTaskFields(at: TaskChange): void {
  const { task, scope, request } = at;
  const taskFields = findType(scope.space, 'sub_task')?.fields ?? [];
  const { body } = request;
  const own = [...bodyObjects(body, 'update_fields'), ...bodyObjects(body, 'field_value_pairs')];
  write(own, taskFields, task.fields, at);
  write(bodyObjects(body, 'deliverable'), scope.type.fields, task.deliverable, at);
}

function write(
  pairs: readonly WireObject[],
  fields: readonly Field[],
  values: Map<string, Wire>,
  { scope, world }: TaskChange,
): void {
  for (const pair of pairs) {
    const field = fieldOf(pair, fields);
    const value = pair['field_value'] ?? null;
    if (isEmpty(value)) values.delete(field.key);
    else values.set(field.key, acceptValue(value, { space: scope.space, field, world }));
  }
}

export function completeTask(at: TaskChange): void {
  const { task, world } = at;
  if (task.passed) refuse(50006, 'Task has been finished', 'task has been finished');
  const { deliverableField } = task;
  if (deliverableField !== undefined && isEmpty(task.deliverable.get(deliverableField))) {
    refuse(50006, `deliverable ${deliverableField} is required`);
  }
  task.passed = true;
  task.finishedAt = world.clock.now();
  logTask('complete', at);
}

export function reopenTask(at: TaskChange): void {
  const { task } = at;
  if (!task.passed) refuse(20037);
  task.passed = false;
  task.finishedAt = 0;
  logTask('rollback', at);
}

export function logTask(
  operation: string,
  { task, scope, request, world }: Omit<TaskChange, 'conf'>,
): void {
  const happening = {
    operation,
    module: 'sub_task_mod',
    objectType: 'sub_task',
    objectValue: task.id,
    property: task.name,
  };
  record(scope, happening, request.identity.userKey, world);
}
