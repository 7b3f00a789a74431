import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { listAll } from '../../context/tool-context.js';
import { fieldOf } from '../resolve/field.js';
import { refusal } from '../resolve/issues.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import { listAfter } from '../resolve/set-values.js';
import { branchesOf } from '../write/options.js';
import { displayOf } from './display.js';
import { optionActions } from './field-options.js';
import { withNames } from './named-values.js';
import {
  ask,
  namedSet,
  ofOne,
  type ProjectWrite,
  type StoredRule,
  withoutBlanks,
} from './stored-rule.js';

/** Settings and options of a field. */
export const fieldRule: StoredRule = {
  needsStored: () => true,
  read: readField,
  merge: mergeField,
  async shown(stored, { resolution }) {
    const { default_value, ...settings } = settingsOf(stored);
    const { listed } = partsOf(stored);
    const roles = await resolution.roles();
    const editors = Array.isArray(settings['authorized_roles']) ? settings['authorized_roles'] : [];
    const parts = {
      ...settings,
      default_value: displayOf(default_value, fieldOf(listed)),
      options: fieldOf(listed).options.flatMap((option) => branchesOf(option, []).map(nameOf)),
      authorized_roles: editors.map((role) => roles.find(({ id }) => id === role)?.name ?? role),
    };
    const [named] = await withNames([parts], resolution);
    return ofOne(objectsIn([named])[0] ?? {});
  },
};

function nameOf({ name }: { readonly name: string }): string {
  return name;
}

/** The field as it is listed, and its part of the creation form, which says what the list leaves out. */
async function readField({ context, args }: ProjectWrite): Promise<JsonObject> {
  const { project_key = null, work_item_type_key = null, field_key } = args;
  const place = { project_key, work_item_type_key };
  const isMeant = (field: JsonObject) => field['field_key'] === field_key;
  const listed = await listAll(context, 'project_fields_list', place);
  const form = await listAll(context, 'project_work_items_meta', place);
  return { listed: listed.find(isMeant) ?? {}, form: form.find(isMeant) ?? null };
}

function partsOf({ listed, form }: JsonObject) {
  return { listed: isJsonObject(listed) ? listed : {}, form: isJsonObject(form) ? form : {} };
}

/** The settings that a field can be written with, as far as they can be read. */
function settingsOf(stored: JsonObject): JsonObject {
  const { listed, form } = partsOf(stored);
  const { editable_personnel_scope: scope, number_config } = listed;
  const { default_value: value } = form;
  const editors = isJsonObject(scope) ? scope['editable_roles'] : undefined;
  return withoutBlanks({
    field_name: listed['field_name'],
    field_alias: listed['field_alias'],
    help_description: form['field_tips'],
    default_value: isJsonObject(value) ? value['value'] : undefined,
    authorized_roles: Array.isArray(editors) && editors.length > 0 ? editors : undefined,
    number_config: isJsonObject(number_config) ? number_config : undefined,
    work_item_relation_uuid: listed['relation_id'],
    free_add: form['free_add'] === true || form['free_add'] === 1 ? 1 : undefined,
  });
}

async function mergeField(stored: JsonObject, write: ProjectWrite): Promise<JsonObject> {
  const { args, resolution } = write;
  const { options, ...given } = args;
  const settings = settingsOf(stored);
  noteUnread(stored, write);
  const roles = given['authorized_roles'];
  return {
    ...settings,
    ...given,
    ...withNumberConfig(settings, given),
    ...(roles !== undefined && {
      authorized_roles: listAfter(
        settings['authorized_roles'],
        roles,
        namedSet('authorized_roles', resolution),
      ),
    }),
    ...(options !== undefined && { field_value: await optionsOf(stored, options, write) }),
  };
}

/** The number format with what is given in place of the same of it. */
function withNumberConfig(settings: JsonObject, given: JsonObject): JsonObject {
  const { number_config: stored } = settings;
  const { number_config: named } = given;
  return isJsonObject(stored) && isJsonObject(named)
    ? { number_config: { ...stored, ...named } }
    : {};
}

/** What nothing reads out cannot be sent along. */
function noteUnread({ form }: JsonObject, { args, resolution: { notes } }: ProjectWrite): void {
  const unread = [
    ...(isJsonObject(form) ? [] : ['help_description', 'default_value', 'free_add']),
    'team_option',
    'related_field_extra_display_infos',
  ].filter((key) => args[key] === undefined);
  if (!isJsonObject(form)) {
    notes.note(`${unread.join(', ')} of this field cannot be read, so they were not sent along`);
  }
}

async function optionsOf(stored: JsonObject, options: Json, write: ProjectWrite): Promise<Json> {
  const { args, resolution } = write;
  if (args['field_value'] !== undefined || args['team_option'] !== undefined) {
    throw refusal('options', 'goes without field_value and team_option');
  }
  const field = fieldOf(partsOf(stored).listed);
  if (field.type !== '' && !/select|radio/.test(field.type)) {
    throw refusal('options', `cannot be set: ${field.name} is of the type ${field.type}`);
  }
  const { actions, removed } = optionActions(field.options, options, resolution);
  for (const { name, values } of removed) {
    await noteUse(name, values.at(-1) ?? '', write);
  }
  return [...actions];
}

/** How many items have an option that is taken away. */
async function noteUse(name: string, value: string, write: ProjectWrite): Promise<void> {
  const { project_key, work_item_type_key, field_key = null } = write.args;
  const param = { param_key: field_key, operator: 'HAS ANY OF', value: [value] };
  const asked = {
    project_key,
    work_item_type_key,
    search_group: { conjunction: 'AND', search_params: [param], search_groups: [] },
    page_num: 1,
    page_size: 1,
  };
  const { notes } = write.resolution;
  try {
    const { pagination } = await ask(write, 'project_work_items_search', asked);
    const total = isJsonObject(pagination) ? textOf(pagination['total']) : '?';
    const items = total === '1' ? 'work item' : 'work items';
    notes.note(`the option ${name} was in use by ${total} ${items}`);
  } catch {
    notes.note(`how many work items use the option ${name} could not be seen`);
  }
}
