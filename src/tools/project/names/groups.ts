import type { Candidate } from '../../../core/choose.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import { unless } from '../resolve/issues.js';
import { textOf } from '../resolve/reply-values.js';
import type { ProjectListing, ResolutionContext } from '../resolve/resolution-context.js';
import { idAmong, isIdForm } from './listed.js';

/** What people are gathered in: how it is listed, and which texts are its ids. */
interface GroupKind {
  readonly what: string;
  readonly idForm: RegExp;
  readonly list: ProjectListing;
  args(resolution: ResolutionContext): JsonObject;
  candidateOf(group: JsonObject): Candidate;
}

const team: GroupKind = {
  what: 'team',
  idForm: /^\d+$/,
  list: 'project_teams_list',
  args: ({ space }) => ({ project_key: space }),
  candidateOf: ({ team_id, team_name }) => ({ id: textOf(team_id), name: textOf(team_name) }),
};

const userGroup: GroupKind = {
  what: 'user group',
  idForm: /^[\w-]+$/,
  list: 'project_user_groups_list_members',
  args: ({ space }) => ({ project_key: space, user_group_type: 'CUSTOMIZE' }),
  candidateOf: ({ id, name }) => ({ id: textOf(id), name: textOf(name) }),
};

const department: GroupKind = {
  what: 'department',
  idForm: /^[\w-]+$/,
  list: 'project_tenants_get',
  args: () => ({}),
  candidateOf: ({ department_meego_key, name }) => {
    const names = isJsonObject(name) ? Object.values(name).map(textOf) : [textOf(name)];
    return { id: textOf(department_meego_key), name: names[0] ?? '', others: names.slice(1) };
  },
};

type FindGroup = (resolution: ResolutionContext, text: string, path: string) => Promise<string>;

/** Gives the id of a team by id or name. */
export const teamId = finderOf(team);
/** Gives the id of a user group by id or name. */
export const userGroupId = finderOf(userGroup);
/** The same; of a listing, which leaves out groups that there are not. */
export const listedUserGroupId = finderOf({ ...userGroup, idForm: /^$/ });
/** Gives the key of a department by key or name in any language. */
export const departmentKey = finderOf(department);

function finderOf({ what, idForm, list, args, candidateOf }: GroupKind): FindGroup {
  return async (resolution, text, path) => {
    if (idForm.test(text) && isIdForm(text) && resolution.trusts()) {
      return text;
    }
    const listing = resolution.names.list(list, args(resolution));
    const groups = (await unless(listing, 'permission'))
      ?.map(candidateOf)
      .filter(({ id }) => id !== '');
    const unlisted = { notes: resolution.notes, idForm };
    return idAmong({ what, name: text, path, idWord: 'id' }, groups, unlisted);
  };
}
