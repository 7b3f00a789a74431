import { InputError } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { type Args, type ToolContext, tableRefOf } from '../../context/tool-context.js';
import { freshSchemaIfSeen } from '../query/table-schema.js';
import { NameFinder } from './name-finder.js';
import { namedKinds } from './named-kinds.js';
import { RoleRules } from './role-rules.js';
import { storedValues } from './stored-conditions.js';

/**
 * Arguments of a role in the vendor's terms: ids of tables, views and dashboards, own names of fields, and ids in the
 * values of rules. Everything is looked up as it is now: what a role allows must not rest on what is remembered.
 */
export async function withRuleNames<Given extends Args>(
  context: ToolContext,
  args: Given,
): Promise<Given> {
  const { table_roles: tables, block_roles: blocks } = args;
  if (!Array.isArray(tables) && !Array.isArray(blocks)) {
    return args;
  }
  const finder = new NameFinder(context, true);
  const names = new RoleNames(context, finder, args);
  return {
    ...args,
    ...(Array.isArray(tables) && { table_roles: await names.tables(tables) }),
    ...(Array.isArray(blocks) && { block_roles: await names.blocks(blocks) }),
  };
}

class RoleNames {
  readonly #context: ToolContext;
  readonly #finder: NameFinder;
  readonly #args: Args;

  constructor(context: ToolContext, finder: NameFinder, args: Args) {
    this.#context = context;
    this.#finder = finder;
    this.#args = args;
  }

  /** Dashboards are one kind of blocks. */
  async blocks(blocks: readonly unknown[]): Promise<readonly unknown[]> {
    const found: unknown[] = [];
    for (const [index, block] of blocks.entries()) {
      const name = isJsonObject(block) ? block['block_id'] : undefined;
      const path = `block_roles[${index}].block_id`;
      found.push(
        isJsonObject(block) && typeof name === 'string'
          ? {
              ...block,
              block_id: await this.#finder.idOrNameIn(namedKinds.dashboard, this.#args, {
                name,
                path,
              }),
            }
          : block,
      );
    }
    return found;
  }

  async tables(tables: readonly unknown[]): Promise<readonly unknown[]> {
    const found: unknown[] = [];
    const taken = new Map<string, string>();
    for (const [index, table] of tables.entries()) {
      const path = `table_roles[${index}]`;
      const role = isJsonObject(table) ? await this.#table(table, path) : table;
      refuseSecond(role, path, taken);
      found.push(role);
    }
    return found;
  }

  async #table(role: JsonObject, path: string): Promise<JsonObject> {
    const { table_name: _, ...named } = role;
    const tableId = await this.#tableId(role, path);
    const scope = { ...this.#args, table_id: tableId };
    const written: JsonObject = { ...named, table_id: tableId };
    const fields = await this.#withFields(written, path, scope);
    const { view_rules: views } = fields;
    return isJsonObject(views)
      ? { ...fields, view_rules: await this.#viewRules(views, `${path}.view_rules`, scope) }
      : fields;
  }

  /** The table that both its id and its name mean. */
  async #tableId({ table_id, table_name }: JsonObject, path: string): Promise<string> {
    const ids: string[] = [];
    for (const [key, name] of Object.entries({ table_id, table_name })) {
      if (typeof name === 'string') {
        const given = { name, path: `${path}.${key}` };
        ids.push(await this.#finder.idOf(namedKinds.table, this.#args, given));
      }
    }
    const [first = '', second = first] = ids;
    if (first !== second) {
      const problem = `names ${first} by table_id and ${second} by table_name`;
      throw new InputError([{ path, problem, allowed: 'one of them' }]);
    }
    return first;
  }

  async #viewRules(views: JsonObject, path: string, scope: Args): Promise<JsonObject> {
    const ids: [string, Json][] = [];
    for (const [name, value = null] of Object.entries(views)) {
      const given = { name, path: `${path}.${name}` };
      ids.push([await this.#finder.idOf(namedKinds.view, scope, given), value]);
    }
    return Object.fromEntries(ids);
  }

  async #withFields(role: JsonObject, path: string, scope: Args): Promise<JsonObject> {
    if (!namesFields.some((key) => isFilled(role[key]))) {
      return role;
    }
    const schema = await freshSchemaIfSeen(this.#context, tableRefOf(scope));
    if (schema === undefined) {
      this.#context.note(
        `${path}: the fields of the table cannot be listed; names were sent as given`,
      );
      return role;
    }
    const rules = new RoleRules(role, path, schema);
    const conditions = rules.conditions();
    const values = await storedValues(this.#context, tableRefOf(scope), schema, conditions);
    const byPath = new Map(conditions.map((each, index) => [each.path, values[index]]));
    const issues = rules.issues(byPath);
    if (issues.length > 0) {
      throw new InputError(issues);
    }
    return rules.written(byPath);
  }
}

/** What of the rights in a table names fields. */
const namesFields = ['rec_rule', 'other_rec_rule', 'field_perm', 'field_action_rules'];

function isFilled(value: Json | undefined): boolean {
  return isJsonObject(value) && Object.keys(value).length > 0;
}

/** Rights in one table that were given twice: the vendor would keep one of them. */
function refuseSecond(role: unknown, path: string, taken: Map<string, string>): void {
  const tableId = isJsonObject(role) ? String(role['table_id']) : undefined;
  const first = tableId === undefined ? undefined : taken.get(tableId);
  if (first !== undefined) {
    throw new InputError([{ path, problem: `is about the table ${tableId}, as ${first} is` }]);
  }
  if (tableId !== undefined) {
    taken.set(tableId, path);
  }
}
