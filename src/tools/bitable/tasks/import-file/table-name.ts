import { ApiError, InputError } from '../../../../core/errors.js';
import type { JsonObject } from '../../../../core/json.js';
import { listAll } from '../../../context/listing.js';
import type { ToolContext } from '../../../context/tool-context.js';

/** A base takes no two tables of a name: field error 1254013 says so only when all else is done. */
export async function throwIfTaken(
  context: ToolContext,
  appToken: string,
  given: string,
): Promise<void> {
  const tables = await tablesSeen(context, appToken);
  const ids = new Map(tables.map(({ name, table_id }) => [String(name), String(table_id)]));
  const id = ids.get(given.trim());
  if (id !== undefined) {
    const free = freeName(given.trim(), ids);
    throw new InputError([
      {
        path: 'new_table',
        problem: `is the name of the table ${id}`,
        allowed: `${JSON.stringify(free)}, or table_id: "${id}" in its place to add the rows there`,
      },
    ]);
  }
}

/** Who may not list the tables may yet create one. */
async function tablesSeen(context: ToolContext, appToken: string): Promise<readonly JsonObject[]> {
  try {
    return await listAll(context, 'bitable_tables_list', { app_token: appToken });
  } catch (error) {
    if (error instanceof ApiError && error.facts.kind === 'permission') {
      return [];
    }
    throw error;
  }
}

const maxLength = 100;

function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  for (let count = 2; ; count += 1) {
    const end = ` (${count})`;
    const candidate = `${name.slice(0, maxLength - end.length).trimEnd()}${end}`;
    if (!taken.has(candidate)) {
      return candidate;
    }
  }
}
