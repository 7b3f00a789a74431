import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import type { FeishuEndpointName } from '../../../../endpoints/catalogue.js';
import { refuse } from '../../../kernel/refusal.js';
import type { Handlers } from '../../handler.js';
import { bodyList, bodyText, refuseType } from '../body.js';
import { findField, isId, scopeOf } from '../fields/lookup.js';
import type { FieldGroup, Scope, Table } from '../model.js';
import { touch } from '../revision.js';
import { isBlockName } from '../views/view-store.js';

const maxGroups = 300;
const maxChildren = 300;
const maxDescription = 2_000;

export const fieldGroupHandlers = {
  bitable_field_groups_create: (request, world) => {
    const sent = bodyList(request.body, 'field_groups') ?? refuse(1254001);
    if (sent.length === 0) refuse(1254120);
    if (sent.length > maxGroups) refuse(1254121);
    const scope = scopeOf(request, world);
    const { table } = scope;
    const groups = sent.map((group) => readGroup(group, scope));
    checkTogether([...table.fieldGroups, ...groups]);
    table.fieldGroups.push(...groups);
    touch(scope);
    const made = groups.map(({ groupId, name }) => ({ id: groupId, name }));
    return { field_groups: JSON.stringify(made) };
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `bitable_field_groups_${string}`>>;

function readGroup(sent: Json, { bitable, table }: Scope): FieldGroup {
  if (!isJsonObject(sent)) refuseType('field_groups', 'array of object');
  const name = bodyText(sent, 'name')?.trim() ?? '';
  const description = bodyText(sent, 'description') ?? '';
  const groupId = bodyText(sent, 'id') || bitable.ids.newFieldId();
  if (name === '') refuse(1254114);
  if (!isBlockName(name)) refuse(1254115);
  if ([...description].length > maxDescription) refuse(1254116);
  if (!isId('fld', groupId)) refuse(1254009);
  return { groupId, name, description, fieldIds: readChildren(sent, table) };
}

function readChildren(group: JsonObject, table: Table): string[] {
  const children = bodyList(group, 'children') ?? [];
  if (children.length === 0) refuse(1254118);
  if (children.length > maxChildren) refuse(1254119);
  return children.map((child) => {
    if (!isJsonObject(child)) return refuseType('children', 'array of object');
    if (bodyText(child, 'type') !== 'field') refuse(1254123);
    return findField(table, bodyText(child, 'id') ?? '').fieldId;
  });
}

/** The groups of a table differ in their ids and names, and no two of them share a field. */
function checkTogether(groups: readonly FieldGroup[]): void {
  if (repeats(groups.map(({ name }) => name))) refuse(1254117);
  if (repeats(groups.map(({ groupId }) => groupId))) refuse(1254009);
  if (repeats(groups.flatMap(({ fieldIds }) => fieldIds))) refuse(1254122);
}

function repeats(values: readonly string[]): boolean {
  return new Set(values).size < values.length;
}
