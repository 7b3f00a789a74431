import {
  bodySpace,
  editableItem,
  type ItemScope,
  itemIn,
  itemOf,
  typeIn,
} from '../gateway/access.js';
import { page } from '../gateway/paging.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyBoolean,
  bodyIds,
  bodyInteger,
  bodyObjects,
  bodyText,
  type ProjectHandlerGroup,
  type ProjectRequest,
  refuseMissing,
  refuseParameter,
  requiredId,
  requiredText,
} from '../gateway/request.js';
import { int64, type WireObject } from '../gateway/wire.js';
import type { ProjectWorld, WorkHour } from '../model/model.js';
import { nodesOf } from '../nodes/node-scope.js';

/** The hours that people have worked on nodes and sub-tasks. */
export const workHourHandlers = {
  project_work_hours_list: (request, world) => {
    const space = bodySpace(request, world);
    const { body } = request;
    const type = typeIn(space, requiredText(body, 'work_item_type_key'));
    const scope = itemIn(space, requiredId(body, 'work_item_id'), request, world);
    if (scope.type !== type) refuse(30005);
    const own = world.workHours.filter(({ itemId }) => itemId === scope.item.id);
    const { items, pagination } = page(own, body, { defaultSize: 20, maxSize: 200 });
    return { data: items.map((hour) => hourReply(hour, scope)), pagination };
  },

  project_work_hours_create: (request, world) => {
    const scope = editableItem(request, world);
    const specs = bodyObjects(request.body, 'working_hour_records');
    if (specs.length === 0) refuseMissing('working_hour_records');
    const days = workDays(request.body);
    const resources = specs.map((spec) => ({ ...resourceOf(spec, scope), ...effortOf(spec) }));
    const hours = resources.flatMap((resource) =>
      days.map((workDate) => newHour({ ...resource, workDate }, scope, request, world)),
    );
    world.workHours.push(...hours);
    return { data: hours.map((hour) => hourReply(hour, scope)) };
  },

  project_work_hours_update: (request, world) => {
    const scope = editableItem(request, world);
    const specs = bodyObjects(request.body, 'working_hour_records');
    if (specs.length === 0) refuseMissing('working_hour_records');
    const unnamed = world.options.unnamedParts === 'kept' ? undefined : '';
    const changes = specs.map((spec) => ({
      hour: ownHour(requiredId(spec, 'id'), scope, request, world),
      hours: spec['work_time'] === undefined ? undefined : effortOf(spec).hours,
      description: bodyText(spec, 'work_description') ?? unnamed,
    }));
    for (const { hour, hours = hour.hours, description = hour.description } of changes) {
      Object.assign(hour, { hours, description, updatedAt: world.clock.now() });
    }
    return {};
  },

  project_work_hours_delete: (request, world) => {
    const scope = itemOf(request, world);
    const ids = bodyIds(request.body, 'working_hour_record_ids') ?? [];
    if (ids.length === 0) refuseMissing('working_hour_record_ids');
    const gone = ids.map((id) => ownHour(id, scope, request, world));
    for (const hour of gone) world.workHours.splice(world.workHours.indexOf(hour), 1);
    return {};
  },
} satisfies ProjectHandlerGroup;

type Resource = Pick<WorkHour, 'resourceType' | 'resourceId'>;

function resourceOf(spec: WireObject, scope: ItemScope): Resource {
  const kind = requiredText(spec, 'resource_type');
  const resourceId = requiredText(spec, 'resource_id');
  if (kind !== 'node' && kind !== 'sub_task') return refuseParameter('resource_type', kind);
  const isKnown = resources(scope).has(`${kind} ${resourceId}`);
  if (isKnown) return { resourceType: kind, resourceId };
  return refuse(kind === 'node' ? 20018 : 20046);
}

/** The names of what hours can be worked on, by kind and id. */
function resources(scope: ItemScope): ReadonlyMap<string, string> {
  return new Map(
    nodesOf(scope).flatMap(({ node, conf }) => [
      [`node ${node.key}`, conf.name] as const,
      ...node.subTasks.map(({ id, name }) => [`sub_task ${id}`, name] as const),
    ]),
  );
}

/** `work_time` is written as text and read as a number. */
function effortOf(spec: WireObject) {
  const text = requiredText(spec, 'work_time');
  const hours = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (hours <= 0 || hours > 24) refuseParameter('work_time', 'more than 0, at most 24 hours a day');
  return { hours, description: bodyText(spec, 'work_description') ?? '' };
}

const dayMs = 24 * 60 * 60 * 1_000;

/** Each day from the first to the last; weekends only where they are included. */
function workDays(body: WireObject): number[] {
  const begin = momentOf(body, 'work_begin_date');
  const end = momentOf(body, 'work_end_date');
  if (begin > end || end - begin > 366 * dayMs) refuse(20013);
  const count = Math.floor((end - begin) / dayMs) + 1;
  const days = Array.from({ length: count }, (_, index) => begin + index * dayMs);
  const all = bodyBoolean(body, 'include_holidays') ?? false;
  return days.filter((day) => all || ![0, 6].includes(weekday(day)));
}

function momentOf(body: WireObject, name: string): number {
  const time = bodyInteger(body, name) ?? refuseMissing(name);
  return /^\d{13}$/.test(String(time)) ? time : refuse(20013);
}

/** In the time zone of the vendor's Chinese deployment. */
function weekday(time: number): number {
  return new Date(time + 8 * 60 * 60 * 1_000).getUTCDay();
}

function newHour(
  spec: Resource & Pick<WorkHour, 'workDate' | 'hours' | 'description'>,
  { item }: ItemScope,
  { identity }: ProjectRequest,
  { ids, clock }: ProjectWorld,
): WorkHour {
  const now = clock.now();
  return {
    ...spec,
    id: ids.newRecordId(),
    itemId: item.id,
    userKey: identity.userKey,
    createdAt: now,
    updatedAt: now,
  };
}

function ownHour(
  id: string,
  { item }: ItemScope,
  { identity }: ProjectRequest,
  { workHours }: ProjectWorld,
): WorkHour {
  const hour = workHours.find((each) => each.id === id && each.itemId === item.id);
  if (hour === undefined) return refuse(30015);
  return hour.userKey === identity.userKey ? hour : refuse(10001);
}

/** ManHourRecord. */
function hourReply(hour: WorkHour, scope: ItemScope): WireObject {
  const { resourceType, resourceId } = hour;
  return {
    id: int64(hour.id),
    related_work_item_id: int64(hour.itemId),
    related_work_item_type_key: scope.type.key,
    related_work_item_name: scope.item.name,
    resource_type: resourceType,
    resource_id: resourceId,
    resource_name: resources(scope).get(`${resourceType} ${resourceId}`) ?? '',
    work_date: hour.workDate,
    work_description: hour.description,
    work_time: hour.hours,
    work_user_key: hour.userKey,
    created_at: hour.createdAt,
    updated_at: hour.updatedAt,
  };
}
