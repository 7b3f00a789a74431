import { NameIndex } from '../../../core/choose.js';
import { InputError } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { Args } from '../../context/tool-context.js';
import { choose } from '../../input/choose.js';
import { type FormulaNames, type NamedPart, withFormulaNames } from './formula-text.js';
import type { NamedItem, NameFinder } from './name-finder.js';
import { namedKinds } from './named-kinds.js';

const expressionKey = 'formula_expression';

/**
 * Arguments that define fields, with ids in the formulas: `bitable::$table[…].$field[…]` takes names too, `[name]` is a
 * field of the same table or a table, and `[link].[name]` a column of the linked records. A name that means nothing is refused: the vendor keeps any formula, and shows nothing.
 */
export async function withFormulaIds<Given extends Args>(
  finder: NameFinder,
  args: Given,
): Promise<Given> {
  const { property, table } = args;
  const fields = isJsonObject(table) ? table['fields'] : undefined;
  const formulas = new FieldFormulas(finder, args);
  if (isJsonObject(table) && Array.isArray(fields)) {
    return { ...args, table: { ...table, fields: await formulas.inFields(fields) } };
  }
  return isJsonObject(property)
    ? { ...args, property: await formulas.inProperty(property, 'property') }
    : args;
}

class FieldFormulas {
  readonly #finder: NameFinder;
  readonly #args: Args;
  /** Names of the fields of a table that does not exist yet. */
  #siblings: readonly NamedItem[] | undefined;

  constructor(finder: NameFinder, args: Args) {
    this.#finder = finder;
    this.#args = args;
  }

  async inFields(fields: readonly Json[]): Promise<readonly Json[]> {
    this.#siblings = fields.map((field) => {
      const name = isJsonObject(field) ? String(field['field_name'] ?? '').trim() : '';
      return { id: name, name };
    });
    const found: Json[] = [];
    for (const [index, field] of fields.entries()) {
      const property = isJsonObject(field) ? field['property'] : undefined;
      const path = `table.fields[${index}].property`;
      found.push(
        isJsonObject(field) && isJsonObject(property)
          ? { ...field, property: await this.inProperty(property, path) }
          : field,
      );
    }
    return found;
  }

  async inProperty(property: JsonObject, path: string): Promise<JsonObject> {
    const { [expressionKey]: formula } = property;
    if (typeof formula !== 'string') {
      return property;
    }
    const at = `${path}.${expressionKey}`;
    const names = new NamesInFormula(this.#finder, this.#args, this.#siblings, at);
    return { ...property, [expressionKey]: await withFormulaNames(formula, names) };
  }
}

const { table: tableKind, field: fieldKind } = namedKinds;

class NamesInFormula implements FormulaNames {
  constructor(
    readonly finder: NameFinder,
    readonly scope: Args,
    readonly siblings: readonly NamedItem[] | undefined,
    readonly path: string,
  ) {}

  async head(name: string, text: string, isWhole: boolean): Promise<NamedPart> {
    const own = this.siblings ?? (await this.finder.list(fieldKind, this.scope));
    const isField = new NameIndex(own).choose(name).fitting.length > 0;
    const tables = isField && !isWhole ? [] : await this.finder.list(tableKind, this.scope);
    const table = new NameIndex(tables).choose(name).found;
    if (table !== undefined && !(isField && (await this.#linksOn(name)))) {
      return this.#whole(table.id, text);
    }
    if (this.siblings !== undefined) {
      return this.own(name, text);
    }
    const path = `${this.path} ${text}`;
    const { id } = await this.finder.find(fieldKind, this.scope, { name, path });
    return this.#field(String(this.scope['table_id']), id);
  }

  async field(table: string, field: string, text: string): Promise<NamedPart> {
    const path = `${this.path} ${text}`;
    const { id: tableId } = await this.finder.find(tableKind, this.scope, { name: table, path });
    const inTable = { ...this.scope, table_id: tableId };
    const { id } = await this.finder.find(fieldKind, inTable, { name: field, path });
    return this.#field(tableId, id);
  }

  async table(name: string, text: string): Promise<NamedPart> {
    const path = `${this.path} ${text}`;
    return this.#whole((await this.finder.find(tableKind, this.scope, { name, path })).id, text);
  }

  async column(table: string | undefined, name: string, text: string): Promise<NamedPart> {
    const path = `${this.path} ${text}`;
    if (table === undefined) {
      const problem = 'stands behind what is no table and no link field';
      const allowed = '[link field].[field], [table].[field] or [table].FILTER(…).[field]';
      throw new InputError([{ path, problem, allowed }]);
    }
    const inTable = { ...this.scope, table_id: table };
    const { id } = await this.finder.find(fieldKind, inTable, { name, path });
    const linked = await this.finder.linkedTable(fieldKind, inTable, id);
    return { text: `.$column[${id}]`, table: linked };
  }

  async own(given: string, text: string): Promise<NamedPart> {
    const wanted = { name: given, path: `${this.path} ${text}` };
    if (this.siblings !== undefined) {
      const { name } = choose({ what: 'field', ...wanted }, this.siblings);
      return { text: `CurrentValue.[${name}]`, table: undefined };
    }
    const { name } = await this.finder.find(fieldKind, this.scope, wanted);
    return { text: `CurrentValue.[${name === '' ? given : name}]`, table: undefined };
  }

  async #field(tableId: string, id: string): Promise<NamedPart> {
    const inTable = { ...this.scope, table_id: tableId };
    const table = await this.finder.linkedTable(fieldKind, inTable, id);
    return { text: `bitable::$table[${tableId}].$field[${id}]`, table };
  }

  /** The fields of a table that does not exist yet have no ids, and a condition could not tell them from those it looks at. */
  #whole(tableId: string, text: string): NamedPart {
    if (this.siblings !== undefined) {
      const problem =
        'is a table, and the fields beside it have no ids before their own table is there';
      const allowed =
        'fields of this table; bitable_fields_create adds a formula over others afterwards';
      throw new InputError([{ path: `${this.path} ${text}`, problem, allowed }]);
    }
    return { text: `bitable::$table[${tableId}]`, table: tableId };
  }

  async #linksOn(name: string): Promise<boolean> {
    const fields = await this.finder.list(fieldKind, this.scope);
    const id = new NameIndex(fields).choose(name).found?.id ?? '';
    return (await this.finder.linkedTable(fieldKind, this.scope, id)) !== undefined;
  }
}
