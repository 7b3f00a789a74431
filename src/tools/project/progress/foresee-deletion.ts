import type { Json, JsonObject } from '../../../core/json.js';
import { brief } from '../../answer/budget.js';
import { unless } from '../resolve/issues.js';
import { objectsIn, textOf, textsIn } from '../resolve/reply-values.js';
import { moment } from '../stored/display.js';
import { commentRule, refuseUnknownHours, workHoursRule } from '../stored/item-rules.js';
import { taskOf } from './foresee-sub-task.js';
import { type ForeseenWrite, type Foresight, nothingForeseen } from './foresight.js';
import { callerDoubt, type PersonNames, personNames, standingOf } from './standing.js';

/* What deletions are going to take away, by name. */

/** Deleting an item. */
export async function foreseeItemDeletion({
  resolution,
  context,
}: ForeseenWrite): Promise<Foresight> {
  return goes((await standingOf(resolution, context))?.name);
}

/** Deleting a sub-task. */
export async function foreseeSubTaskDeletion({
  args,
  resolution,
}: ForeseenWrite): Promise<Foresight> {
  const found = await taskOf(args, resolution);
  return goes(found && textOf(found.task['name']));
}

/** Deleting a view: fixed and condition views have a name that can be read. */
export async function foreseeViewDeletion({ args, resolution }: ForeseenWrite): Promise<Foresight> {
  const asked = { project_key: resolution.space, view_id: args['view_id'], page_num: 1 };
  const view = await unless(
    resolution.names.now('project_fixed_views_get', { ...asked, page_size: 1 }),
    'invalid',
    'not_found',
    'permission',
  );
  return goes(textOf(view?.['name']));
}

/** Deleting a comment. */
export async function foreseeCommentDeletion(write: ForeseenWrite): Promise<Foresight> {
  const { id, content, operator } = await commentRule.read(write);
  if (id === undefined) {
    const problem = `is ${textOf(write.args['comment_id'])}, and the item has no such comment`;
    write.resolution.issues.add('comment_id', problem, 'ids from project_comments_list');
  }
  const notes = await writerNotes(textOf(operator), write);
  return { ...goes(textOf(brief(content ?? null))), notes };
}

/** Comments are deleted by those who wrote them. */
async function writerNotes(writer: string, write: ForeseenWrite): Promise<readonly string[]> {
  const fact = (nameOf: PersonNames) => `the comment is by ${nameOf(writer)}`;
  const doubt = writer === '' ? undefined : await callerDoubt([writer], fact, write);
  return doubt === undefined ? [] : [doubt];
}

/** Deleting registered hours. */
export async function foreseeHoursDeletion(write: ForeseenWrite): Promise<Foresight> {
  const { resolution, args } = write;
  const listed = objectsIn((await workHoursRule.read(write))['data']);
  const argument = 'working_hour_record_ids';
  const ids = idsIn(args[argument]);
  const found = listed.filter(({ id }) => ids.includes(textOf(id)));
  const unknown = ids.filter((id) => !found.some((record) => textOf(record['id']) === id));
  refuseUnknownHours(argument, unknown, resolution);
  const keys = found.map(({ work_user_key }) => textOf(work_user_key));
  const nameOf = await personNames(keys, resolution);
  const names = found.map((record) => [textOf(record['id']), hoursText(record, nameOf)]);
  return { ...nothingForeseen, facts: { names: Object.fromEntries(names) } };
}

/** `2026-11-02 张三 1.5 h 后端开发`. */
function hoursText(
  { work_date = null, work_user_key, work_time = null, resource_name }: JsonObject,
  nameOf: (key: string) => string,
): string {
  const parts = [moment(work_date), nameOf(textOf(work_user_key)), `${work_time} h`];
  return [...parts, textOf(resource_name)].map(textOf).filter(Boolean).join(' ');
}

function idsIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(textOf) : textsIn(value);
}

function goes(name: string | undefined): Foresight {
  return name ? { ...nothingForeseen, facts: { name } } : nothingForeseen;
}
