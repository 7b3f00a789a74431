import type { JsonObject } from '../../../core/json.js';
import { refuse } from '../../feishu/refusal.js';
import { checkMayAct, refuseUnknownId } from '../gateway/access.js';
import { pageOf, type SortKeys } from '../gateway/paging.js';
import {
  bodyInteger,
  bodyText,
  incorrectParameter,
  optionalText,
  queryText,
} from '../gateway/request.js';
import type { EnosHandlers } from '../handlers.js';
import type { Enos, EnosUser } from '../model.js';
import { instanceReply } from './instance-reply.js';
import { statusCode } from './status.js';
import { allCourses, type Course, flowStatus, isOver } from './timeline.js';

export const instanceHandlers = {
  enos_flow_instances_search: ({ body, user }, enos) => {
    const found = allCourses(enos).filter(searchTest(body, user, enos));
    const shown = pageOf(found, body, sortKeys);
    const counted = enos.options.instanceCount === 'all' ? found : shown;
    return {
      flowInsts: shown.map((course) => instanceReply(course, user, enos)),
      count: counted.length,
    };
  },

  enos_flow_instances_get: ({ query, user }, enos) =>
    instanceReply(visibleCourse(queryText(query, 'flowInstId'), user, enos), user, enos),

  enos_flow_instances_cancel: ({ body, user }, enos) => {
    const course = visibleCourse(bodyText(body, 'flowInstId'), user, enos);
    checkMayAct(course.instance.flow, user);
    // What is over stays as it ended; the page has no code for it.
    if (!isOver(course, enos)) course.instance.cancelledAt = enos.clock.now();
    return '';
  },
} satisfies Partial<EnosHandlers>;

const sortKeys: SortKeys<Course> = {
  createTime: ({ instance }) => instance.createdAt,
  updateTime: ({ instance }) => instance.createdAt,
  startTime: ({ startAt }) => startAt ?? Number.POSITIVE_INFINITY,
  triggerTime: ({ instance }) => instance.triggerTime,
  endTime: ({ endAt }) => endAt,
};

function visibleCourse(id: string, user: EnosUser, enos: Enos): Course {
  const course = allCourses(enos).find(({ instance }) => instance.instanceId === id);
  if (course === undefined) return refuseUnknownId(enos);
  return course.instance.flow.orgId === user.orgId ? course : refuse(62103);
}

function searchTest(body: JsonObject, user: EnosUser, enos: Enos): (course: Course) => boolean {
  const type = bodyInteger(body, 'type');
  const owner = bodyText(body, 'owner');
  const from = bodyInteger(body, 'fromTriggerTime');
  const to = bodyInteger(body, 'toTriggerTime');
  const statuses = readStatuses(body);
  const part = (optionalText(body, 'expression') ?? '').toLowerCase();
  return (course) => {
    const { instance } = course;
    const { flow, settings, triggerTime } = instance;
    const texts = [instance.instanceId, settings.name.toLowerCase()];
    return [
      flow.orgId === user.orgId,
      settings.type === type,
      owner === '' || settings.owners.includes(owner),
      triggerTime >= from && triggerTime <= to,
      texts.some((text) => text.includes(part)),
      statuses.has(statusCode(flowStatus(course, enos))),
    ].every(Boolean);
  };
}

/** `1,2,3`; the sample sends a single number. */
function readStatuses({ status }: JsonObject): ReadonlySet<number> {
  const text = typeof status === 'number' ? String(status) : status;
  if (typeof text !== 'string' || !/^-?\d+(,\s*-?\d+)*$/.test(text)) return incorrectParameter();
  return new Set(text.split(',').map(Number));
}
