import {
  type FormulaField,
  type FormulaReplacement,
  fieldsIn,
  withFields,
} from '../../../cells/filter/formula-fields.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { Args } from '../../context/tool-context.js';
import { choose } from '../../input/choose.js';
import type { NamedItem, NameFinder } from './name-finder.js';
import { namedKinds } from './named-kinds.js';

const expressionKey = 'formula_expression';

/**
 * Arguments that define fields, with ids in the formulas: `bitable::$table[…].$field[…]` takes names too, and `[name]`
 * is a field of the same table. A name that means nothing is refused: the vendor keeps any formula, and shows nothing.
 */
export async function withFormulaIds<Given extends Args>(
  finder: NameFinder,
  args: Given,
): Promise<Given> {
  const { property, table } = args;
  const fields = isJsonObject(table) ? table['fields'] : undefined;
  const formulas = new FormulaNames(finder, args);
  if (isJsonObject(table) && Array.isArray(fields)) {
    return { ...args, table: { ...table, fields: await formulas.inFields(fields) } };
  }
  return isJsonObject(property)
    ? { ...args, property: await formulas.inProperty(property, 'property') }
    : args;
}

class FormulaNames {
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
    const replacements = new Map<string, FormulaReplacement>();
    for (const field of fieldsIn(formula)) {
      const at = `${path}.${expressionKey} ${field.text}`;
      replacements.set(field.text, await this.#replaced(field, at));
    }
    const written = withFields(formula, (field) => replacements.get(field.text) ?? field);
    return { ...property, [expressionKey]: written };
  }

  async #replaced(given: FormulaField, path: string): Promise<FormulaReplacement> {
    const scope = this.#args;
    if (given.form === 'column') {
      const table = { name: given.table ?? '', path };
      const { id: tableId } = await this.#finder.find(namedKinds.table, scope, table);
      const inTable = { ...scope, table_id: tableId };
      const field = { name: given.field, path };
      const { id } = await this.#finder.find(namedKinds.field, inTable, field);
      return { text: columnText(tableId, id) };
    }
    if (this.#siblings !== undefined) {
      const { name } = choose({ what: 'field', name: given.field, path }, this.#siblings);
      return { text: `CurrentValue.[${name}]` };
    }
    const { id, name } = await this.#finder.find(namedKinds.field, scope, {
      name: given.field,
      path,
    });
    return given.form === 'bare'
      ? { text: columnText(String(scope['table_id']), id) }
      : { text: `CurrentValue.[${name === '' ? given.field : name}]` };
  }
}

function columnText(tableId: string, fieldId: string): string {
  return `bitable::$table[${tableId}].$field[${fieldId}]`;
}
