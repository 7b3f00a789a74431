import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { listAll, walkPages } from '../../context/tool-context.js';
import { refusal } from '../resolve/issues.js';
import { int64, objectsIn, textOf } from '../resolve/reply-values.js';
import { hasDelta } from '../resolve/set-values.js';
import { displayOf } from './display.js';
import {
  mergedPairs,
  mergedRoles,
  readItem,
  shownFields,
  shownItem,
  valueIn,
} from './item-values.js';
import { withNames } from './named-values.js';
import {
  ask,
  itemArgs,
  ofOne,
  type ProjectWrite,
  type ShownParts,
  type StoredRule,
} from './stored-rule.js';

/** Fields of an item: each value replaces the old one, so that lists are changed here. */
export const itemRule: StoredRule = {
  needsStored: (args) =>
    hasDelta(args['update_fields']) || writesRoles(objectsIn(args['update_fields'])),
  read: readItem,
  merge: async (item, write) => ({
    ...write.args,
    update_fields: await mergedPairs(
      objectsIn(write.args['update_fields']),
      (key) => valueIn(item, key),
      write,
    ),
  }),
  shown: shownItem,
  showsNamed: true,
};

function writesRoles(pairs: readonly JsonObject[]): boolean {
  return pairs.some(({ field_key }) => field_key === 'role_owners');
}

/** A transition: the state, and what its form writes. */
export const stateRule: StoredRule = {
  needsStored: (args) => hasDelta(args['fields']) || args['role_owners'] !== undefined,
  async read(write) {
    const item = await readItem(write);
    const workflow = await ask(write, 'project_workflows_get', {
      ...(await itemArgs(write)),
      flow_type: 1,
    });
    return { ...item, workflow };
  },
  async merge(item, write) {
    const { fields, role_owners: roles } = write.args;
    const stored = valueIn(item, 'role_owners');
    return {
      ...write.args,
      ...(fields !== undefined && {
        fields: await mergedPairs(objectsIn(fields), (key) => valueIn(item, key), write),
      }),
      ...(roles !== undefined && {
        role_owners: mergedRoles(stored, roles, write.resolution, true),
      }),
    };
  },
  async shown(item, write) {
    const { workflow } = item;
    const states = isJsonObject(workflow) ? objectsIn(workflow['state_flow_nodes']) : [];
    const state = states.find(({ status }) => status === current)?.['name'] ?? null;
    const fields = (await shownItem(item, write)).get('') ?? {};
    return ofOne({ state, ...fields });
  },
};

const current = 2;

/** Whether an item is terminated, and the state that it is in. */
export const abortRule: StoredRule = {
  needsStored: () => false,
  read: readStatus,
  shown: (item) => {
    const aborted = objectsIn(item['fields']).find(({ field_key }) => field_key === 'aborted');
    return ofOne({
      terminated: aborted?.['field_value'] ?? false,
      status: item['sub_stage'] ?? null,
    });
  },
};

async function readStatus(write: ProjectWrite): Promise<JsonObject> {
  const { work_item_id, ...type } = await itemArgs(write);
  const asked = { ...type, work_item_ids: [int64(textOf(work_item_id))], fields: ['aborted'] };
  const [item = {}] = objectsIn((await ask(write, 'project_work_items_get', asked))['data']);
  return item;
}

/**
 * Whether each item gets a list of its own: its stored one after a change, or its roles with those that are not named. Only
 * the vendor's own modes are sent as they are.
 */
export function isPerItem({ field_key, update_mode, after_field_value: value }: JsonObject) {
  const isPlain = update_mode === undefined || update_mode === 'UPDATE';
  const setsRoles = field_key === 'role_owners' && Array.isArray(value) && value.length > 0;
  return hasDelta(value) || (isPlain && setsRoles);
}

/** One field of many items. */
export const batchRule: StoredRule = {
  needsStored: isPerItem,
  merge(_, { args, resolution }) {
    if (args['update_mode'] === 'REPLACE') {
      throw refusal('update_mode', 'is REPLACE beside {add, remove}', 'UPDATE');
    }
    resolution.notes.note('each item gets a list of its own, so that this takes several requests');
    return args;
  },
  async read(write) {
    const { project_key, work_item_type_key, work_item_ids, field_key = null } = write.args;
    const asked = { project_key, work_item_type_key, work_item_ids, fields: [field_key] };
    const reply = await ask(write, 'project_work_items_get', asked);
    const absent = absentIds(reply, write.args).join(', ');
    if (absent !== '') {
      const note = `no item of this type that can be seen: ${absent}; what is stored there is not shown`;
      write.resolution.notes.note(note);
    }
    return reply;
  },
  async shown({ data }, { args, resolution }) {
    const key = textOf(args['field_key']);
    const field = (await resolution.fields())?.find(({ id }) => id === key);
    const items = objectsIn(data);
    const values = await withNames(
      items.map((item) => displayOf(valueIn(item, key), field)),
      resolution,
    );
    return new Map(
      items.map((item, index) => [
        textOf(item['id']),
        { [field?.name || key]: values[index] ?? null },
      ]),
    );
  },
  idColumn: 'work_item_id',
  showsNamed: true,
};

/** The ids of a call that are not among the items that were read. */
export function absentIds({ data }: JsonObject, { work_item_ids: ids }: JsonObject): string[] {
  const read = new Set(objectsIn(data).map(({ id }) => textOf(id)));
  return (Array.isArray(ids) ? ids : []).map(textOf).filter((id) => !read.has(id));
}

/** The rows of a compound field; the type of the item is looked up where the call does not say it. */
export const compoundRule: StoredRule = {
  needsStored: () => false,
  async read(write) {
    const { work_item_id, ...type } = await itemArgs(write);
    const fields = [compoundKey(write.args)];
    const asked = { ...type, work_item_ids: [int64(textOf(work_item_id))], fields };
    const [item = {}] = objectsIn((await ask(write, 'project_work_items_get', asked))['data']);
    return item;
  },
  async shown(item, write) {
    const parts = await shownFields(item, [compoundKey(write.args)], write);
    const [named] = await withNames([parts], write.resolution);
    return ofOne(isJsonObject(named) ? named : {});
  },
};

function compoundKey({ field_key, field_alias }: JsonObject): string {
  return textOf(field_key) || textOf(field_alias);
}

/** The text of a comment. */
export const commentRule: StoredRule = {
  needsStored: () => false,
  async read(write) {
    const { comment_id } = write.args;
    const item = await itemArgs(write);
    for await (const { items } of walkPages(write.context, 'project_comments_list', item)) {
      const found = items.find(({ id }) => textOf(id) === textOf(comment_id));
      if (found !== undefined) {
        return found;
      }
    }
    return {};
  },
  shown: ({ content = null }) => ofOne({ content }),
};

/** Hours that are registered: those that are not named keep their text and number. */
export const workHoursRule: StoredRule = {
  needsStored: () => true,
  read: async (write) => {
    const asked = withNumber(await itemArgs(write));
    return { data: await listAll(write.context, 'project_work_hours_list', asked) };
  },
  merge: ({ data }, { args, resolution }) => {
    const listed = new Map(objectsIn(data).map((record) => [textOf(record['id']), record]));
    const records = objectsIn(args['working_hour_records']);
    const ids = records.map(({ id }) => textOf(id)).filter((id) => !listed.has(id));
    refuseUnknownHours('working_hour_records', ids, resolution);
    return {
      ...args,
      working_hour_records: records.map((given) => {
        const stored = listed.get(textOf(given['id'])) ?? {};
        const { work_time, work_description } = stored;
        return {
          ...(work_time !== undefined && { work_time: String(work_time) }),
          ...(work_description !== undefined && { work_description }),
          ...given,
        };
      }),
    };
  },
  shown: ({ data }, { args }) => hoursById(data, args),
  idColumn: 'id',
};

/** Adds to the issues of a call that it names hours that nobody registered on the item. */
export function refuseUnknownHours(
  argument: string,
  ids: readonly string[],
  { issues }: ProjectWrite['resolution'],
): void {
  if (ids.length > 0) {
    const problem = `has ${ids.join(', ')}, and no such hours are registered on the item`;
    issues.add(argument, problem, 'ids from project_work_hours_list');
  }
}

function hoursById(data: Json | undefined, args: JsonObject): ShownParts {
  const ids = objectsIn(args['working_hour_records']).map(({ id }) => textOf(id));
  const named = objectsIn(data).filter(({ id }) => ids.includes(textOf(id)));
  return new Map(
    named.map(({ id, work_time = null, work_description = null }) => [
      textOf(id),
      { work_time, work_description },
    ]),
  );
}

function withNumber(args: JsonObject): JsonObject {
  return { ...args, work_item_id: int64(textOf(args['work_item_id'])) };
}
