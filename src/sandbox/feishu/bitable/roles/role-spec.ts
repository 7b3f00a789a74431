import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { refuseParameter } from '../../parameters.js';
import { refuse } from '../../refusal.js';
import {
  bodyBoolean,
  bodyList,
  bodyNumber,
  bodyObject,
  bodyText,
  checkLength,
  refuseType,
  requiredText,
} from '../body.js';
import { readingOf } from '../formula/evaluation.js';
import { fieldNamed, findTable, findView } from '../lookup.js';
import type { Base, BaseScope, Scope, Table } from '../model.js';
import { readRecordRule } from './record-rules.js';
import type { FieldPerm, RecordRule, RoleApi, TablePerm } from './role-model.js';

/** What a call says of a role; what it does not name is undefined. */
export interface RoleSpec {
  readonly name: string | undefined;
  readonly tables: readonly TableRoleSpec[];
  /** Without an entry: back to the default. */
  readonly blocks: ReadonlyMap<string, number> | undefined;
  readonly baseRule: ReadonlyMap<string, number> | undefined;
}

export interface TableRoleSpec {
  readonly tableId: string;
  readonly perm: TablePerm;
  readonly recRule: RecordRule | undefined;
  readonly otherRule: RecordRule | undefined;
  readonly fieldPerm: ReadonlyMap<string, FieldPerm> | undefined;
  readonly addsRecords: boolean | undefined;
  readonly deletesRecords: boolean | undefined;
  readonly viewPerm: 1 | 2 | undefined;
  readonly viewRules: ReadonlyMap<string, number> | undefined;
  readonly fieldActions: ReadonlyMap<string, ReadonlyMap<string, number>> | undefined;
}

const most = 100;
const offOrOn: readonly (0 | 1)[] = [0, 1];
const tablePerms: readonly TablePerm[] = [0, 1, 2, 4];
const viewPerms: readonly (1 | 2)[] = [1, 2];
const fieldActionNames = ['select_option_edit', 'attachment_export'];
const baseRuleNames = ['base_complex_edit', 'copy'];

export function readRole(body: JsonObject, baseScope: BaseScope, api: RoleApi): RoleSpec {
  const name = bodyText(body, 'role_name');
  return {
    name: name === undefined ? undefined : checkRoleName(name),
    tables: readTables(body, baseScope, api),
    blocks: readBlocks(body['block_roles'] ?? undefined),
    baseRule: api.isFull ? readSwitches(body, 'base_rule', baseRuleNames) : undefined,
  };
}

function checkRoleName(text: string): string {
  const name = text.trim();
  if (name === '') refuse(1254032);
  checkLength('role_name', [...name].length, most);
  return name;
}

function readTables(body: JsonObject, baseScope: BaseScope, api: RoleApi): TableRoleSpec[] {
  const list = bodyList(body, 'table_roles') ?? [];
  if (list.length > most) checkLength('table_roles', list.length, most);
  return list.map((role) =>
    isJsonObject(role)
      ? readTable(role, baseScope, api)
      : refuseType('table_roles', 'array of object'),
  );
}

function readTable(role: JsonObject, baseScope: BaseScope, api: RoleApi): TableRoleSpec {
  const table = namedTable(role, baseScope.base);
  const scope = { ...baseScope, table };
  const reading = readingOf(scope, 'open_id');
  const rule = (name: string) => readRecordRule(bodyObject(role, name), name, reading, api);
  return {
    tableId: table.tableId,
    perm:
      bodyNumber(role, 'table_perm', tablePerms) ??
      refuseParameter('table_perm', 'table_perm is required'),
    recRule: rule('rec_rule'),
    fieldPerm: readFieldPerm(bodyObject(role, 'field_perm'), table, api),
    addsRecords: bodyBoolean(role, 'allow_add_record'),
    deletesRecords: bodyBoolean(role, 'allow_delete_record'),
    ...(api.isFull ? { ...readFull(role, scope), otherRule: rule('other_rec_rule') } : notSaid),
  };
}

const notSaid = {
  otherRule: undefined,
  viewPerm: undefined,
  viewRules: undefined,
  fieldActions: undefined,
};

function readFull(role: JsonObject, { table }: Scope) {
  const rules = bodyObject(role, 'view_rules');
  return {
    viewPerm: bodyNumber(role, 'view_perm', viewPerms),
    viewRules:
      rules && mapOf(rules, offOrOn, 'view_rules', (viewId) => findView(table, viewId).viewId),
    fieldActions: readFieldActions(bodyObject(role, 'field_action_rules'), table),
  };
}

/** "At least one of table_name and table_id" (page "Create a role"). */
function namedTable(role: JsonObject, base: Base): Table {
  const tableId = bodyText(role, 'table_id') ?? '';
  if (tableId !== '') return findTable(base, tableId);
  const name = bodyText(role, 'table_name') ?? '';
  if (name === '') refuseParameter('table_id', 'table_id or table_name is required');
  return [...base.tables.values()].find((table) => table.name === name) ?? refuse(1254041);
}

function readFieldPerm(
  perms: JsonObject | undefined,
  table: Table,
  { fieldPerms }: RoleApi,
): ReadonlyMap<string, FieldPerm> | undefined {
  if (perms === undefined) return undefined;
  const sent = mapOf(perms, [...fieldPerms.keys()], 'field_perm', fieldIdIn(table));
  return new Map([...sent].map(([fieldId, perm]) => [fieldId, fieldPerms.get(perm) ?? 1]));
}

/** Only selects have options to edit, and only attachment fields something to export. */
function readFieldActions(actions: JsonObject | undefined, table: Table) {
  if (actions === undefined) return undefined;
  const known = fieldActionNames.flatMap((action) => {
    const rules = bodyObject(actions, action);
    return rules === undefined
      ? []
      : [[action, mapOf(rules, offOrOn, action, fieldIdIn(table))] as const];
  });
  return new Map(known);
}

function fieldIdIn(table: Table): (name: string) => string {
  return (name) => fieldNamed(table, name).fieldId;
}

/** A list, or an object for "back to the default". */
function readBlocks(value: Json | undefined): ReadonlyMap<string, number> | undefined {
  if (value === undefined) return undefined;
  if (isJsonObject(value)) return new Map();
  const list = bodyList({ block_roles: value }, 'block_roles') ?? [];
  if (list.length > most) checkLength('block_roles', list.length, most);
  return new Map(list.map(readBlock));
}

function readBlock(value: Json): [blockId: string, perm: number] {
  if (!isJsonObject(value)) return refuseType('block_roles', 'array of object');
  return [requiredText(value, 'block_id'), bodyNumber(value, 'block_perm', offOrOn) ?? 0];
}

function readSwitches(body: JsonObject, name: string, keys: readonly string[]) {
  const switches = bodyObject(body, name);
  if (switches === undefined) return undefined;
  return mapOf(switches, offOrOn, name, (key) =>
    keys.includes(key) ? key : refuseParameter(name, `the options are [${keys.join(',')}]`, key),
  );
}

function mapOf<Value extends number>(
  object: JsonObject,
  options: readonly Value[],
  name: string,
  keyOf: (key: string) => string,
): ReadonlyMap<string, Value> {
  const entries = Object.keys(object).map(
    (key) => [keyOf(key), bodyNumber(object, key, options) ?? refuseType(name, 'map')] as const,
  );
  return new Map(entries);
}
