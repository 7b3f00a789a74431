import { assignRoles, roleOwnersOf } from '../config/roles.js';
import { applyPairs } from '../fields/pairs.js';
import { nodeOwners } from '../fields/read-field.js';
import { findUser, type ItemScope } from '../gateway/access.js';
import { refuse } from '../gateway/refusal.js';
import { bodyObject, bodyObjects, bodyTexts } from '../gateway/request.js';
import type { WireObject } from '../gateway/wire.js';
import type { ProjectWorld } from '../model/model.js';
import type { NodeConf } from '../model/process.js';
import type { NodeState } from '../model/work-item.js';
import { readSchedule } from './schedule.js';

/** A node of a work item, and who works on it. */
export interface NodeScope {
  /** Its item may be a draft. */
  readonly scope: ItemScope;
  readonly node: NodeState;
  readonly conf: NodeConf;
  readonly userKey: string;
  readonly world: ProjectWorld;
}

/** The updates that "更新节点/排期" and "节点完成/回滚" both take: owners, roles, schedules, fields. */
export function updateNode(body: WireObject, at: NodeScope): void {
  updateOwners(body, at);
  updateSchedules(body, at);
  const { scope, userKey, world } = at;
  const pairs = [...bodyObjects(body, 'fields'), ...bodyObjects(body, 'node_custom_fields')];
  applyPairs(pairs, { scope, userKey, world });
}

function updateOwners(body: WireObject, { scope, node, conf, world }: NodeScope): void {
  const owners = bodyTexts(body, 'node_owners');
  const stranger = owners?.find((owner) => findUser(owner, world) === undefined);
  if (stranger !== undefined) refuse(30006, `User Not Found, ${stranger}`);
  if (owners !== undefined) node.owners = owners;
  const assigned = body['role_assignee'] ?? undefined;
  if (assigned === undefined) return;
  const roles = roleOwnersOf(assigned, 20041);
  assignRoles(scope, roles, 20041, world);
  // Who owns the node's role owns the node.
  if (owners === undefined && conf.ownerRoles.length > 0) node.owners = undefined;
}

function updateSchedules(body: WireObject, at: NodeScope): void {
  const { node } = at;
  const whole = bodyObject(body, 'node_schedule');
  if (whole !== undefined) node.schedule = readSchedule(whole, node.schedule);
  const differential = bodyObjects(body, 'schedules');
  if (differential.length > 0) updateDifferential(differential, at);
  const ofTasks = node.subTasks.reduce((sum, { schedule }) => sum + schedule.points, 0);
  const isTouched = whole !== undefined || differential.length > 0;
  if (isTouched && node.schedule.points < ofTasks) {
    refuse(1000051743, 'Node 估分 must exceed that of its sub-tasks');
  }
}

/** Differential schedules: one for each of several owners; together they are the node's. */
function updateDifferential(schedules: readonly WireObject[], { scope, node, conf }: NodeScope) {
  const owners = nodeOwners(scope.item, node, conf);
  if (!conf.differentSchedule || owners.length < 2) refuse(20032);
  const read = schedules.map((schedule) => {
    const [owner, ...more] = bodyTexts(schedule, 'owners') ?? [];
    if (owner === undefined || more.length > 0 || !owners.includes(owner)) return refuse(20032);
    const before = node.schedules.find((each) => each.owners.includes(owner));
    return { ...readSchedule(schedule, before), owners: [owner] };
  });
  const untouched = node.schedules.filter((old) =>
    read.every((each) => each.owners[0] !== old.owners[0]),
  );
  node.schedules = [...untouched, ...read];
  const starts = node.schedules.map(({ start }) => start).filter((start) => start > 0);
  node.schedule = {
    ...node.schedule,
    points: node.schedules.reduce((sum, { points }) => sum + points, 0),
    start: starts.length === 0 ? 0 : Math.min(...starts),
    end: Math.max(...node.schedules.map(({ end }) => end)),
    actualHours: node.schedules.reduce((sum, { actualHours }) => sum + actualHours, 0),
  };
}
