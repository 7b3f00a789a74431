import type { Json, JsonObject } from '../../../../core/json.js';
import type { ProjectField } from '../../resolve/field.js';
import type { ProjectNode } from '../../resolve/keys.js';
import { objectsIn, textOf, textsIn } from '../../resolve/reply-values.js';
import type { ResolutionContext } from '../../resolve/resolution-context.js';
import { groupsOf } from '../../write/pairs.js';
import { takenBy } from '../../write/values.js';

/** What would be sent of a node, in the vendor's terms. */
export interface NodeChanges {
  readonly node_owners?: readonly string[];
  readonly node_schedule?: JsonObject;
  readonly schedules?: readonly JsonObject[];
  readonly fields?: readonly JsonObject[];
  readonly role_assignee?: readonly JsonObject[];
}

/** One thing that a node lacks, as far as the changes do not bring it. */
export interface MissingRequirement {
  /** The argument that would bring it, or what it is. */
  readonly path: string;
  readonly problem: string;
  readonly allowed: string;
}

/** A node that is to be completed, with what names its parts. */
export interface NodeCompletion {
  readonly resolution: ResolutionContext;
  readonly node: ProjectNode;
  readonly fields: readonly ProjectField[];
  readonly changes: NodeChanges;
  nameOf(userKey: string): string;
}

/** What "获取指定节点/状态流转所需必填信息" lists and nothing brings. */
export async function missingRequirements(
  required: JsonObject,
  at: NodeCompletion,
): Promise<readonly MissingRequirement[]> {
  const open = (key: string) =>
    objectsIn(required[key]).filter(({ finished }) => finished !== true);
  const roles = open('form_items').filter((item) => item['class'] === 'role');
  return [
    ...open('form_items').flatMap((item) => lackingField(item, at)),
    ...(await lackingRoles(roles, at)),
    ...open('node_fields').flatMap((item) => lackingOfNode(item, at)),
    ...open('tasks').map((item) => lackingTask(item, at)),
    ...open('deliverables').map(lackingDeliverable),
  ];
}

/** Controls are the vendor's own business: what they want is known when it refuses. */
function lackingField(
  item: JsonObject,
  { fields, changes }: NodeCompletion,
): readonly MissingRequirement[] {
  const key = textOf(item['key']);
  const type = textOf(item['field_type_key']);
  if (item['class'] !== 'field' || isGiven(key, type, changes)) {
    return [];
  }
  const field = fields.find(({ id }) => id === key);
  const path = `fields.${field?.name || key}`;
  if (type === 'signal') {
    return [
      { path, problem: 'must be passed', allowed: 'true, or wait for its system to pass it' },
    ];
  }
  if (type === 'multi_file') {
    return [{ path, problem: 'needs a file', allowed: 'project_attachments_upload puts it there' }];
  }
  const problem = `is required${partsText(item, field)}`;
  return [{ path, problem, allowed: field === undefined ? type : formOf(field) }];
}

/** The sub-fields that every row must have. */
function partsText({ sub_field }: JsonObject, field: ProjectField | undefined): string {
  const open = objectsIn(sub_field).filter(({ finished }) => finished !== true);
  const names = open.map(({ field_key }) => {
    return field?.children.find(({ id }) => id === field_key)?.name ?? textOf(field_key);
  });
  return names.length === 0 ? '' : `, with ${names.join(', ')} in each row`;
}

function formOf(field: ProjectField): string {
  return field.type === 'compound_field' ? groupsOf(field) : takenBy(field);
}

function isGiven(key: string, type: string, { fields = [] }: NodeChanges): boolean {
  const value = fields.find(({ field_key }) => field_key === key)?.['field_value'];
  return type === 'signal' ? value === true : isFilled(value);
}

function isFilled(value: Json | undefined): boolean {
  const isEmptyList = Array.isArray(value) && value.length === 0;
  return value !== undefined && value !== null && value !== '' && !isEmptyList;
}

async function lackingRoles(
  items: readonly JsonObject[],
  { resolution, changes: { role_assignee = [] } }: NodeCompletion,
): Promise<readonly MissingRequirement[]> {
  const given = role_assignee.filter(({ owners }) => isFilled(owners)).map(({ role }) => role);
  const lacking = items.map((item) => textOf(item['key'])).filter((key) => !given.includes(key));
  const roles = lacking.length === 0 ? [] : await resolution.roles();
  return lacking.map((key) => ({
    path: `role_owners.${roles.find(({ id }) => id === key)?.name ?? key}`,
    problem: 'is held by nobody',
    allowed: 'people: names, e-mails or user keys',
  }));
}

interface OfNode {
  readonly path: string;
  readonly allowed: string;
  /** Whether changes bring it. */
  readonly given: (changes: NodeChanges) => boolean;
  /** Whether a schedule of one owner does, where each owner has one. */
  readonly inSchedule?: (schedule: JsonObject) => boolean;
}

const isSpan = ({ estimate_start_date: start, estimate_end_date: end }: JsonObject) =>
  Number(start) > 0 && Number(end) > 0;
const hasPoints = ({ points }: JsonObject) => Number(points) > 0;
const hasHours = ({ actual_work_time: hours }: JsonObject) => Number(hours) > 0;
const hasEnd = ({ estimate_end_date: end }: JsonObject) => Number(end) > 0;

function scheduled(path: string, allowed: string, inSchedule: (it: JsonObject) => boolean): OfNode {
  return {
    path,
    allowed,
    inSchedule,
    given: ({ node_schedule }) => node_schedule !== undefined && inSchedule(node_schedule),
  };
}

const owners: OfNode = {
  path: 'owners',
  allowed: 'people, or role_owners where its roles own the node',
  given: ({ node_owners, role_assignee = [] }) =>
    (node_owners ?? []).length > 0 || role_assignee.some((role) => isFilled(role['owners'])),
};

/** What a node itself requires, by the vendor's key. */
const ofNode: ReadonlyMap<string, OfNode> = new Map([
  ['owner', owners],
  ['owners', owners],
  ['points', scheduled('schedule.points', 'the estimate, a number', hasPoints)],
  ['schedule', scheduled('schedule', '{start, end}', isSpan)],
  ['actual_work_time', scheduled('schedule.actual_work_time', 'hours, a number', hasHours)],
  ['estimate_end_date', scheduled('schedule.end', 'a date', hasEnd)],
]);

function lackingOfNode(item: JsonObject, at: NodeCompletion): readonly MissingRequirement[] {
  const key = textOf(item['field_key']);
  const known = ofNode.get(key);
  if (known === undefined) {
    return isGiven(key, '', at.changes) ? [] : [unknownOfNode(key, at)];
  }
  const { path, allowed, inSchedule } = known;
  const waiting = textsIn(item['not_finished_owner']);
  if (inSchedule === undefined || waiting.length === 0) {
    return known.given(at.changes) ? [] : [{ path, problem: 'is required', allowed }];
  }
  const { schedules = [] } = at.changes;
  const lacking = waiting.filter(
    (owner) => !schedules.some((it) => textsIn(it['owners']).includes(owner) && inSchedule(it)),
  );
  const names = lacking.map(at.nameOf).join(', ');
  const form = `${allowed}; schedule: [{owner, start, end, points}]`;
  return names === '' ? [] : [{ path, problem: `is required of ${names}`, allowed: form }];
}

function unknownOfNode(key: string, { fields }: NodeCompletion): MissingRequirement {
  const field = fields.find(({ id }) => id === key);
  return field === undefined
    ? { path: key, problem: 'is required', allowed: 'node_fields of project_nodes_operate' }
    : { path: `fields.${field.name}`, problem: 'is required', allowed: formOf(field) };
}

function lackingTask(item: JsonObject, { node }: NodeCompletion): MissingRequirement {
  const id = textOf(item['task_id']);
  const task = objectsIn(node.told['sub_tasks']).find((it) => textOf(it['id']) === id);
  return {
    path: `sub-task ${textOf(task?.['name'])} (${id})`,
    problem: 'is not completed',
    allowed: `project_subtasks_operate with node_id ${node.id}, task_id ${id}, action confirm`,
  };
}

function lackingDeliverable(item: JsonObject): MissingRequirement {
  return {
    path: `deliverable ${textOf(item['deliverable_id'])}`,
    problem: 'is not delivered',
    allowed: 'project_deliverables_get shows what it is',
  };
}
