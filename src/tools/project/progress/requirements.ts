import type { JsonObject } from '../../../core/json.js';
import { callEndpoint } from '../../context/tool-context.js';
import type { ProjectField } from '../resolve/field.js';
import { unless } from '../resolve/issues.js';
import { int64, objectsIn, textOf } from '../resolve/reply-values.js';
import { groupsOf } from '../write/pairs.js';
import { takenBy } from '../write/values.js';
import { lackingOfNode } from './node-requirements.js';
import {
  isFilled,
  type MissingRequirement,
  type NodeChanges,
  type PlannedTransition,
} from './transition.js';

/** Adds to the issues of a call what its transition requires and nothing brings. */
export async function refuseMissing(at: PlannedTransition): Promise<void> {
  const { resolution, context, target } = at;
  const asking = callEndpoint(context, 'project_transitions_get_required', {
    project_key: resolution.space,
    work_item_type_key: await resolution.knownType(),
    work_item_id: int64(resolution.item ?? ''),
    state_key: target.id,
    mode: 'unfinished',
  });
  const required = await unless(asking, 'permission');
  if (required === undefined) {
    context.note(`what ${target.name} requires may not be seen`);
  }
  const { issues } = resolution;
  for (const { path, problem, allowed } of await missingRequirements(required ?? {}, at)) {
    // A value that was given and is wrong is told already.
    if (!issues.has(path)) {
      issues.add(path, problem, allowed);
    }
  }
}

/** What "获取指定节点/状态流转所需必填信息" lists and nothing brings. */
async function missingRequirements(
  required: JsonObject,
  at: PlannedTransition,
): Promise<readonly MissingRequirement[]> {
  const open = (key: string) =>
    objectsIn(required[key]).filter(({ finished }) => finished !== true);
  const roles = open('form_items').filter((item) => item['class'] === 'role');
  return [
    ...open('form_items').flatMap((item) => lackingField(item, at)),
    ...(await lackingRoles(roles, at)),
    ...open('node_fields').flatMap((item) => lackingOfNode(item, at) ?? lackingOther(item, at)),
    ...open('tasks').map((item) => lackingTask(item, at)),
    ...open('deliverables').map(lackingDeliverable),
  ];
}

/** Controls are the vendor's own business: what they want is known when it refuses. */
function lackingField(
  item: JsonObject,
  { fields, changes }: PlannedTransition,
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

async function lackingRoles(
  items: readonly JsonObject[],
  { resolution, words, changes: { role_assignee = [] } }: PlannedTransition,
): Promise<readonly MissingRequirement[]> {
  const given = role_assignee.filter(({ owners }) => isFilled(owners)).map(({ role }) => role);
  const lacking = items.map((item) => textOf(item['key'])).filter((key) => !given.includes(key));
  const roles = lacking.length === 0 ? [] : await resolution.roles();
  return lacking.map((key) => ({
    path: `${words.roles}.${roles.find(({ id }) => id === key)?.name ?? key}`,
    problem: 'is held by nobody',
    allowed: 'people: names, e-mails or user keys',
  }));
}

function lackingOther(item: JsonObject, at: PlannedTransition): readonly MissingRequirement[] {
  const key = textOf(item['field_key']);
  const isReviewed = at.changes.hasReview === true && /finish|conclusion|opinion/.test(key);
  return isReviewed || isGiven(key, '', at.changes) ? [] : [unknownOfNode(key, at)];
}

function unknownOfNode(key: string, { fields }: PlannedTransition): MissingRequirement {
  const field = fields.find(({ id }) => id === key);
  return field === undefined
    ? { path: key, problem: 'is required', allowed: 'node_fields of project_nodes_operate' }
    : { path: `fields.${field.name}`, problem: 'is required', allowed: formOf(field) };
}

function lackingTask(item: JsonObject, { target }: PlannedTransition): MissingRequirement {
  const id = textOf(item['task_id']);
  const task = objectsIn(target.told['sub_tasks']).find((it) => textOf(it['id']) === id);
  return {
    path: `sub-task ${textOf(task?.['name'])} (${id})`,
    problem: 'is not completed',
    allowed: `project_subtasks_operate with node_id ${target.id}, task_id ${id}, action confirm`,
  };
}

function lackingDeliverable(item: JsonObject): MissingRequirement {
  return {
    path: `deliverable ${textOf(item['deliverable_id'])}`,
    problem: 'is not delivered',
    allowed: 'project_deliverables_get shows what it is',
  };
}
