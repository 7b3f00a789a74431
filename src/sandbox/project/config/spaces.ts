import { findSpace, isAdministrator, spaceOf } from '../gateway/access.js';
import { bodyTexts, requiredText } from '../gateway/body.js';
import type { ProjectHandlers } from '../gateway/handler.js';
import { numbersOf } from '../gateway/paging.js';
import { refuse } from '../gateway/refusal.js';
import { int64, type WireObject } from '../gateway/wire.js';
import type { BusinessLine, Space, Team } from '../model/model.js';
import { namedUser, spacesOf } from './users.js';

const maxSpaces = 100;
const maxTeams = 300;

/** Spaces, and what belongs to a whole space. */
export const spaceHandlers = {
  project_spaces_list: (request, world) => {
    const { userKey } = namedUser(requiredText(request.body, 'user_key'), world);
    return { data: spacesOf(userKey, request, world).map(({ key }) => key) };
  },

  project_spaces_get: (request, world) => {
    const { body } = request;
    const { userKey } = namedUser(requiredText(body, 'user_key'), world);
    const keys = bodyTexts(body, 'project_keys') ?? [];
    const names = bodyTexts(body, 'simple_names') ?? [];
    if (keys.length + names.length === 0) refuse(20005, 'Missing Param, project_keys');
    if (keys.length > maxSpaces) refuse(20001);
    const reachable = new Set(spacesOf(userKey, request, world));
    const asked = [...keys, ...names].flatMap((name) => findSpace(name, world) ?? []);
    const found = asked.filter((space) => reachable.has(space));
    return {
      data: Object.fromEntries(found.map((space) => [space.key, spaceReply(space, userKey)])),
    };
  },

  project_business_lines_list: (request, world) => {
    const { key, businessLines } = spaceOf(request, world);
    return { data: businessLines.map((line, index) => lineReply(line, { key, index, level: 1 })) };
  },

  project_teams_list: (request, world) => {
    const { teams } = spaceOf(request, world);
    const { offset = 0, limit = maxTeams } = numbersOf(request, 'offset', 'limit');
    const [start, size] = [Number(offset), Number(limit) || maxTeams];
    if (size > maxTeams) refuse(20002, `Page Size Limit, the max limit is ${maxTeams}`);
    const shown = teams.slice(start, start + size);
    return { data: shown.map(teamReply), has_more: start + size < teams.length };
  },
} satisfies ProjectHandlers;

/** Administrators are told to administrators only. */
function spaceReply(space: Space, userKey: string): WireObject {
  const { key, name, simpleName, administrators } = space;
  return {
    project_key: key,
    name,
    simple_name: simpleName,
    ...(isAdministrator(space, userKey) ? { administrators } : {}),
  };
}

interface LinePlace {
  readonly key: string;
  readonly index: number;
  readonly level: number;
  readonly parent?: string;
}

function lineReply({ id, name, disabled, children }: BusinessLine, at: LinePlace): WireObject {
  const { key, index, level, parent = '' } = at;
  return {
    id,
    name,
    project: key,
    labels: [],
    role_owners: {},
    watchers: [],
    order: index + 1,
    super_masters: [],
    parent,
    disabled,
    level_id: level,
    children: children.map((child, place) =>
      lineReply(child, { key, index: place, level: level + 1, parent: id }),
    ),
  };
}

function teamReply({ id, name, members, administrators }: Team): WireObject {
  const userKeys = [...new Set([...administrators, ...members])];
  return { team_id: int64(id), team_name: name, user_keys: userKeys, members, administrators };
}
