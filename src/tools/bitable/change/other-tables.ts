import { ApiError, NetworkError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import { type Args, listAll, type ToolContext } from '../../context/tool-context.js';
import { objectsIn } from './merge-role.js';

/** What `table_perm` gives; a table that no role names is not to be seen. */
const perms: ReadonlyMap<unknown, string> = new Map([
  [1, 'read'],
  [2, 'edit records'],
  [4, 'manage'],
]);

/** Tells what a role gives in the tables that a call did not name, by their names; nothing where all were named. */
export async function otherTables(
  context: ToolContext,
  { app_token, table_roles: named }: Args,
  stored: JsonObject,
): Promise<JsonObject> {
  const tables = await tablesOf(context, app_token);
  const others = tables.filter((table) => !objectsIn(named).some((role) => isOf(role, table)));
  const entries = others.map((table) => {
    const role = objectsIn(stored['table_roles']).find((each) => isOf(each, table));
    return [String(table['name']), perms.get(role?.['table_perm']) ?? 'no access'] as const;
  });
  return entries.length === 0 ? {} : { other_tables: Object.fromEntries(entries) };
}

function isOf(role: JsonObject, table: JsonObject): boolean {
  return role['table_id'] === undefined
    ? role['table_name'] === table['name']
    : role['table_id'] === table['table_id'];
}

/** The role is written by then: without the tables the answer says less. */
async function tablesOf(context: ToolContext, appToken: unknown): Promise<readonly JsonObject[]> {
  try {
    return await listAll(context, 'bitable_tables_list', { app_token: appToken });
  } catch (error) {
    if (!(error instanceof ApiError) && !(error instanceof NetworkError)) {
      throw error;
    }
    context.note(`other tables could not be listed: ${error.message}`);
    return [];
  }
}
