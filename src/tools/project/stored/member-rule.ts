import { listAll } from '../../context/tool-context.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import { people } from './display.js';
import { withNames } from './named-values.js';
import { ofOne, type StoredRule } from './stored-rule.js';

/** Who is in a user group, or in the space. */
export const membersRule: StoredRule = {
  needsStored: () => false,
  async read({ args, context }) {
    const { project_key, user_group_type, user_group_id } = args;
    const groups = await listAll(context, 'project_user_groups_list_members', {
      project_key,
      user_group_type,
      ...(user_group_id !== undefined && { user_group_ids: [user_group_id] }),
    });
    const own = groups.find(({ id }) => user_group_id === undefined || id === user_group_id);
    return own ?? {};
  },
  async shown({ name, user_members }, { resolution }) {
    const [named] = await withNames([{ members: people(user_members) }], resolution);
    const members = objectsIn([named])[0]?.['members'] ?? null;
    return ofOne({ [`members of ${textOf(name) || 'the group'}`]: members });
  },
};
