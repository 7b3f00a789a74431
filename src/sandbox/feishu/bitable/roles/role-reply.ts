import type { JsonObject } from '../../../../core/json.js';
import type { BaseScope, Scope, Table } from '../model.js';
import { ruleField } from './record-rules.js';
import type {
  FieldPerm,
  RecordRule,
  Role,
  RoleApi,
  RuleCondition,
  TableRole,
} from './role-model.js';

/** A role as one of the two families replies it. */
export function roleReply(role: Role, { bitable, base }: BaseScope, api: RoleApi): JsonObject {
  const tables = [...role.tables].flatMap(([tableId, tableRole]) => {
    const table = base.tables.get(tableId);
    return table === undefined ? [] : [tableReply(tableRole, { bitable, base, table }, api)];
  });
  return {
    role_id: role.roleId,
    role_name: role.name,
    table_roles: tables,
    block_roles: [...role.blocks].map(([block_id, block_perm]) => ({
      block_id,
      block_type: 'dashboard',
      block_perm,
    })),
    ...(api.isFull && role.baseRule.size > 0 ? { base_rule: plain(role.baseRule) } : {}),
  };
}

function tableReply(role: TableRole, scope: Scope, api: RoleApi): JsonObject {
  const { tableId, name } = scope.table;
  return {
    table_name: name,
    table_id: tableId,
    table_perm: role.perm,
    ...recordRights(role, scope, api),
    ...(api.isFull ? fullRights(role, scope) : {}),
  };
}

/** Only the rights that mean something for the table's permission. */
function recordRights(role: TableRole, scope: Scope, api: RoleApi): JsonObject {
  const { perm, recRule, fieldPerm } = role;
  const edits = perm === 2;
  const refines = edits || perm === 1;
  return {
    ...(edits && {
      allow_add_record: role.addsRecords,
      allow_delete_record: role.deletesRecords,
    }),
    ...(refines && recRule && { rec_rule: ruleReply(recRule, role, scope, api) }),
    ...((edits || (refines && api.isFull)) &&
      fieldPerm && { field_perm: fieldPermReply(fieldPerm, scope.table, api) }),
  };
}

function ruleReply(rule: RecordRule, { perm }: TableRole, scope: Scope, api: RoleApi): JsonObject {
  const groups = rule.groups.map(({ type, conjunction, conditions }) => ({
    condition_type: type,
    conditions: conditionsReply(conditions, scope),
    conjunction,
  }));
  return {
    conjunction: rule.conjunction,
    conditions: conditionsReply(rule.conditions, scope),
    other_perm: rule.otherPerm,
    ...(api.isFull && {
      perm,
      ...(groups.length > 0 && { condition_groups: groups }),
      display_rec_rule_version: rule.displayVersion,
    }),
  };
}

function conditionsReply(conditions: readonly RuleCondition[], scope: Scope): JsonObject[] {
  return conditions.flatMap((condition) => {
    const field = ruleField(condition, scope);
    if (field === undefined) return [];
    const { operator, values } = condition;
    return [
      {
        field_name: field.name,
        field_type: field.type,
        operator,
        value: values.length > 0 ? values : null,
      },
    ];
  });
}

function fullRights({ perm, ...role }: TableRole, scope: Scope): JsonObject {
  const { otherRule, viewRules } = role;
  const actions = [...role.fieldActions].map(([action, rules]) => [
    action,
    byName(rules, scope.table),
  ]);
  return {
    ...(perm === 2 &&
      otherRule && {
        other_rec_rule: {
          conditions: conditionsReply(otherRule.conditions, scope),
          conjunction: otherRule.conjunction,
          perm: 1,
        },
      }),
    view_perm: role.viewPerm,
    ...(viewRules && { view_rules: plain(viewRules) }),
    ...(actions.length > 0 && { field_action_rules: Object.fromEntries(actions) }),
  };
}

/** In bitable/v1 a field that can only be filled in new records is one to read. */
function fieldPermReply(
  perms: ReadonlyMap<string, FieldPerm>,
  table: Table,
  { isFull, fieldPerms }: RoleApi,
): JsonObject {
  const wire = new Map([...fieldPerms].map(([number, perm]) => [perm, number]));
  const numbers = [...perms].map(
    ([fieldId, perm]) => [fieldId, isFull ? perm : (wire.get(perm) ?? 1)] as const,
  );
  return byName(new Map(numbers), table);
}

function byName(perms: ReadonlyMap<string, number>, table: Table): JsonObject {
  const names = new Map(table.fields.map(({ fieldId, name }) => [fieldId, name]));
  const entries = [...perms].flatMap(([fieldId, perm]) => {
    const name = names.get(fieldId);
    return name === undefined ? [] : [[name, perm] as const];
  });
  return Object.fromEntries(entries);
}

function plain(map: ReadonlyMap<string, number>): JsonObject {
  return Object.fromEntries(map);
}
