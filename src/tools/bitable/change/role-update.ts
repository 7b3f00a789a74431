import { isDeepStrictEqual } from 'node:util';
import { ApiError, InputError } from '../../../core/errors.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import type { Outcome } from '../../answer/result.js';
import type { EndpointSteps } from '../../context/operation.js';
import { type Args, listAll, type ToolContext } from '../../context/tool-context.js';
import { choose } from '../../input/choose.js';
import { type MergedRole, mergeRole, objectsIn, roleDefinition } from './merge-role.js';
import { otherTables } from './other-tables.js';
import { readFirst } from './read-first.js';
import { type RoleForm, rightIssues } from './role-rights.js';
import { changesFor } from './setting-changes.js';

/** The two families of endpoints for the same roles. */
type RoleListing = 'bitable_roles_list' | 'bitable_base_roles_list';

interface RoleChange {
  readonly listed: JsonObject;
  readonly merged: MergedRole;
}

/**
 * Reads a role, puts what the call names over it, and sends the whole: right where the vendor replaces it (A44) as well as
 * where it leaves what is not named (the newer page).
 */
export function roleUpdateSteps(list: RoleListing): EndpointSteps {
  let change: RoleChange | undefined;
  return {
    locked: true,
    async before(args, context) {
      change = await readChange(list, args, context);
      const { app_token, role_id } = args;
      return { app_token, role_id, ...change.merged.after };
    },
    async unsent(args, context) {
      return change === undefined || !isDeepStrictEqual(change.merged.before, change.merged.after)
        ? undefined
        : alreadySo(change, args, context);
    },
    async after(outcome, args, context) {
      return change === undefined ? outcome : withFacts(outcome, change, args, context);
    },
  };
}

function formOf(list: RoleListing): RoleForm {
  return list === 'bitable_roles_list' ? 'older' : 'full';
}

/** Refuses rights of a new role that mean nothing, and tells what it gives in the tables that were not named. */
export const roleCreateSteps = (list: RoleListing): EndpointSteps => ({
  async before(args) {
    const issues = objectsIn(args['table_roles']).flatMap((role, index) =>
      rightIssues(role, role['table_perm'], formOf(list), `table_roles[${index}]`),
    );
    if (issues.length > 0) {
      throw new InputError(issues);
    }
    return args;
  },
  async after({ facts, notes }, args, context) {
    return { facts: { ...facts, ...(await otherTables(context, args, {})) }, notes };
  },
});

async function readChange(
  list: RoleListing,
  args: Args,
  context: ToolContext,
): Promise<RoleChange> {
  const { app_token } = args;
  const listed = roleIn(await readFirst('the role', listAll(context, list, { app_token })), args);
  if (list === 'bitable_roles_list') {
    await refuseFinerRights(args, context);
  }
  const merged = mergeRole(listed, args, formOf(list));
  if (merged.issues.length > 0) {
    throw new InputError(merged.issues);
  }
  merged.notes.forEach(context.note);
  return { listed, merged };
}

function roleIn(items: readonly JsonObject[], { role_id }: Args): JsonObject {
  const candidates = items.map((item) => ({
    item,
    id: String(item['role_id']),
    name: String(item['role_name']),
  }));
  const wanted = { what: 'role', name: String(role_id), path: 'role_id', idWord: 'id' } as const;
  return choose(wanted, candidates).item;
}

/** The older form cannot say all rights of advanced permissions 2.0, and writing it whole would lose them. */
async function refuseFinerRights(args: Args, context: ToolContext): Promise<void> {
  const finer = finerRights(await listedInFull(args, context));
  if (finer.length > 0) {
    const problem = `has rights that bitable_roles_update cannot say and would lose: ${finer.join(', ')}`;
    const allowed = 'bitable_base_roles_update (toolset bitable_base_roles), which takes them';
    throw new InputError([{ path: 'role_id', problem, allowed }]);
  }
}

/** The role as the newer form lists it; empty where the vendor does not let the caller see that. */
async function listedInFull(
  { app_token, role_id }: Args,
  context: ToolContext,
): Promise<JsonObject> {
  try {
    const items = await listAll(context, 'bitable_base_roles_list', { app_token });
    return items.find((item) => item['role_id'] === role_id) ?? {};
  } catch (error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    context.note(`finer rights that the role might have could not be read: ${error.message}`);
    return {};
  }
}

/** Rights of a role beyond the older form, where they are not what a role has anyway. */
function finerRights(role: JsonObject): readonly string[] {
  const ofTables = objectsIn(role['table_roles']).flatMap((table) =>
    Object.entries(finer)
      .filter(([key, isFiner]) => isFiner(table[key] ?? null, table))
      .map(([key]) => `${key} of ${String(table['table_name'] ?? table['table_id'])}`),
  );
  return holdsOther(role['base_rule'], 1) ? [...ofTables, 'base_rule'] : ofTables;
}

const finer: Readonly<Record<string, (right: unknown, table: JsonObject) => boolean>> = {
  field_perm: (right, { table_perm: perm }) =>
    holds(right, 2) || (perm === 1 && holdsOther(right, 3)),
  view_perm: (right, { table_perm: perm }) => right === 1 && (perm === 1 || perm === 2),
  view_rules: (right) => holdsOther(right, 1),
  other_rec_rule: isJsonObject,
  rec_rule: (right) => isJsonObject(right) && objectsIn(right['condition_groups']).length > 0,
  field_action_rules: (right) =>
    isJsonObject(right) && Object.values(right).some((rules) => holdsOther(rules, 0)),
};

function holds(map: unknown, value: number): boolean {
  return isJsonObject(map) && Object.values(map).includes(value);
}

function holdsOther(map: unknown, usual: number): boolean {
  return isJsonObject(map) && Object.values(map).some((value) => value !== usual);
}

async function alreadySo(
  { listed }: RoleChange,
  args: Args,
  context: ToolContext,
): Promise<Outcome> {
  const others = await otherTables(context, args, listed);
  return { facts: { role: listed, ...others }, notes: ['already so: nothing was changed'] };
}

async function withFacts(
  { facts, notes }: Outcome,
  { listed, merged }: RoleChange,
  args: Args,
  context: ToolContext,
): Promise<Outcome> {
  const reply = isJsonObject(facts['role']) ? roleDefinition(facts['role']) : merged.after;
  const changes = changesFor(context, merged.before, reply);
  const others = await otherTables(context, args, listed);
  return {
    facts: { ...facts, ...changes.facts, ...others },
    notes: [...notes, ...changes.notes],
  };
}
