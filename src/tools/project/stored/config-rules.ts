import { isJsonObject, type JsonObject } from '../../../core/json.js';
import { listAll } from '../../context/tool-context.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import { hasDelta, withListsAfter } from '../resolve/set-values.js';
import { people } from './display.js';
import { withNames } from './named-values.js';
import {
  ask,
  namedSet,
  ofOne,
  type ProjectWrite,
  type StoredRule,
  withoutBlanks,
} from './stored-rule.js';

/*
 * The pages of these updates do not say what becomes of the settings that a call leaves out, so that the whole is sent:
 * what is stored, under what is given.
 */

const always = () => true;

/** Settings of a work item type. */
export const typeRule: StoredRule = {
  needsStored: always,
  read: (write) => ask(write, 'project_work_item_types_get', placeOf(write)),
  merge: (type, { args, resolution }) => {
    const stored = typeSettings(type);
    return {
      ...stored,
      ...args,
      ...withListsAfter(stored, argsOf(stored, args), namedSet('type', resolution)),
    };
  },
  shown: (type) => {
    const { belong_role_keys: _, ...settings } = typeSettings(type);
    const roles = objectsIn(type['belong_roles']).map(({ name, id }) => textOf(name) || textOf(id));
    const fields = namedFields.flatMap((field) => {
      const name = textOf(type[`${field}_name`]);
      return name === '' ? [] : [[`${field}_key`, `${name} (${textOf(type[`${field}_key`])})`]];
    });
    return ofOne({ ...settings, ...Object.fromEntries(fields), belong_roles: roles });
  },
};

/** The vendor tells the name of each beside its key. */
const namedFields = ['schedule_field', 'estimate_point_field', 'actual_work_time_field'];

function typeSettings(type: JsonObject): JsonObject {
  return withoutBlanks({
    description: type['description'],
    is_disabled: type['is_disabled'],
    is_pinned: type['is_pinned'],
    enable_schedule: type['enable_schedule'],
    schedule_field_key: type['schedule_field_key'],
    estimate_point_field_key: type['estimate_point_field_key'],
    actual_work_time_field_key: type['actual_work_time_field_key'],
    actual_work_time_switch: type['actual_work_time_switch'],
    belong_role_keys: objectsIn(type['belong_roles']).map(({ id }) => textOf(id)),
  });
}

/** The arguments that are settings of a kind. */
function argsOf(settings: JsonObject, args: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(args).filter(([key]) => key in settings));
}

/** Space and type of a call. */
export function placeOf({ args }: ProjectWrite): JsonObject {
  const { project_key = null, work_item_type_key = null } = args;
  return { project_key, work_item_type_key };
}

/** A role of a work item type. */
export const roleRule: StoredRule = {
  needsStored: always,
  async read(write) {
    const { role_id, role_alias } = write.args;
    const roles = await listAll(write.context, 'project_roles_list', placeOf(write));
    const isMeant = (role: JsonObject) =>
      role_id === undefined ? role['role_alias'] === role_alias : role['id'] === role_id;
    return roles.find(isMeant) ?? {};
  },
  merge: (role, { args, resolution }) => {
    const stored = roleSettings(role);
    const given = isJsonObject(args['role']) ? args['role'] : {};
    const set = namedSet('role', resolution);
    return { ...args, role: { ...stored, ...withListsAfter(stored, given, set) } };
  },
  async shown(role, { resolution }) {
    const { members, ...settings } = roleSettings(role);
    const [named] = await withNames([{ ...settings, members: people(members) }], resolution);
    return ofOne(isJsonObject(named) ? named : {});
  },
};

const roleKeys = [
  'name',
  'is_owner',
  'auto_enter_group',
  'member_assign_mode',
  'members',
  'is_member_multi',
  'role_alias',
  'lock_scope',
];

function roleSettings(role: JsonObject): JsonObject {
  return withoutBlanks(Object.fromEntries(roleKeys.map((key) => [key, role[key]])));
}

/** A relation between work item types. */
export const relationRule: StoredRule = {
  needsStored: always,
  async read({ args, context }) {
    const { project_key = null, relation_id } = args;
    const relations = await listAll(context, 'project_relations_list', { project_key });
    return relations.find(({ id }) => id === relation_id) ?? {};
  },
  merge: (relation, { args, resolution }) => {
    const stored = relationSettings(relation);
    const { name, work_item_type_key } = args;
    const given = args['relation_details'];
    return {
      ...args,
      name: name ?? stored['name'],
      work_item_type_key: work_item_type_key ?? stored['work_item_type_key'],
      relation_details:
        given === undefined
          ? stored['relation_details']
          : withListsAfter(stored, { relation_details: given }, namedSet('relation', resolution))[
              'relation_details'
            ],
    };
  },
  shown: ({ name, work_item_type_key, work_item_type_name, relation_details: details }) =>
    ofOne({
      name: name ?? null,
      work_item_type: textOf(work_item_type_name) || (work_item_type_key ?? null),
      relation_details: objectsIn(details).map(placeText),
    }),
};

/** Space and type of what a relation leads to, by name. */
function placeText(place: JsonObject): string {
  const space = textOf(place['project_name']) || textOf(place['project_key']);
  return `${space}/${textOf(place['work_item_type_name']) || textOf(place['work_item_type_key'])}`;
}

function relationSettings({ name, work_item_type_key, relation_details }: JsonObject) {
  return {
    name: name ?? null,
    work_item_type_key: work_item_type_key ?? null,
    relation_details: objectsIn(relation_details).map(
      ({ project_key, work_item_type_key: type }) => ({
        project_key: project_key ?? null,
        work_item_type_key: type ?? null,
      }),
    ),
  };
}

/** Nodes or states of a process: a changed one is sent as a whole. */
export const templateRule: StoredRule = {
  needsStored: (args) => changedConfs(args).length > 0,
  read: (write) => {
    const { project_key = null, template_id } = write.args;
    const asked = { project_key, template_id: textOf(template_id) };
    return ask(write, 'project_templates_get', asked);
  },
  merge: (template, { args, resolution }) => {
    const merged = confArguments.flatMap((key) => {
      const stored = objectsIn(template[key]);
      const confs = objectsIn(args[key]).map((conf) => mergedConf(stored, conf, resolution));
      return args[key] === undefined ? [] : [[key, confs] as const];
    });
    return { ...args, ...Object.fromEntries(merged) };
  },
  async shown(template, { resolution }) {
    const confs = confArguments.flatMap((key) => objectsIn(template[key]).map(confOf));
    const withPeople = confs.map(({ owners = null, ...conf }) => ({
      ...conf,
      ...(owners !== null && { owners: people(owners) }),
    }));
    const named = objectsIn(await withNames(withPeople, resolution));
    return new Map(named.map((conf) => [textOf(conf['state_key']), conf]));
  },
  idColumn: 'state_key',
};

const confArguments = ['workflow_confs', 'state_flow_confs'] as const;
/** Of `action`. */
const change = 3;

function changedConfs(args: JsonObject): readonly JsonObject[] {
  const confs = confArguments.flatMap((key) => objectsIn(args[key]));
  return confs.filter((conf) => conf['action'] === change || hasDelta(conf));
}

/** Parts that an update changes one by one, each with an action of its own. */
const ownActions = new Set([
  'task_confs',
  'sub_tasks',
  'sub_work_items',
  'fields',
  'confirm_form_list',
]);

function confOf(conf: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(conf).filter(([key]) => !ownActions.has(key)));
}

function mergedConf(
  stored: readonly JsonObject[],
  given: JsonObject,
  resolution: ProjectWrite['resolution'],
): JsonObject {
  const before = stored.find(({ state_key }) => state_key === given['state_key']);
  if (given['action'] !== change || before === undefined) {
    return given;
  }
  const set = namedSet(textOf(before['name']), resolution);
  return { ...withoutBlanks(confOf(before)), ...withListsAfter(before, given, set) };
}
