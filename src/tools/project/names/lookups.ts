import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { readLink } from '../../input/links.js';
import { type ArgumentIn, each, eachText, one, type ResolveArgument } from '../resolve/argument.js';
import { refusal } from '../resolve/issues.js';
import { fieldKey, fieldKeyOfType, nodeKey, nodeOfItem } from '../resolve/keys.js';
import { personKey } from '../resolve/people.js';
import { int64, objectsIn, textOf } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';
import { resolveSet } from '../resolve/set-values.js';
import { spaceKey, typeKey } from '../resolve/work-item-ref.js';
import { optionOfField, optionValues, toConclusion, writeFinishedInfos } from './choices.js';
import { toDefaultValue } from './default-values.js';
import { fileUuids } from './files.js';
import { departmentKey, listedUserGroupId, teamId, userGroupId } from './groups.js';
import { associatedItemId, foreignItemId, workItemId } from './items.js';
import { isIdForm } from './listed.js';
import { statusKey, templateId, templateKey } from './processes.js';
import { relationId, ruleId } from './relations.js';
import { subTaskId } from './sub-tasks.js';
import { writeStepChanges } from './template-changes.js';
import { quickFilterId, viewId, viewIds } from './views.js';

type Find = (resolution: ResolutionContext, text: string, path: string) => Promise<string>;

/** Arguments whose names are found in listings, by their own names. */
export const lookups: readonly (readonly [string, ResolveArgument])[] = [
  ...each(['priorities'], (value, { resolution, path }) =>
    optionValues(resolution, 'priority', value, path),
  ),
  ...each(['tags'], (value, { resolution, path }) => optionValues(resolution, 'tags', value, path)),
  ...each(['default_value'], toDefaultValue),
  ...each(['first_option_key'], (value, { args, resolution, path }) =>
    optionOfField(resolution, textOf(value), path, textOf(args['field_key'])),
  ),
  ...each(['finished_conclusion_option_key'], atNode(toConclusion)),
  ...each(['finished_infos'], atNode(writeFinishedInfos)),
  ...each(['sub_stages'], eachText(statusKey)),
  ...each(['work_item_status'], eachPart({ state_key: statusKey })),
  ...each(['template_id', 'copy_template_id'], one(numeric(templateId))),
  ...each(['template_ids'], eachId(templateId)),
  ...each(['template_key'], one(templateKey)),
  ...each(['workflow_confs', 'state_flow_confs'], toStepChanges),
  ...each(['view_id'], one(viewId)),
  ...each(['view_ids'], (value, { resolution, path }) => viewIds(resolution, value, path)),
  ...each(['quick_filter_id'], toQuickFilter),
  ...each(['uuids'], (value, { args, path, resolution }) =>
    fileUuids(value, textOf(args['field_key']) || textOf(args['field_alias']), path, resolution),
  ),
  ...each(['task_id'], toSubTask),
  ...each(['work_item_ids', 'work_item_id_list'], eachId(itemOfTypes)),
  ...each(['add_work_item_ids', 'remove_work_item_ids'], eachId(itemOfTypes)),
  ...each(['relation_work_item_id'], toRelatedItem),
  ...each(['relation_id', 'work_item_relation_uuid'], one(relationId)),
  ...each(['relation_rule_id'], one(ruleId)),
  ...each(
    ['story_relations'],
    eachPart({
      local_work_item_id: workItemId,
      remote_work_item_id: foreignItemId,
      relation_id: ruleId,
    }),
  ),
  ...each(['instances'], toInstances),
  ...each(['relation_details'], toPlaces),
  ...each(['object'], toCommented),
  ...each(['reference_field_key'], (value, { args, resolution, path }) =>
    fieldKeyOfType(resolution, textOf(value), path, textOf(args['reference_work_item_type_key'])),
  ),
  ...each(['conform_fields'], eachPart({ field_key: fieldKey })),
  ...each(['user_group_id'], one(userGroupId)),
  ...each(['user_group_ids'], eachText(listedUserGroupId)),
  ...each(['cooperation_team_ids'], eachId(teamId)),
  ...each(['cooperation_teams'], eachPart({ id: teamId })),
  ...each(['team_option'], toTeamOption),
  ...each(['department_meego_key', 'parent_department_meego_key'], one(departmentKey)),
  ...each(['department_meego_keys'], eachText(departmentKey)),
  ...each(['meego_user_key', 'user_meego_key'], one(accountKey)),
];

/** Such ids are integers to the vendor; digits are ids. */
function numeric(find: Find): Find {
  return async (resolution, text, path) =>
    /^\d+$/.test(text) && resolution.trusts() ? text : find(resolution, text, path);
}

function eachId(find: Find): ResolveArgument {
  return (value, { resolution, path }) =>
    resolution.issues.attemptAll<Json, Json>([value].flat(), async (item, index) =>
      int64(await find(resolution, textOf(item), `${path}[${index}]`)),
    );
}

/** Objects in a list of which some parts name something. */
function eachPart(finders: Readonly<Record<string, Find>>): ResolveArgument {
  return (value, { resolution, path }) =>
    resolution.issues.attemptAll<JsonObject, Json>(objectsIn(value), (part, index) =>
      withFound(part, finders, { resolution, path: `${path}[${index}]` }),
    );
}

type Position = Pick<ArgumentIn, 'path' | 'resolution'>;

async function withFound(
  part: JsonObject,
  finders: Readonly<Record<string, Find>>,
  { resolution, path }: Position,
): Promise<JsonObject> {
  const found: [string, Json][] = [];
  for (const [key, find] of Object.entries(finders)) {
    const given = textOf(part[key]);
    if (given !== '') {
      const id = await resolution.issues.attempt(() => find(resolution, given, `${path}.${key}`));
      found.push([key, key.endsWith('work_item_id') ? int64(id ?? '') : (id ?? given)]);
    }
  }
  return { ...part, ...Object.fromEntries(found) };
}

function itemOfTypes(resolution: ResolutionContext, text: string, path: string): Promise<string> {
  return workItemId(resolution, text, path, { types: resolution.typeKeys });
}

/** An item of the space and type beside it; without a space, one that the item of the call is associated with. */
async function toRelatedItem(value: Json, { args, resolution, path }: ArgumentIn): Promise<Json> {
  const space = textOf(args['relation_project_key']);
  const types = [textOf(args['relation_work_item_type_key'])].filter((type) => type !== '');
  const id =
    space === ''
      ? await associatedItemId(resolution, value, path)
      : await workItemId(resolution, value, path, { types, space });
  return int64(id);
}

function toInstances(value: Json, { resolution, path }: ArgumentIn): Promise<Json> {
  return resolution.issues.attemptAll<JsonObject, Json>(objectsIn(value), async (given, index) => {
    const at = { resolution, path: `${path}[${index}]` };
    const placed = await toPlace(given, at);
    const space = textOf(placed['project_key']);
    const types = [textOf(placed['work_item_type_key'])];
    const item = given['work_item_id'];
    const id = await workItemId(resolution, item, `${at.path}.work_item_id`, { types, space });
    refuseOtherItem(given['project_key'], id, at);
    return { ...placed, work_item_id: int64(id) };
  });
}

/** The link of an item in place of the space names the item as well. */
function refuseOtherItem(
  space: Json | undefined,
  id: string,
  { resolution, path }: Position,
): void {
  const place = { path: `${path}.project_key`, hosts: resolution.linkHosts };
  const link = readLink(textOf(space), place);
  if (link?.kind === 'project_work_item' && link.token !== id) {
    const problem = `is ${id}, but the link in project_key is that of item ${link.token}`;
    throw refusal(`${path}.work_item_id`, problem, 'one of the two');
  }
}

function toPlaces(value: Json, { resolution, path }: ArgumentIn): Promise<Json> {
  return resolveSet(value, path, (list, place) =>
    resolution.issues.attemptAll<JsonObject, Json>(objectsIn(list), (given, index) =>
      toPlace(given, { resolution, path: `${place}[${index}]` }),
    ),
  );
}

/** A type in a space that need not be that of the call. */
async function toPlace(given: JsonObject, { resolution, path }: Position): Promise<JsonObject> {
  const placed = await withFound(given, { project_key: spaceKey }, { resolution, path });
  const space = textOf(placed['project_key']);
  resolution.issues.throwIfAny();
  const inSpace: Find = (context, text, place) =>
    typeKey(context, text, place, space === '' ? context.spaceKeys : [space]);
  return withFound(placed, { work_item_type_key: inSpace }, { resolution, path });
}

/** What a comment is on. */
async function toCommented(value: Json, { resolution, path }: ArgumentIn): Promise<Json> {
  if (!isJsonObject(value)) {
    return value;
  }
  const typed = await withFound(value, { work_item_type_key: typeKey }, { resolution, path });
  const type = textOf(typed['work_item_type_key']);
  return withFound(
    typed,
    {
      work_item_id: (...at) => workItemId(...at, { types: type === '' ? [] : [type] }),
      field_key: (...at) => fieldKeyOfType(...at, type),
    },
    { resolution, path },
  );
}

async function toSubTask(value: Json, { name, args, resolution, path }: ArgumentIn): Promise<Json> {
  const text = textOf(value);
  if (name === 'project_tasks_get_result') {
    return value;
  }
  const node = textOf(args['node_id']);
  const isId = /^\d+$/.test(text) && resolution.doubted === 'none';
  const within = isId || node === '' ? undefined : await nodeOfItem(resolution, node, 'node_id');
  return int64(await subTaskId(resolution, text, path, within));
}

async function toQuickFilter(value: Json, { args, resolution, path }: ArgumentIn): Promise<Json> {
  const view = await viewId(resolution, textOf(args['view_id']), 'view_id');
  return quickFilterId(resolution, textOf(value), path, view);
}

/** Resolves what belongs to the node that a call names. */
function atNode(
  find: (...at: Parameters<typeof writeFinishedInfos>) => Promise<Json>,
): ResolveArgument {
  return async (value, { args, resolution, path }) =>
    find(resolution, value, path, await nodeKey(resolution, textOf(args['node_id']), 'node_id'));
}

async function toStepChanges(value: Json, { args, resolution, path }: ArgumentIn): Promise<Json> {
  const template = await numeric(templateId)(
    resolution,
    textOf(args['template_id']),
    'template_id',
  );
  return writeStepChanges(resolution, value, path, template);
}

async function toTeamOption(value: Json, { resolution, path }: ArgumentIn): Promise<Json> {
  const scopes = isJsonObject(value) ? value['team_data_scopes'] : undefined;
  if (!isJsonObject(value) || scopes === undefined) {
    return value;
  }
  const at = { resolution, path: `${path}.team_data_scopes` };
  const found = await resolution.issues.attemptAll<JsonObject, Json>(
    objectsIn(scopes),
    (scope, index) =>
      withFound(scope, { team_id: teamId }, { ...at, path: `${at.path}[${index}]` }),
  );
  return { ...value, team_data_scopes: found };
}

/** Accounts that were stopped are found by their keys alone. */
async function accountKey(
  resolution: ResolutionContext,
  text: string,
  path: string,
): Promise<string> {
  return isIdForm(text) && resolution.trusts() ? text : personKey(resolution, text, path);
}
