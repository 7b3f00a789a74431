import type { Field, TableSchema } from '../../../cells/field.js';
import { keptConditionIssue } from '../../../cells/filter/kept-conditions.js';
import type { StoredCondition } from '../../../cells/filter/stored-values.js';
import { kindOf } from '../../../cells/kinds/kinds.js';
import { InputError, type InputIssue } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { choose } from '../../input/choose.js';

type FoundValues = ReadonlyMap<string, readonly string[] | undefined>;

/** Rewrites the rules of one table. */
export class RoleRules {
  readonly #role: JsonObject;
  readonly #path: string;
  readonly #schema: TableSchema;

  constructor(role: JsonObject, path: string, schema: TableSchema) {
    this.#role = role;
    this.#path = path;
    this.#schema = schema;
  }

  /** Every condition with values, with the place of its values for a path. */
  conditions(): readonly StoredCondition[] {
    const found: StoredCondition[] = [];
    this.#rewritten((condition, path) => {
      const { value } = condition;
      if (Array.isArray(value) && value.length > 0) {
        const field = this.#fieldOf(condition, path);
        found.push({ field, values: value.map(String), path: `${path}.value` });
      }
      return condition;
    });
    return found;
  }

  /** Says which conditions the vendor would refuse for the types of their fields. */
  issues(values: FoundValues): readonly InputIssue[] {
    const found: InputIssue[] = [];
    this.#rewritten((condition, path) => {
      const field = this.#fieldOf(condition, path);
      const kept = values.get(`${path}.value`) ?? [];
      const operator = String(condition['operator'] ?? usualOperator(field, kept));
      const issue = keptConditionIssue({ keeper: 'role', field, operator, values: kept, path });
      found.push(...(issue === undefined ? [] : [issue]));
      return condition;
    });
    return found;
  }

  /** The rights with own names of fields, and the values that were found by their paths. */
  written(values: FoundValues): JsonObject {
    const { field_perm: perms, field_action_rules: actions } = this.#role;
    return {
      ...this.#rewritten((condition, path) => {
        const value = values.get(`${path}.value`);
        const { name } = this.#fieldOf(condition, path);
        return { ...condition, field_name: name, ...(value && { value }) };
      }),
      ...(isJsonObject(perms) && { field_perm: this.#byName(perms, `${this.#path}.field_perm`) }),
      ...(isJsonObject(actions) && { field_action_rules: this.#actions(actions) }),
    };
  }

  #rewritten(change: (condition: JsonObject, path: string) => JsonObject): JsonObject {
    const rules = ['rec_rule', 'other_rec_rule'].flatMap((key) => {
      const rule = this.#role[key];
      return isJsonObject(rule) ? [[key, changed(rule, `${this.#path}.${key}`, change)]] : [];
    });
    return { ...this.#role, ...Object.fromEntries(rules) };
  }

  /** The empty name stands for who created a record. */
  #fieldOf({ field_name: name }: JsonObject, path: string): Field {
    return name === '' ? creator : this.#field(String(name), `${path}.field_name`);
  }

  #field(name: string, path: string): Field {
    return choose({ what: 'field', name, path, idWord: 'id' }, this.#schema.fields);
  }

  #byName(map: JsonObject, path: string): JsonObject {
    const byName = new Map<string, Json>();
    for (const [key, value = null] of Object.entries(map)) {
      const { name } = this.#field(key, `${path}.${key}`);
      if (byName.has(name)) {
        const problem = `names the field ${name} a second time`;
        throw new InputError([{ path: `${path}.${key}`, problem }]);
      }
      byName.set(name, value);
    }
    return Object.fromEntries(byName);
  }

  #actions(actions: JsonObject): JsonObject {
    const path = `${this.#path}.field_action_rules`;
    const entries = Object.entries(actions).map(([action, map]) => [
      action,
      isJsonObject(map) ? this.#byName(map, `${path}.${action}`) : map,
    ]);
    return Object.fromEntries(entries);
  }
}

/** What the vendor takes an absent operator for: people without a value are the visitor, whom a cell contains. */
function usualOperator(field: Field, values: readonly string[]): string {
  return kindOf(field).family === 'person' && values.length === 0 ? 'contains' : 'is';
}

const createdBy = 1003;

const creator: Field = {
  id: '',
  name: '',
  type: createdBy,
  uiType: '',
  isPrimary: false,
  property: {},
};

/** A rule with every condition changed, also those in its groups. */
function changed(
  rule: JsonObject,
  path: string,
  change: (condition: JsonObject, path: string) => JsonObject,
): JsonObject {
  const { conditions, condition_groups: groups } = rule;
  return {
    ...rule,
    ...(Array.isArray(conditions) && {
      conditions: conditions.map((condition, index) =>
        isJsonObject(condition) ? change(condition, `${path}.conditions[${index}]`) : condition,
      ),
    }),
    ...(Array.isArray(groups) && {
      condition_groups: groups.map((group, index) =>
        isJsonObject(group) ? changed(group, `${path}.condition_groups[${index}]`, change) : group,
      ),
    }),
  };
}
