import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { owner } from '../../src/sandbox/feishu/tenant.js';
import type { RunningSandbox } from '../../src/sandbox/server.js';
import type { Args, Facts } from './server-fixture.js';
import {
  addBlocks,
  addColleague,
  addFile,
  addRole,
  addTables,
  fieldIdsAt,
  idsAt,
  newTable,
  numbered,
  records,
  type TableRef,
  title,
} from './table-fixture.js';

/** One call of a tool that must succeed, on a table of five rows, and what it must say. */
export interface ToolScenario {
  readonly args: (fixture: ToolFixture) => Args;
  readonly facts: Facts;
}

type ToolFixture = ReturnType<typeof toolFixture>;

/** A base of its own for a tool, with all that the scenarios name. `folder` is one that the server may touch. */
export function toolFixture(sandbox: RunningSandbox, tool: string, folder: string) {
  const tableRef: TableRef = newTable(sandbox, numbered(5));
  addTables(sandbox, tableRef, ['另一']);
  writeFileSync(join(folder, `${tool}.csv`), `${title},数量\n新,"1,200"\n行0,7\n`);
  return {
    tableRef,
    recordIds: idsAt(sandbox, tableRef),
    fieldIds: fieldIdsAt(sandbox, tableRef),
    ...addBlocks(sandbox, tableRef),
    ...addRole(sandbox, tableRef, /_roles?_/.test(tool)),
    ...addColleague(sandbox, tableRef),
    fileToken: addFile(sandbox, tableRef.app_token),
    /** A file with two rows in it. */
    rowsFile: `${tool}.csv`,
    links: sandbox.sampleLinks,
    sampleUrl: sandbox.sampleUrl,
  };
}

/** The last part of a link's path. */
function tokenOf(link: string): string {
  return new URL(link).pathname.split('/').at(-1)!;
}

const anyId = expect.stringMatching(/^rec/);
const added = { field_name: '备注', type: 1 };

/** One for each tool. */
export const toolScenarios: Readonly<Record<string, ToolScenario>> = {
  bitable_describe_base: {
    args: ({ tableRef: { app_token } }) => ({ app_token }),
    facts: {
      name: 'e2e',
      tables: [
        {
          name: '表',
          records: 5,
          fields: [expect.stringMatching(title), expect.stringMatching('数量')],
        },
        {},
      ],
    },
  },
  bitable_resolve_link: {
    args: ({ sampleUrl }) => ({ url: sampleUrl }),
    facts: { kind: 'base', base_name: '项目管理示例', table_name: '任务' },
  },
  bitable_records_upsert: {
    args: ({ tableRef }) => ({
      ...tableRef,
      key_fields: [title],
      rows: [{ [title]: '行0', 数量: '8' }, { [title]: '行1' }, { [title]: '新', 数量: 9 }],
    }),
    facts: { inserted: 1, updated: 1, unchanged: 1, record_ids: [anyId] },
  },
  bitable_records_aggregate: {
    args: ({ tableRef }) => ({ ...tableRef, measures: ['count', `distinct(${title})`] }),
    facts: { rows: [[5, 5]], total: 5 },
  },
  bitable_import_file: {
    args: ({ tableRef, rowsFile }) => ({ ...tableRef, path: rowsFile }),
    facts: { inserted: 2, refused: 0 },
  },
  bitable_export_table: {
    args: ({ tableRef }) => ({ ...tableRef, path: 'out.csv' }),
    facts: { rows: 5, path: expect.stringMatching(/out\.csv$/) },
  },
  drive_medias_upload: {
    args: ({ tableRef: { app_token }, rowsFile }) => ({ app_token, path: rowsFile }),
    facts: { file_token: expect.any(String), name: 'drive_medias_upload.csv' },
  },
  drive_medias_download: {
    args: ({ fileToken }) => ({ file_token: fileToken, path: 'copy.txt' }),
    facts: { path: expect.stringMatching(/copy\.txt$/), size: 3 },
  },
  bitable_apps_get: {
    args: ({ tableRef: { app_token } }) => ({ app_token }),
    facts: { app: { name: 'e2e', time_zone: 'Asia/Shanghai', is_advanced: false } },
  },
  bitable_apps_update: {
    args: ({ tableRef: { app_token } }) => ({ app_token, name: '新名' }),
    facts: { app: { name: '新名' } },
  },
  bitable_apps_create: {
    args: () => ({ name: '库' }),
    facts: { app: { name: '库', url: expect.stringContaining('/base/') } },
  },
  bitable_apps_copy: {
    args: ({ tableRef: { app_token } }) => ({ app_token, name: '副本' }),
    facts: { app: { name: '副本', app_token: expect.any(String) } },
  },
  bitable_tables_list: {
    args: ({ tableRef: { app_token } }) => ({ app_token }),
    facts: { total: 2, has_more: false, items: [{ name: '表' }, { name: '另一' }] },
  },
  bitable_tables_create: {
    args: ({ tableRef: { app_token } }) => ({ app_token, table: { name: '三', fields: [added] } }),
    facts: { table_id: expect.stringMatching(/^tbl/), field_id_list: [expect.any(String)] },
  },
  bitable_tables_batch_create: {
    args: ({ tableRef: { app_token } }) => ({
      app_token,
      tables: [{ name: '三' }, { name: '四' }],
    }),
    facts: { table_ids: [expect.any(String), expect.any(String)] },
  },
  bitable_tables_update: {
    args: ({ tableRef }) => ({ ...tableRef, name: '改名' }),
    facts: { name: '改名' },
  },
  bitable_tables_delete: { args: ({ tableRef }) => tableRef, facts: {} },
  bitable_tables_batch_delete: {
    args: ({ tableRef: { app_token, table_id } }) => ({ app_token, table_ids: [table_id] }),
    facts: { deleted: 1 },
  },
  bitable_fields_list: {
    args: ({ tableRef }) => tableRef,
    facts: { items: [{ field_name: title, is_primary: true }, { type: 2 }], has_more: false },
  },
  bitable_fields_create: {
    args: ({ tableRef }) => ({ ...tableRef, ...added }),
    facts: { field: { ...added, field_id: expect.stringMatching(/^fld/) } },
  },
  bitable_fields_update: {
    args: ({ tableRef, fieldIds: [, field_id] }) => ({
      ...tableRef,
      field_id,
      field_name: '件数',
      type: 2,
    }),
    facts: { field: { field_name: '件数' } },
  },
  bitable_fields_delete: {
    args: ({ tableRef, fieldIds: [, field_id] }) => ({ ...tableRef, field_id }),
    facts: { deleted: true },
  },
  bitable_records_search: {
    args: ({ tableRef }) => ({ ...tableRef, limit: 2 }),
    facts: {
      columns: ['record_id', title],
      rows: [
        [anyId, '行0'],
        [anyId, '行1'],
      ],
      total: 5,
    },
  },
  bitable_records_list: {
    args: ({ tableRef }) => ({ ...tableRef, filter: `CurrentValue.[${title}]="行3"` }),
    facts: { rows: [[anyId, '行3']], total: 1, has_more: false },
  },
  bitable_records_get: {
    args: ({ tableRef, recordIds: [record_id] }) => ({ ...tableRef, record_id }),
    facts: { columns: ['record_id', title], rows: [[anyId, '行0']] },
  },
  bitable_records_batch_get: {
    args: ({ tableRef, recordIds: [first, second] }) => ({
      ...tableRef,
      record_ids: [second, 'recGone0000', first],
    }),
    facts: {
      rows: [
        [anyId, '行1'],
        [anyId, '行0'],
      ],
      absent_record_ids: ['recGone0000'],
    },
  },
  bitable_records_create: {
    args: ({ tableRef }) => ({ ...tableRef, fields: { [title]: '新', 数量: 3 } }),
    facts: { record_id: expect.stringMatching(/^rec/) },
  },
  bitable_records_update: {
    args: ({ tableRef, recordIds: [record_id] }) => ({
      ...tableRef,
      record_id,
      fields: { 数量: 4 },
    }),
    facts: { record_id: expect.stringMatching(/^rec/) },
  },
  bitable_records_delete: {
    args: ({ tableRef, recordIds: [record_id] }) => ({ ...tableRef, record_id }),
    facts: { deleted: true },
  },
  bitable_records_batch_create: {
    args: ({ tableRef }) => ({ ...tableRef, records: records(3, 5) }),
    facts: { created: 3, record_ids: [anyId, anyId, anyId] },
  },
  bitable_records_batch_update: {
    args: ({ tableRef, recordIds }) => ({
      ...tableRef,
      records: recordIds.map((record_id) => ({ record_id, fields: { 数量: 1 } })),
    }),
    facts: { updated: 5 },
  },
  bitable_records_batch_delete: {
    args: ({ tableRef, recordIds }) => ({ ...tableRef, records: recordIds }),
    facts: { deleted: 5 },
  },
  bitable_views_list: {
    args: ({ tableRef }) => ({ ...tableRef }),
    facts: { items: [{ view_name: '表格' }, { view_name: '表单', view_type: 'form' }], total: 2 },
  },
  bitable_views_get: {
    args: ({ tableRef, form_id }) => ({ ...tableRef, view_id: form_id }),
    facts: { view: { view_name: '表单' } },
  },
  bitable_views_create: {
    args: ({ tableRef }) => ({ ...tableRef, view_name: '看板', view_type: 'kanban' }),
    facts: { view: { view_id: expect.stringMatching(/^vew/), view_type: 'kanban' } },
  },
  bitable_views_update: {
    args: ({ tableRef, fieldIds: [, field_id], form_id }) => ({
      ...tableRef,
      view_id: form_id,
      property: { filter_info: { conditions: [{ field_id, operator: 'is', value: ['3'] }] } },
    }),
    facts: { view: { property: { filter_info: { conditions: [{ value: '["3"]' }] } } } },
  },
  bitable_views_delete: {
    args: ({ tableRef, form_id }) => ({ ...tableRef, view_id: form_id }),
    facts: {},
  },
  bitable_forms_get: {
    args: ({ tableRef, form_id }) => ({ ...tableRef, form_id }),
    facts: { form: { name: '表单', shared: false } },
  },
  bitable_forms_update: {
    args: ({ tableRef, form_id }) => ({ ...tableRef, form_id, shared: true }),
    facts: { form: { shared_url: expect.stringContaining('/share/base/') } },
  },
  bitable_forms_upgrade: {
    args: ({ tableRef, form_id }) => ({
      ...tableRef,
      form_id,
      form_name: '收集表',
      display_mode: 'traditional',
    }),
    facts: { form: { id: expect.stringMatching(/^vew/) } },
  },
  bitable_form_fields_list: {
    args: ({ tableRef, form_id }) => ({ ...tableRef, form_id }),
    facts: { items: [{ title }, { title: '数量' }], has_more: false },
  },
  bitable_form_fields_update: {
    args: ({ tableRef, fieldIds: [field_id], form_id }) => ({
      ...tableRef,
      form_id,
      field_id,
      title: '问题',
    }),
    facts: { fields: { title: '问题' } },
  },
  bitable_field_groups_create: {
    args: ({ tableRef, fieldIds: [id] }) => ({
      ...tableRef,
      field_groups: [{ name: '组', children: [{ id }] }],
    }),
    facts: { field_groups: expect.stringContaining('组') },
  },
  bitable_dashboards_list: {
    args: ({ tableRef: { app_token } }) => ({ app_token }),
    facts: { items: [{ name: '总览' }], has_more: false },
  },
  bitable_dashboards_copy: {
    args: ({ tableRef: { app_token }, block_id }) => ({ app_token, block_id, name: '副本' }),
    facts: { name: '副本', block_id: expect.stringMatching(/^blk/) },
  },
  bitable_workflows_list: {
    args: ({ tableRef: { app_token } }) => ({ app_token }),
    facts: { workflows: [{ title: '提醒', status: 'Enable' }] },
  },
  bitable_workflows_update: {
    args: ({ tableRef: { app_token }, workflow_id }) => ({
      app_token,
      workflow_id,
      status: 'Disable',
    }),
    facts: {},
  },
  bitable_block_workflows_list: {
    args: ({ tableRef: { app_token } }) => ({ app_token }),
    facts: { workflows: [] },
  },
  bitable_roles_list: {
    args: ({ tableRef: { app_token } }) => ({ app_token }),
    facts: { items: [{ role_name: '读者', table_roles: [] }], total: 1, has_more: false },
  },
  bitable_roles_create: {
    args: ({ tableRef: { app_token, table_id } }) => ({
      app_token,
      role_name: '编辑',
      table_roles: [{ table_id, table_perm: 2, field_perm: { 数量: 2 } }],
    }),
    facts: {
      role: {
        role_id: expect.stringMatching(/^rol/),
        table_roles: [{ table_name: '表', allow_add_record: true, field_perm: { 数量: 2 } }],
      },
    },
  },
  bitable_roles_update: {
    args: ({ tableRef: { app_token }, role_id }) => ({
      app_token,
      role_id,
      role_name: '访客',
      table_roles: [{ table_name: '另一', table_perm: 1 }],
    }),
    facts: { role: { role_name: '访客', table_roles: [{ table_perm: 1 }] } },
  },
  bitable_roles_delete: {
    args: ({ tableRef: { app_token }, role_id }) => ({ app_token, role_id }),
    facts: {},
  },
  bitable_base_roles_list: {
    args: ({ tableRef: { app_token } }) => ({ app_token }),
    facts: { items: [{ role_name: '读者' }], total: 1 },
  },
  bitable_base_roles_create: {
    args: ({ tableRef: { app_token, table_id } }) => ({
      app_token,
      role_name: '编辑',
      table_roles: [{ table_id, table_perm: 2, field_perm: { 数量: 3 }, view_perm: 1 }],
      base_rule: { copy: 0 },
    }),
    facts: { role: { base_rule: { copy: 0 }, table_roles: [{ view_perm: 1 }] } },
  },
  bitable_base_roles_update: {
    args: ({ tableRef: { app_token }, role_id }) => ({
      app_token,
      role_id,
      role_name: '访客',
      table_roles: [],
      block_roles: [],
    }),
    facts: { role: { role_name: '访客', block_roles: [] } },
  },
  bitable_role_members_list: {
    args: ({ tableRef: { app_token }, role_id }) => ({ app_token, role_id }),
    facts: { items: [{ member_type: 'user', member_name: '张三' }], total: 1 },
  },
  bitable_role_members_create: {
    args: ({ tableRef: { app_token }, role_id }) => ({
      app_token,
      role_id,
      member_id_type: 'department_id',
      member_id: 'h121921',
    }),
    facts: {},
  },
  bitable_role_members_delete: {
    args: ({ tableRef: { app_token }, role_id }) => ({
      app_token,
      role_id,
      member_id: owner.open_id,
    }),
    facts: {},
  },
  bitable_role_members_batch_create: {
    args: ({ tableRef: { app_token }, role_id }) => ({
      app_token,
      role_id,
      member_list: [{ id: owner.open_id }, { id: owner.user_id, type: 'user_id' }],
    }),
    facts: { created: 2 },
  },
  bitable_role_members_batch_delete: {
    args: ({ tableRef: { app_token }, role_id }) => ({
      app_token,
      role_id,
      member_list: [{ id: owner.open_id }],
    }),
    facts: { deleted: 1 },
  },
  drive_medias_get_tmp_urls: {
    args: ({ fileToken }) => ({ file_tokens: [fileToken] }),
    facts: {
      tmp_download_urls: [{ tmp_download_url: expect.stringMatching(/^http:.*authcode/) }],
    },
  },
  drive_files_subscribe: {
    args: ({ tableRef: { app_token } }) => ({ file_token: app_token }),
    facts: {},
  },
  drive_files_get_subscribe: {
    args: ({ tableRef: { app_token } }) => ({ file_token: app_token }),
    facts: { is_subscribe: true },
  },
  drive_files_delete_subscribe: {
    args: ({ tableRef: { app_token } }) => ({ file_token: app_token }),
    facts: {},
  },
  drive_files_delete: {
    args: ({ tableRef: { app_token } }) => ({ file_token: app_token }),
    facts: {},
  },
  drive_permission_members_list: {
    args: ({ tableRef: { app_token } }) => ({ token: app_token, fields: 'name' }),
    facts: {
      items: [
        { name: '沙箱应用', perm: 'full_access' },
        { name: '李四', perm: 'view' },
      ],
    },
  },
  drive_permission_members_create: {
    args: ({ tableRef: { app_token } }) => ({
      token: app_token,
      member_type: 'email',
      member_id: 'wang.wu@sandbox.invalid',
      perm: 'edit',
    }),
    facts: { member: { type: 'user', perm: 'edit' } },
  },
  drive_permission_members_update: {
    args: ({ tableRef: { app_token }, colleague }) => ({
      token: app_token,
      member_type: 'openid',
      member_id: colleague,
      perm: 'full_access',
    }),
    facts: { member: { perm: 'full_access' } },
  },
  drive_permission_members_delete: {
    args: ({ tableRef: { app_token }, colleague }) => ({
      token: app_token,
      member_type: 'openid',
      member_id: colleague,
    }),
    facts: {},
  },
  drive_permission_members_transfer_owner: {
    args: ({ tableRef: { app_token } }) => ({
      token: app_token,
      member_type: 'openid',
      member_id: owner.open_id,
    }),
    facts: {},
  },
  drive_permission_members_check: {
    args: ({ tableRef: { app_token } }) => ({ token: app_token, action: 'manage_public' }),
    facts: { auth_result: true },
  },
  drive_permission_public_get: {
    args: ({ tableRef: { app_token } }) => ({ token: app_token }),
    facts: { permission_public: { link_share_entity: 'closed' } },
  },
  drive_permission_public_update: {
    args: ({ tableRef: { app_token } }) => ({
      token: app_token,
      link_share_entity: 'tenant_readable',
    }),
    facts: { permission_public: { link_share_entity: 'tenant_readable' } },
  },
  wiki_nodes_get: {
    args: ({ links }) => ({ token: tokenOf(links.wiki) }),
    facts: { node: { obj_type: 'bitable', title: '项目管理示例' } },
  },
  docx_blocks_list: {
    args: ({ links }) => ({ document_id: tokenOf(links.docx) }),
    facts: { items: expect.arrayContaining([expect.objectContaining({ block_type: 18 })]) },
  },
  sheets_metainfo_get: {
    args: ({ links }) => ({ spreadsheet_token: tokenOf(links.sheet) }),
    facts: { sheets: [{ title: '预算' }, { blockInfo: { blockType: 'BITABLE_BLOCK' } }] },
  },
  contact_users_batch_get_id: {
    args: () => ({ emails: [owner.email] }),
    facts: { user_list: [{ email: owner.email, user_id: owner.open_id }] },
  },
};
