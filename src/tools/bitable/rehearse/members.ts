import { isJsonObject, type JsonObject } from '../../../core/json.js';
import { quoted } from '../../../core/text.js';
import { type Args, listAll } from '../../context/tool-context.js';
import type { StoredCheck } from './stored-check.js';

/** Refuses to take a role from somebody who does not have it. */
export const membersHaveRole: StoredCheck = async (args, { context }) => {
  const { app_token, role_id } = args;
  const members = await listAll(context, 'bitable_role_members_list', { app_token, role_id });
  return namedMembers(args)
    .filter(({ type, id }) => !members.some((member) => canBe(member, type, id)))
    .map(({ id, path }) => ({
      path,
      problem: `is ${quoted(id)}, and no member of the role has that id`,
      options: members.map(optionOf),
      optionKind: 'item',
    }));
};

interface NamedMember {
  readonly type: string;
  readonly id: string;
  readonly path: string;
}

function namedMembers(args: Args): readonly NamedMember[] {
  const { member_id: id, member_id_type: type = usualType, member_list: list } = args;
  const one = typeof id === 'string' ? [{ type: String(type), id, path: 'member_id' }] : [];
  const several = (Array.isArray(list) ? list.filter(isJsonObject) : []).map((each, index) => ({
    type: String(each['type'] ?? usualType),
    id: String(each['id']),
    path: `member_list[${index}].id`,
  }));
  return [...one, ...several];
}

const usualType = 'open_id';

/** Whom the caller cannot see by that kind of id might be meant. */
function canBe(member: JsonObject, type: string, id: string): boolean {
  const isPerson = member['open_id'] !== undefined;
  return member[type] === id || (isPerson && personIds.includes(type) && !(type in member));
}

const personIds: readonly string[] = ['open_id', 'union_id', 'user_id'];

function optionOf(member: JsonObject) {
  const { member_name: name, open_id, chat_id, open_department_id } = member;
  const id = String(open_id ?? chat_id ?? open_department_id ?? '');
  return { id, name: String(name ?? id) };
}
