import { describe, expect, it } from 'vitest';
import { mediaClient } from '../../../support/media-client.js';
import { Gateway } from '../../../support/sandbox-client.js';
import { advancedBase } from '../bitable/roles/fixtures/advanced-base.js';

/** A base with advanced permissions: two tasks with a file each, and a file in no cell. */
async function start() {
  const gateway = await Gateway.start();
  const field = await gateway.data('POST', `${gateway.table}/fields`, {
    field_name: '附件',
    type: 17,
  });
  const media = mediaClient(gateway);
  const fieldId: string = field.field.field_id;
  const add = async (name: string, status: string) => {
    const token = await media.upload(Buffer.from(name));
    const fields = { 任务名称: name, 状态: status, 附件: [{ file_token: token }] };
    const { record } = await gateway.data('POST', `${gateway.table}/records`, { fields });
    return { token, recordId: String(record.record_id) };
  };
  const open = await add('进行', '进行中');
  const closed = await add('完成', '已完成');
  const loose = await media.upload(Buffer.from('loose'));
  const base = await advancedBase(gateway);
  const tableId = base.tasks.id;

  const cell = (file: { token: string; recordId: string }, field = fieldId) => ({
    bitablePerm: { tableId, attachments: { [field]: { [file.recordId]: [file.token] } } },
  });
  /** Somebody whose role has these rules in the table of tasks, of the newer kind. */
  const withRole = async (name: string, rules: object) => {
    const table_roles = [{ table_id: tableId, table_perm: 1, ...rules }];
    const { body } = await base.call('POST', base.base2, { role_name: name, table_roles });
    const { openId } = await base.visitor(name, body.data.role.role_id);
    return gateway.sandbox.userTokenOf(openId);
  };
  const code = async (token: string, extra?: unknown, who?: string) => {
    const { reply, content } = await media.download(token, extra, who ? { token: who } : {});
    return reply.ok ? 0 : Number(JSON.parse(content.toString()).code);
  };
  return { ...media, gateway, base, open, closed, loose, tableId, fieldId, cell, withRole, code };
}

describe('a file in a base with advanced permissions', () => {
  it('needs an extra, even for the app: HTTP 400 without one', async () => {
    const { open, download, code } = await start();
    expect((await download(open.token)).reply.status).toBe(400);
    expect(await code(open.token)).toBe(1061002);
    expect(await code(open.token, 'no JSON')).toBe(1061002);
    expect(await code(open.token, { bitablePerm: {} })).toBe(1061002);
    expect(await code(open.token, { bitablePerm: { tableId: 'tbl1' } })).toBe(1061002);
  });

  it('comes with the extra that names its cell, and with the one of its url', async () => {
    const { gateway, open, tableId, cell, code } = await start();
    expect(await code(open.token, cell(open))).toBe(0);
    expect(await code(open.token, { bitablePerm: { tableId, rev: 90 } })).toBe(0);
    const body = { record_ids: [open.recordId] };
    const { records } = await gateway.data('POST', `${gateway.table}/records/batch_get`, body);
    const headers = { authorization: `Bearer ${gateway.token}` };
    const { url } = records[0].fields.附件[0];
    expect(await (await fetch(url, { headers })).text()).toBe('进行');
  });

  it('does not come by a cell or a table that does not hold it', async () => {
    const { base, open, closed, loose, tableId, cell, code } = await start();
    expect(await code(open.token, cell({ ...closed, token: open.token }))).toBe(1061004);
    expect(await code(open.token, cell(open, 'fldOther'))).toBe(1061004);
    expect(await code(closed.token, cell(open))).toBe(1061004);
    expect(await code(open.token, { bitablePerm: { tableId: 'tblOther', rev: 1 } })).toBe(1061004);
    const other = { bitablePerm: { tableId: base.customers.id, rev: 1 } };
    expect(await code(open.token, other)).toBe(1061004);
    expect(await code(loose, { bitablePerm: { tableId, rev: 1 } })).toBe(1061004);
  });

  it('comes to a reader only where the role lets attachments out', async () => {
    const { open, cell, withRole, code } = await start();
    const may = await withRole('李四', { field_action_rules: { attachment_export: { 附件: 1 } } });
    const mayNot = await withRole('王五', {
      field_action_rules: { attachment_export: { 附件: 0 } },
    });
    const unsaid = await withRole('赵六', {});
    expect(await code(open.token, cell(open), may)).toBe(0);
    expect(await code(open.token, cell(open), mayNot)).toBe(1061004);
    expect(await code(open.token, cell(open), unsaid)).toBe(1061004);
  });

  it('comes to whoever manages the table, and to nobody without a role', async () => {
    const { gateway, base, open, cell, withRole, code } = await start();
    const manager = await withRole('孙琪', { table_perm: 4 });
    const { openId } = await base.visitor('周芭');
    const stranger = gateway.sandbox.userTokenOf(openId);
    expect(await code(open.token, cell(open), manager)).toBe(0);
    expect(await code(open.token, cell(open), stranger)).toBe(1061004);
  });

  it('does not come out of a record or a field that the role hides', async () => {
    const { base, open, closed, tableId, cell, withRole, code } = await start();
    const field_action_rules = { attachment_export: { 附件: 1 } };
    const value = [base.optionId('进行中')];
    const conditions = [{ field_name: '状态', operator: 'is', value }];
    const rec_rule = { conditions, conjunction: 'and', other_perm: 0 };
    const some = await withRole('李四', { rec_rule, field_action_rules });
    expect(await code(open.token, cell(open), some)).toBe(0);
    expect(await code(closed.token, cell(closed), some)).toBe(1061004);
    const byTable = { bitablePerm: { tableId, rev: 1 } };
    expect(await code(open.token, byTable, some)).toBe(0);
    expect(await code(closed.token, byTable, some)).toBe(1061004);
    const blind = await withRole('王五', { field_perm: { 任务名称: 1 }, field_action_rules });
    expect(await code(open.token, cell(open), blind)).toBe(1061004);
  });

  it('gets a temporary link by the same rules', async () => {
    const { open, closed, tableId, links } = await start();
    expect((await links([open.token])).body.code).toBe(1061002);
    const extra = { bitablePerm: { tableId, rev: 1 } };
    expect((await links([open.token, closed.token], extra)).body.code).toBe(0);
  });

  it('is uploaded only by who may edit records', async () => {
    const { form, declared, withRole } = await start();
    const code = async (token: string) =>
      (await form('upload_all', declared(1), Buffer.from('a'), { token })).body.code;
    expect(await code(await withRole('李四', { table_perm: 1 }))).toBe(1061004);
    expect(await code(await withRole('王五', { table_perm: 2 }))).toBe(0);
  });
});

describe('a file in a base with the usual permissions', () => {
  it('comes by its public settings: who may print may download', async () => {
    const gateway = await Gateway.start({ options: { sharing: 'enforced' } });
    const owner = gateway.sandbox.userAccessToken;
    const { upload, download, appToken } = mediaClient(gateway);
    const token = await upload(Buffer.from('a'), {}, { token: owner });
    const settings = `/open-apis/drive/v1/permissions/${appToken}/public?type=bitable`;
    const set = (body: object) =>
      gateway.call('PATCH', settings, { body, authorization: `Bearer ${owner}` });
    const { people } = gateway.sandbox.world.bitable.directory;
    const reader = gateway.sandbox.userTokenOf(people[1]!.open_id);
    const status = async () => (await download(token, undefined, { token: reader })).reply.status;
    expect(await status()).toBe(403);
    await set({ link_share_entity: 'tenant_readable', security_entity: 'anyone_can_view' });
    expect(await status()).toBe(200);
    await set({ security_entity: 'only_full_access' });
    expect(await status()).toBe(403);
  });
});
