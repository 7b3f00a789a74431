import { hasValue } from '../fields/read-field.js';
import { isEmpty } from '../fields/values.js';
import { refuse } from '../gateway/refusal.js';
import { int64, type Wire, type WireObject } from '../gateway/wire.js';
import { findField, type ProjectFieldConf } from '../model/fields.js';
import type { TaskConf } from '../model/process.js';
import type { Schedule } from '../model/work-item.js';
import { type NodeScope, nodeOwners } from './node-scope.js';

/** One thing that a transition requires. */
export interface Requirement {
  /** Where "获取指定节点/状态流转所需必填信息" lists it. */
  readonly part: 'form_items' | 'node_fields' | 'tasks';
  readonly entry: WireObject;
  readonly finished: boolean;
  /** Refuses the transition that lacks it. */
  refuse(): never;
}

/** What the completion of a node requires, in the order in which it is checked. */
export function nodeRequirements(at: NodeScope): Requirement[] {
  return [
    ...ownerRequirement(at),
    ...at.conf.requiredRoles.map((role) => roleRequirement(role, at)),
    ...at.conf.requiredFields.flatMap((key) => formField(key, at)),
    ...scheduleRequirements(at),
    ...actualTimeRequirement(at),
    ...dueTimeRequirement(at),
    ...at.conf.signals.flatMap((key) => signalRequirement(key, at)),
    ...at.node.subTasks.filter(({ required }) => required).map((task) => taskRequirement(task, at)),
  ];
}

/** A field of the form of a node or of a state. */
export function fieldRequirement(
  field: ProjectFieldConf,
  label: string,
  scope: NodeScope['scope'],
): Requirement {
  const subFields = field.children.filter(({ required }) => required);
  const rows = scope.item.groups.get(field.key) ?? [];
  const sub = subFields.map(({ key, type }) => ({
    field_key: key,
    field_type_key: type,
    finished: rows.length > 0 && rows.every(({ values }) => !isEmpty(values.get(key))),
    not_finished_owner: [],
    sub_field: [],
  }));
  const finished = hasValue(scope, field) && sub.every((each) => each.finished);
  return {
    part: 'form_items',
    entry: formEntry('field', field.key, field.type, sub),
    finished,
    refuse: () => refuse(20038, `${label}(${field.key}) Required`, 'Param missing'),
  };
}

function formField(key: string, { scope, conf }: NodeScope): Requirement[] {
  const field = findField(scope.type.fields, key);
  return field === undefined ? [] : [fieldRequirement(field, conf.name, scope)];
}

function ownerRequirement({ scope, node, conf }: NodeScope): Requirement[] {
  if (!conf.needsOwner) return [];
  return [
    {
      part: 'node_fields',
      entry: nodeEntry('owners', 'multi_user'),
      finished: nodeOwners(scope.item, node, conf).length > 0,
      refuse: () => refuse(20038, 'Owner Required', 'Person in charge is required'),
    },
  ];
}

function roleRequirement(role: string, { scope }: NodeScope): Requirement {
  const name = scope.type.roles.find(({ id }) => id === role)?.name ?? role;
  return {
    part: 'form_items',
    entry: formEntry('role', role, 'role_owners'),
    finished: (scope.item.roleOwners.get(role) ?? []).length > 0,
    refuse: () => refuse(20038, `role ${name}(${role}) Required`, 'This role info is mandatory'),
  };
}

function scheduleRequirements({ scope, node, conf }: NodeScope): Requirement[] {
  if (!conf.needsSchedule) return [];
  const owners = nodeOwners(scope.item, node, conf);
  const isDifferential = conf.differentSchedule && owners.length > 1;
  const lacking = (test: (schedule: Schedule) => boolean) =>
    isDifferential
      ? owners.filter(
          (owner) => !node.schedules.some((one) => one.owners[0] === owner && test(one)),
        )
      : [];
  const requirement = (key: string, type: string, test: (schedule: Schedule) => boolean) => {
    const unfinished = lacking(test);
    return {
      part: 'node_fields' as const,
      entry: nodeEntry(key, type, unfinished),
      finished: isDifferential ? unfinished.length === 0 : test(node.schedule),
      refuse: () =>
        refuse(
          20038,
          `${conf.name} 估分and schedule required`,
          'Estimates and schedules are required',
        ),
    };
  };
  return [
    requirement('points', 'number', ({ points }) => points > 0),
    requirement('schedule', 'schedule', ({ start, end }) => start > 0 && end > 0),
  ];
}

function actualTimeRequirement({ scope, node, conf, world }: NodeScope): Requirement[] {
  if (!conf.needsActualTime) return [];
  const isRegistered = world.workHours.some(
    (hour) => hour.itemId === scope.item.id && hour.resourceId === node.key && hour.hours > 0,
  );
  return [
    {
      part: 'node_fields',
      entry: nodeEntry('actual_work_time', 'number'),
      finished: isRegistered || node.schedule.actualHours > 0,
      refuse: () =>
        refuse(
          20038,
          `Node ${node.key} 实际工时 is required.`,
          'The node actual working time is mandatory',
        ),
    },
  ];
}

function dueTimeRequirement({ node, conf }: NodeScope): Requirement[] {
  if (!conf.needsDueTime) return [];
  return [
    {
      part: 'node_fields',
      entry: nodeEntry('estimate_end_date', 'date'),
      finished: node.schedule.end > 0,
      refuse: () => refuse(20038, 'Milestone due time is required', 'Required Field Is Not Set'),
    },
  ];
}

function signalRequirement(key: string, { scope }: NodeScope): Requirement[] {
  const field = findField(scope.type.fields, key);
  if (field === undefined) return [];
  return [
    {
      part: 'form_items',
      entry: formEntry('field', key, field.type),
      finished: scope.item.values.get(key) === true,
      refuse: () => refuse(50006, `${field.name}(${key}) Should Be Passed`, 'Param invalid'),
    },
  ];
}

type RequiredTask = Pick<TaskConf, 'id' | 'name'> & { readonly passed: boolean };

function taskRequirement({ id, name, passed }: RequiredTask, { conf }: NodeScope): Requirement {
  return {
    part: 'tasks',
    entry: { task_id: int64(id) },
    finished: passed,
    refuse: () =>
      refuse(
        50006,
        `Node ${conf.name} cannot be completed because task ${name} is not completed`,
        'Sub Task Not Completed',
      ),
  };
}

function formEntry(kind: string, key: string, type: string, sub: readonly Wire[] = []): WireObject {
  return { class: kind, key, field_type_key: type, not_finished_owner: [], sub_field: sub };
}

function nodeEntry(key: string, type: string, unfinished: readonly string[] = []): WireObject {
  return { field_key: key, field_type_key: type, not_finished_owner: unfinished, sub_field: [] };
}
