import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../src/core/json.js';
import { addBase } from '../../src/sandbox/feishu/bitable/bases/base-store.js';
import { addDashboard } from '../../src/sandbox/feishu/bitable/bases/blocks.js';
import { replaceField } from '../../src/sandbox/feishu/bitable/fields/field-store.js';
import type { Row, Table } from '../../src/sandbox/feishu/bitable/model.js';
import { createRecords } from '../../src/sandbox/feishu/bitable/records/record-store.js';
import * as roles from '../../src/sandbox/feishu/bitable/roles/roles.js';
import { addTable } from '../../src/sandbox/feishu/bitable/tables/table-store.js';
import { addView } from '../../src/sandbox/feishu/bitable/views/view-store.js';
import { memberKey } from '../../src/sandbox/feishu/directory.js';
import { storeFile } from '../../src/sandbox/feishu/drive/file-store.js';
import { sharingOf } from '../../src/sandbox/feishu/drive/model.js';
import { owner, robotOpenId } from '../../src/sandbox/feishu/tenant.js';
import type { RunningSandbox } from '../../src/sandbox/server.js';

/** Where a table is, as tools are told. */
export type TableRef = { readonly app_token: string; readonly table_id: string };

/** The primary field of the tables below. */
export const title = '标题';

const defaultFields: readonly JsonObject[] = [
  { field_name: title, type: 1 },
  { field_name: '数量', type: 2 },
];

/** A base with one table that nobody else touches, made behind the vendor's door: no request, no waiting. */
export function newTable(
  { world, appId }: RunningSandbox,
  rows: readonly JsonObject[] = [],
  fields: readonly JsonObject[] = defaultFields,
): TableRef {
  const { bitable } = world;
  const base = addBase(bitable, { name: 'e2e', folderToken: '', timeZone: 'Asia/Shanghai' });
  const table = addTable(bitable, base, { name: '表', fields });
  const identity = { kind: 'user', openId: owner.open_id, appId } as const;
  createRecords({ bitable, base, table }, rows, { identity, userIdType: 'open_id' });
  return { app_token: base.appToken, table_id: table.tableId };
}

/** Further tables of the same base; gives their ids. */
export function addTables(
  { world: { bitable } }: RunningSandbox,
  { app_token }: TableRef,
  names: readonly string[],
): string[] {
  const base = bitable.bases.get(app_token)!;
  return names.map((name) => addTable(bitable, base, { name, fields: defaultFields }).tableId);
}

/** Gives a field another definition behind the vendor's door: who knew the table does not hear of it. */
export function redefine(
  { world: { bitable } }: RunningSandbox,
  { app_token, table_id }: TableRef,
  name: string,
  definition: JsonObject,
): void {
  const base = bitable.bases.get(app_token)!;
  const table = base.tables.get(table_id)!;
  const field = table.fields.find((candidate) => candidate.name === name)!;
  replaceField({ bitable, base, table }, field, definition);
}

/** A form of the table, and a dashboard and an automation of its base; gives their ids. */
export function addBlocks({ world: { bitable } }: RunningSandbox, tableRef: TableRef) {
  const base = bitable.bases.get(tableRef.app_token)!;
  const table = base.tables.get(tableRef.table_id)!;
  const form = addView({ bitable, base, table }, '表单', 'form');
  const dashboard = addDashboard(bitable, base, '总览');
  const workflowId = bitable.ids.newWorkflowId();
  base.workflows.push({ workflowId, title: '提醒', status: 'Enable' });
  return { form_id: form.viewId, block_id: dashboard.blockId, workflow_id: workflowId };
}

/** A role of the base with one member, behind advanced permissions that are on when the test wants roles. */
export function addRole(
  { world: { bitable } }: RunningSandbox,
  { app_token }: TableRef,
  isAdvanced: boolean,
) {
  const base = bitable.bases.get(app_token)!;
  base.isAdvanced = isAdvanced;
  const nothing = { tables: [], blocks: undefined, baseRule: undefined };
  const role = roles.addRole(bitable, base, { ...nothing, name: undefined }, '读者');
  const member = { kind: 'user', id: owner.open_id } as const;
  role.members.set(memberKey(member), member);
  return { role_id: role.roleId };
}

/** Has the app subscribed to the base, and a colleague of its owner look at it; gives the colleague's id. */
export function addColleague({ world }: RunningSandbox, { app_token }: TableRef) {
  world.drive.subscribers.set(app_token, new Set([robotOpenId]));
  const colleague = world.bitable.directory.people.find(({ name }) => name === '李四')!;
  const member = { kind: 'user', id: colleague.open_id } as const;
  const { collaborators } = sharingOf(world.bitable.bases.get(app_token)!);
  collaborators.set(memberKey(member), { member, perm: 'view' });
  return { colleague: colleague.open_id };
}

/** `count` rows, each with its own number. */
export function numbered(count: number, start = 0): { readonly [title]: string }[] {
  return Array.from({ length: count }, (_, index) => ({ [title]: `行${start + index}` }));
}

/** A folder of this machine; `remove` when the tests are over. */
export function newFolder(): { readonly path: string; remove(): void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'bitable-mcp-e2e-')));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A file of a base, in no cell yet. */
export function addFile({ world }: RunningSandbox, appToken: string): string {
  return storeFile(world, { appToken, name: 'a.txt', content: Buffer.from('鲸') });
}

/** The same as records of a batch. */
export function records(count: number, start = 0): { readonly fields: JsonObject }[] {
  return numbered(count, start).map((fields) => ({ fields }));
}

export function tableAt({ world }: RunningSandbox, tableRef: TableRef): Table {
  return world.bitable.bases.get(tableRef.app_token)!.tables.get(tableRef.table_id)!;
}

export function rowsAt(sandbox: RunningSandbox, tableRef: TableRef): readonly Row[] {
  return [...tableAt(sandbox, tableRef).rows.values()];
}

export function idsAt(sandbox: RunningSandbox, tableRef: TableRef): string[] {
  return rowsAt(sandbox, tableRef).map(({ recordId }) => recordId);
}

export function fieldIdsAt(sandbox: RunningSandbox, tableRef: TableRef): string[] {
  return tableAt(sandbox, tableRef).fields.map(({ fieldId }) => fieldId);
}

/** What stands in a text column, row by row, by the vendor's own account. */
export function textsAt(
  sandbox: RunningSandbox,
  tableRef: TableRef,
  name: string = title,
): string[] {
  const field = tableAt(sandbox, tableRef).fields.find((candidate) => candidate.name === name);
  return rowsAt(sandbox, tableRef).map((row) => {
    const cell = row.cells.get(field?.fieldId ?? '');
    return cell?.kind === 'text' ? cell.text : '';
  });
}
