import type { Endpoint } from '../../../../core/endpoint.js';
import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { catalogue, type EndpointName } from '../../../../endpoints/catalogue.js';
import { paginate } from '../../../../http/lists/paginate.js';
import { Attempts } from '../../../context/attempts.js';
import {
  type Args,
  callEndpoint,
  listAll,
  optionsOf,
  type ToolContext,
} from '../../../context/tool-context.js';
import { type ListedFields, readFields } from '../../query/table-schema.js';
import { linesWithin } from './field-lines.js';

export interface ListedTable {
  readonly tableId: string;
  readonly name: string;
}

/** Rows that a look whether all of them are blank may cost. */
const maxBlankRows = 20;

/** Reads what a base consists of. What the caller may not see is missing, and noted. */
export class BaseReader {
  /** Apart from the others, beside which they are made: what could not be seen has its order. */
  readonly #counts = new Attempts();
  readonly #attempts = new Attempts();
  #steps = 0;
  #expected: number | undefined;

  constructor(
    private readonly context: ToolContext,
    private readonly appToken: string,
  ) {}

  async tables(): Promise<readonly ListedTable[]> {
    const items = await listAll(this.context, 'bitable_tables_list', { app_token: this.appToken });
    return items.map(({ table_id, name }) => ({
      tableId: String(table_id ?? ''),
      name: String(name ?? ''),
    }));
  }

  /** Each table's records and fields are a step. */
  expectSteps(count: number): void {
    this.#expected = count;
  }

  /** How many records a table has, as a search without conditions tells. */
  async recordsIn(table: ListedTable): Promise<number | undefined> {
    const page = await this.#counts.look(`records of ${table.name}`, this.#search(table, 1));
    this.#step();
    const { total, items = [] } = page ?? {};
    if (total !== undefined && total <= maxBlankRows && items.length > 0 && items.every(isBlank)) {
      await this.#noteBlankRows(table, total);
    }
    return total;
  }

  async fieldsOf({ tableId, name }: ListedTable): Promise<ListedFields | undefined> {
    const reading = readFields(this.context, { appToken: this.appToken, tableId });
    const fields = await this.#attempts.look(`fields of ${name}`, reading);
    this.#step();
    return fields;
  }

  async viewsOf(table: ListedTable): Promise<readonly JsonObject[]> {
    const listing = listAll(this.context, 'bitable_views_list', this.#argsOf(table));
    return (await this.#attempts.look(`views of ${table.name}`, listing)) ?? [];
  }

  /** One view with its settings. */
  async view(table: ListedTable, { view_id, view_name }: JsonObject): Promise<JsonObject> {
    const args = { ...this.#argsOf(table), view_id };
    return this.#object(`settings of view ${view_name}`, 'bitable_views_get', args);
  }

  async form(table: ListedTable, { view_id, view_name }: JsonObject): Promise<JsonObject> {
    const args = { ...this.#argsOf(table), form_id: view_id };
    return this.#object(`form ${view_name}`, 'bitable_forms_get', args);
  }

  /** What a base holds besides tables. */
  async blocks(what: string, listing: EndpointName): Promise<readonly JsonObject[]> {
    const items = listAll(this.context, listing, { app_token: this.appToken });
    return (await this.#attempts.look(what, items)) ?? [];
  }

  note(text: string): void {
    this.context.note(text);
  }

  /** What could not be seen. */
  notes(): readonly string[] {
    return [...this.#counts.notes(), ...this.#attempts.notes()];
  }

  #step(): void {
    this.#steps += 1;
    this.context.run.progress(this.#steps, this.#expected);
  }

  #argsOf({ tableId }: ListedTable): Args {
    return { app_token: this.appToken, table_id: tableId };
  }

  #search(table: ListedTable, limit: number) {
    const endpoint: Endpoint = catalogue.bitable_records_search;
    const options = { ...optionsOf(this.context), limit };
    const args = this.#argsOf(table);
    return paginate(this.context.client, 'bitable_records_search', endpoint, args, options);
  }

  async #noteBlankRows(table: ListedTable, total: number): Promise<void> {
    const what = `blank records of ${table.name}`;
    const page = await this.#counts.look(what, this.#search(table, total));
    if (page?.items.every(isBlank)) {
      const rows = total === 1 ? 'its only record is' : `all ${total} records are`;
      this.note(`${table.name}: ${rows} blank, such as a new base begins with`);
    }
  }

  /** The one object that a reply holds. */
  async #object(what: string, name: EndpointName, args: Args): Promise<JsonObject> {
    const reply = await this.#attempts.look(what, callEndpoint(this.context, name, args));
    return Object.values(reply ?? {}).find(isJsonObject) ?? {};
  }
}

function isBlank({ fields }: JsonObject): boolean {
  return isEmpty(fields);
}

/** A checkbox that was cleared is `false`, an empty link an object without ids. */
function isEmpty(value: Json | undefined): boolean {
  if (isJsonObject(value)) {
    return Object.values(value).every(isEmpty);
  }
  return Array.isArray(value)
    ? value.length === 0
    : [undefined, null, false, ''].some((empty) => empty === value);
}

interface Block {
  readonly key: string;
  readonly listing: EndpointName;
  readonly line: (item: JsonObject) => string;
}

const blocks: readonly Block[] = [
  {
    key: 'dashboards',
    listing: 'bitable_dashboards_list',
    line: ({ name, block_id }) => `${name}: ${block_id}`,
  },
  {
    key: 'automations',
    listing: 'bitable_workflows_list',
    line: ({ title, workflow_id, status }) => `${title}: ${workflow_id}, ${status}`,
  },
];

/** Roles are there with advanced permissions only. */
const roles: Block = {
  key: 'roles',
  listing: 'bitable_roles_list',
  line: ({ role_name, role_id }) => `${role_name}: ${role_id}`,
};

/** Tokens of each kind. */
const maxTokens = 2_000;

/** What a base holds besides tables, in a line each. */
export async function blockFacts(reader: BaseReader, isAdvanced: boolean): Promise<JsonObject> {
  const facts: JsonObject[] = [];
  for (const { key, listing, line } of isAdvanced ? [...blocks, roles] : blocks) {
    const lines = (await reader.blocks(key, listing)).map(line);
    facts.push(lines.length > 0 ? linesWithin(key, lines, maxTokens) : {});
  }
  return Object.assign({}, ...facts);
}
