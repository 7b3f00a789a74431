import { describe, expect, it } from 'vitest';
import type { Row } from '../../../../../src/sandbox/feishu/bitable/model.js';
import type { SandboxSettings } from '../../../../../src/sandbox/server.js';
import { Gateway } from '../../../../support/sandbox-client.js';
import { type AdvancedBase, advancedBase } from './fixtures/advanced-base.js';

async function start(settings?: SandboxSettings): Promise<AdvancedBase> {
  return advancedBase(await Gateway.start(settings));
}

const denied = 1254302;
const newTask = { fields: { 任务名称: '新任务' } };

/** The first task in a state, by its option. */
function rowIn({ tasks, optionId }: AdvancedBase, status: string): Row {
  const field = tasks.table.fields.find(({ name }) => name === '状态');
  const rows = [...tasks.table.rows.values()];
  return rows.find((row) => {
    const cell = row.cells.get(field!.fieldId);
    return cell?.kind === 'options' && cell.optionIds.includes(optionId(status));
  })!;
}

function statusRule({ optionId }: AdvancedBase, ...names: readonly string[]) {
  return { conditions: [{ field_name: '状态', operator: 'is', value: names.map(optionId) }] };
}

describe('without a role', () => {
  it('a person is refused with HTTP 403 wherever advanced permissions are on', async () => {
    const { gateway, tasks, visitor } = await start();
    const { api } = await visitor('李四');
    for (const [method, path, body] of [
      ['GET', gateway.base],
      ['GET', `${gateway.base}/tables`],
      ['GET', `${tasks.path}/fields`],
      ['GET', `${tasks.path}/views`],
      ['GET', `${tasks.path}/records`],
      ['POST', `${tasks.path}/records/search`, {}],
      ['POST', `${tasks.path}/records`, newTask],
      ['POST', `${gateway.base}/copy`, {}],
    ] as const) {
      const { status, body: reply } = await api(method, path, body);
      expect([path, status, reply.code, reply.msg]).toEqual([
        path,
        403,
        denied,
        'RolePermNotAllow',
      ]);
    }
  });

  it('a person does everything where they are off', async () => {
    const { gateway, tasks, visitor } = await start();
    const { code } = await visitor('李四');
    await gateway.data('PUT', gateway.base, { is_advanced: false });
    expect(await code('POST', `${tasks.path}/records/search`, {})).toBe(0);
    expect(await code('POST', `${tasks.path}/records`, newTask)).toBe(0);
  });

  it('the app and who made the base still do everything', async () => {
    const { gateway, tasks, roles, visitor } = await start();
    const owner = await visitor('张三');
    expect(await owner.code('POST', `${tasks.path}/records`, newTask)).toBe(0);
    expect(await owner.code('GET', roles)).toBe(0);
    expect(await gateway.code('POST', `${tasks.path}/records`, newTask)).toBe(0);
  });

  it('a refusal can look like a success that has no data', async () => {
    const { tasks, visitor } = await start({ options: { permissionDenial: 'empty' } });
    const { api } = await visitor('李四');
    const { status, body } = await api('POST', `${tasks.path}/records/search`, {});
    expect(status).toBe(200);
    expect(body).toEqual({ code: 0, msg: 'RolePermNotAllow', data: {} });
  });
});

describe('a role reaches people', () => {
  it('through groups and departments, and no longer once it is deleted', async () => {
    const { roles, tasks, gateway, addRole, visitor } = await start();
    const roleId = await addRole({ table_id: tasks.id, table_perm: 1 });
    const member_list = [
      { type: 'chat_id', id: 'oc_1f0c6a3e9b2d4785a1c0e5d7b8f93a61' },
      { type: 'department_id', id: 'h121921' },
    ];
    await gateway.data('POST', `${roles}/${roleId}/members/batch_create`, { member_list });
    const read = async (name: string) => (await visitor(name)).code('GET', `${tasks.path}/fields`);
    expect([await read('李四'), await read('赵六'), await read('周芭')]).toEqual([0, 0, denied]);
    await gateway.data('DELETE', `${roles}/${roleId}`);
    expect([await read('李四'), await read('赵六')]).toEqual([denied, denied]);
  });

  it('and of several roles each gives what it gives', async () => {
    const { tasks, customers, gateway, addRole, visitor } = await start();
    const reads = await addRole({ table_id: tasks.id, table_perm: 1 });
    const edits = await addRole(
      { table_id: tasks.id, table_perm: 0 },
      { table_id: customers.id, table_perm: 2 },
    );
    const { data, code } = await visitor('李四', reads, edits);
    const { items } = await data('GET', `${gateway.base}/tables`);
    expect(items.map(({ name }: { name: string }) => name)).toEqual(['任务', '客户']);
    expect(await code('POST', `${tasks.path}/records`, newTask)).toBe(denied);
    expect(await code('POST', `${customers.path}/records`, { fields: {} })).toBe(0);
  });
});

describe('the permission of a table', () => {
  it('0 hides it', async () => {
    const { gateway, tasks, customers, addRole, visitor } = await start();
    const role = await addRole({ table_id: customers.id, table_perm: 1 });
    const { data, code } = await visitor('李四', role);
    expect(await data('GET', `${gateway.base}/tables`)).toMatchObject({
      total: 1,
      items: [{ name: '客户' }],
    });
    expect(await code('GET', `${tasks.path}/fields`)).toBe(denied);
    expect(await code('GET', gateway.base)).toBe(0);
  });

  it.each([
    [
      1,
      { search: 0, create: denied, update: denied, remove: denied, field: denied, rename: denied },
    ],
    [2, { search: 0, create: 0, update: 0, remove: 0, field: denied, rename: denied }],
    [4, { search: 0, create: 0, update: 0, remove: 0, field: 0, rename: 0 }],
  ])('%d gives what it says', async (table_perm, expected) => {
    const { tasks, addRole, visitor } = await start();
    const { code } = await visitor('李四', await addRole({ table_id: tasks.id, table_perm }));
    const [recordId] = tasks.table.rows.keys();
    const record = `${tasks.path}/records/${recordId}`;
    expect({
      search: await code('POST', `${tasks.path}/records/search`, {}),
      create: await code('POST', `${tasks.path}/records`, newTask),
      update: await code('PUT', record, newTask),
      remove: await code('DELETE', record),
      field: await code('POST', `${tasks.path}/fields`, { field_name: '备注', type: 1 }),
      rename: await code('PATCH', tasks.path, { name: '事项' }),
    }).toEqual(expected);
  });

  it('never gives what belongs to the owner of the base', async () => {
    const { gateway, roles, tasks, addRole, visitor } = await start();
    const { code } = await visitor('李四', await addRole({ table_id: tasks.id, table_perm: 4 }));
    expect(await code('PUT', gateway.base, { is_advanced: false })).toBe(denied);
    expect(await code('POST', `${gateway.base}/tables`, { table: { name: '新' } })).toBe(denied);
    expect(await code('GET', roles)).toBe(denied);
    expect(await code('POST', roles, { role_name: '我', table_roles: [] })).toBe(denied);
  });
});

describe('the rule of the records', () => {
  it('hides the other records from every way to read them', async () => {
    const fixture = await start();
    const { tasks, addRole, visitor } = fixture;
    const rec_rule = statusRule(fixture, '进行中');
    const role = await addRole({ table_id: tasks.id, table_perm: 1, rec_rule });
    const { data, code } = await visitor('李四', role);
    const [running, done] = [rowIn(fixture, '进行中'), rowIn(fixture, '已完成')];
    const found = await data('POST', `${tasks.path}/records/search?page_size=500`, {});
    expect(found.total).toBe(found.items.length);
    expect(found.total).toBeLessThan(tasks.table.rows.size);
    for (const { fields } of found.items) expect(fields.状态).toBe('进行中');
    const listed = await data('GET', `${tasks.path}/records?page_size=500`);
    expect(listed.total).toBe(found.total);
    expect(await code('GET', `${tasks.path}/records/${running.recordId}`)).toBe(0);
    expect(await code('GET', `${tasks.path}/records/${done.recordId}`)).toBe(denied);
    const record_ids = [running.recordId, done.recordId, 'recGone0000'];
    expect(await data('POST', `${tasks.path}/records/batch_get`, { record_ids })).toMatchObject({
      records: [{ record_id: running.recordId }],
      forbidden_record_ids: [done.recordId],
      absent_record_ids: ['recGone0000'],
    });
  });

  it.each([
    [0, denied],
    [1, 0],
  ])('of an editor gives the others by other_perm %d', async (other_perm, reading) => {
    const fixture = await start();
    const { tasks, addRole, visitor } = fixture;
    const rec_rule = { ...statusRule(fixture, '进行中'), other_perm };
    const role = await addRole({ table_id: tasks.id, table_perm: 2, rec_rule });
    const { code } = await visitor('李四', role);
    const records = `${tasks.path}/records`;
    const [running, done] = [rowIn(fixture, '进行中').recordId, rowIn(fixture, '已完成').recordId];
    expect(await code('GET', `${records}/${done}`)).toBe(reading);
    expect(await code('PUT', `${records}/${done}`, newTask)).toBe(denied);
    expect(await code('DELETE', `${records}/${done}`)).toBe(denied);
    expect(await code('PUT', `${records}/${running}`, newTask)).toBe(0);
  });

  it('of a reader hides the others whatever other_perm says', async () => {
    const fixture = await start();
    const { tasks, addRole, visitor } = fixture;
    const rec_rule = { ...statusRule(fixture, '进行中'), other_perm: 1 };
    const { code } = await visitor(
      '李四',
      await addRole({ table_id: tasks.id, table_perm: 1, rec_rule }),
    );
    const { recordId } = rowIn(fixture, '已完成');
    expect(await code('GET', `${tasks.path}/records/${recordId}`)).toBe(denied);
  });

  it('refuses a batch whole for one record of it', async () => {
    const fixture = await start();
    const { tasks, addRole, visitor } = fixture;
    const rec_rule = { ...statusRule(fixture, '进行中'), other_perm: 1 };
    const role = await addRole({ table_id: tasks.id, table_perm: 2, rec_rule });
    const { code } = await visitor('李四', role);
    const ids = [rowIn(fixture, '进行中').recordId, rowIn(fixture, '已完成').recordId];
    const records = ids.map((record_id) => ({ record_id, ...newTask }));
    expect(await code('POST', `${tasks.path}/records/batch_update`, { records })).toBe(denied);
    expect(await code('POST', `${tasks.path}/records/batch_delete`, { records: ids })).toBe(denied);
    const { fields } = (await fixture.gateway.data('GET', `${tasks.path}/records/${ids[0]}`))
      .record;
    expect(fields.任务名称).not.toBe('新任务');
  });

  it('gives the others that other_rec_rule means, and all of them when that is empty', async () => {
    const fixture = await start();
    const { base2, tasks, call, visitor } = fixture;
    const table = { table_id: tasks.id, table_perm: 2, rec_rule: statusRule(fixture, '进行中') };
    const role = { role_name: '双规则', table_roles: [table] };
    const { role_id } = (await call('POST', base2, role)).body.data.role;
    const { code } = await visitor('李四', role_id);
    const reading = async (other_rec_rule: object) => {
      const table_roles = [{ table_id: tasks.id, table_perm: 2, other_rec_rule }];
      await call('PUT', `${base2}/${role_id}`, { role_name: '双规则', table_roles });
      const ids = [rowIn(fixture, '已完成').recordId, rowIn(fixture, '未开始').recordId];
      return Promise.all(ids.map((id) => code('GET', `${tasks.path}/records/${id}`)));
    };
    expect(await reading(statusRule(fixture, '已完成'))).toEqual([0, denied]);
    expect(await reading({})).toEqual([0, 0]);
  });

  it('can mean the visitor: as the creator, and as somebody in a field', async () => {
    const { tasks, gateway, addRole, visitor, openIdOf } = await start();
    const conditions = [{ field_name: '' }, { field_name: '负责人' }];
    const rec_rule = { conditions, conjunction: 'or' };
    const role = await addRole({ table_id: tasks.id, table_perm: 2, rec_rule });
    const { data } = await visitor('黄磊', role);
    const records = `${tasks.path}/records`;
    const before = (await data('POST', `${records}/search`, {})).total;
    await data('POST', records, newTask);
    const mine = { fields: { 任务名称: '交给黄磊', 负责人: [{ id: openIdOf('黄磊') }] } };
    await gateway.data('POST', records, mine);
    await gateway.data('POST', records, { fields: { 任务名称: '别人的' } });
    const { items, total } = await data('POST', `${records}/search?page_size=500`, {});
    expect(total).toBe(before + 2);
    const titles = items.map(({ fields }: { fields: Record<string, unknown> }) => fields.任务名称);
    expect(JSON.stringify(titles)).toMatch(/新任务.*交给黄磊/);
    expect(JSON.stringify(titles)).not.toContain('别人的');
  });
});

describe('the permission of the fields', () => {
  it('hides what it does not name, in the list, in records, filters and sorts', async () => {
    const { tasks, addRole, visitor } = await start();
    const field_perm = { 任务名称: 1, 工时: 2 };
    const role = await addRole({ table_id: tasks.id, table_perm: 2, field_perm });
    const { data, code } = await visitor('李四', role);
    const { items } = await data('GET', `${tasks.path}/fields`);
    expect(items.map(({ field_name }: { field_name: string }) => field_name)).toEqual([
      '任务名称',
      '工时',
    ]);
    const search = `${tasks.path}/records/search`;
    const found = await data('POST', search, {});
    for (const { fields } of found.items) {
      expect(['任务名称', '工时']).toEqual(expect.arrayContaining(Object.keys(fields)));
    }
    const conditions = [{ field_name: '状态', operator: 'is', value: ['进行中'] }];
    for (const body of [
      { field_names: ['状态'] },
      { filter: { conjunction: 'and', conditions } },
      { filter: { conjunction: 'and', children: [{ conjunction: 'and', conditions }] } },
      { sort: [{ field_name: '状态' }] },
    ]) {
      expect(await code('POST', search, body)).toBe(denied);
    }
    for (const [key, value] of [
      ['field_names', '["状态"]'],
      ['filter', 'CurrentValue.[状态]="进行中"'],
      ['sort', '["状态 DESC"]'],
    ] as const) {
      const query = new URLSearchParams({ [key]: value });
      expect(await code('GET', `${tasks.path}/records?${query}`)).toBe(denied);
    }
    const [recordId] = tasks.table.rows.keys();
    const { record } = await data('GET', `${tasks.path}/records/${recordId}`);
    expect(Object.keys(record.fields)).not.toContain('状态');
  });

  it('lets edit, fill in new records only, or read', async () => {
    const { base2, tasks, call, visitor } = await start();
    const field_perm = { 任务名称: 1, 联系电话: 2, 工时: 3 };
    const table_roles = [{ table_id: tasks.id, table_perm: 2, field_perm }];
    const body = { role_name: '三级', table_roles };
    const { role_id } = (await call('POST', base2, body)).body.data.role;
    const { code } = await visitor('李四', role_id);
    const [recordId] = tasks.table.rows.keys();
    const values = { 任务名称: 'a', 联系电话: '13800000000', 工时: 1 };
    const codes: [name: string, create: number, update: number][] = [];
    for (const [name, value] of Object.entries(values)) {
      const fields = { [name]: value };
      const create = await code('POST', `${tasks.path}/records`, { fields });
      codes.push([
        name,
        create,
        await code('PUT', `${tasks.path}/records/${recordId}`, { fields }),
      ]);
    }
    expect(codes).toEqual([
      ['任务名称', denied, denied],
      ['联系电话', 0, denied],
      ['工时', 0, 0],
    ]);
  });

  it('of a reader lets nothing be edited, even by who edits through another role', async () => {
    const { tasks, addRole, visitor } = await start();
    const table = { table_id: tasks.id };
    const reads = await addRole({ ...table, table_perm: 1 });
    const edits = await addRole({ ...table, table_perm: 2, field_perm: { 工时: 2 } });
    const { code } = await visitor('李四', reads, edits);
    const write = (fields: object) => code('POST', `${tasks.path}/records`, { fields });
    expect(await write({ 工时: 1 })).toBe(0);
    expect(await write({ 联系电话: '13800000000' })).toBe(denied);
  });

  it('does not let an editor add options unless the field says so', async () => {
    const { base2, tasks, call, visitor } = await start();
    const field_action_rules = { select_option_edit: { 标签: 1 } };
    const table_roles = [{ table_id: tasks.id, table_perm: 2, field_action_rules }];
    const body = { role_name: '选项', table_roles };
    const { role_id } = (await call('POST', base2, body)).body.data.role;
    const { code } = await visitor('李四', role_id);
    const write = (fields: object) => code('POST', `${tasks.path}/records`, { fields });
    expect(await write({ 状态: '进行中' })).toBe(0);
    expect(await write({ 状态: '新状态' })).toBe(denied);
    expect(await write({ 标签: ['新标签'] })).toBe(0);
  });
});

describe('an editor', () => {
  it.each([
    ['allow_add_record', 'POST'],
    ['allow_delete_record', 'DELETE'],
  ])('without %s may not %s records', async (right, method) => {
    const { tasks, addRole, visitor } = await start();
    const role = await addRole({ table_id: tasks.id, table_perm: 2, [right]: false });
    const { code } = await visitor('李四', role);
    const [recordId] = tasks.table.rows.keys();
    const codes = {
      POST: await code('POST', `${tasks.path}/records`, newTask),
      PUT: await code('PUT', `${tasks.path}/records/${recordId}`, newTask),
      DELETE: await code('DELETE', `${tasks.path}/records/${recordId}`),
    };
    expect(codes).toEqual({ POST: 0, PUT: 0, DELETE: 0, [method]: denied });
  });
});

describe('views and copies', () => {
  it('are given view by view, and to be changed only by who may', async () => {
    const { base2, tasks, view, call, visitor } = await start();
    const hidden = tasks.table.views[1]!.viewId;
    const table_roles = [
      { table_id: tasks.id, table_perm: 2, view_perm: 1, view_rules: { [view]: 1 } },
    ];
    const body = { role_name: '视图', table_roles };
    const { role_id } = (await call('POST', base2, body)).body.data.role;
    const { code, data } = await visitor('李四', role_id);
    const { items } = await data('GET', `${tasks.path}/views`);
    expect(items).toMatchObject([{ view_id: view }]);
    const search = `${tasks.path}/records/search`;
    expect(await code('POST', search, { view_id: view })).toBe(0);
    expect(await code('POST', search, { view_id: hidden })).toBe(denied);
    expect(await code('GET', `${tasks.path}/views/${hidden}`)).toBe(denied);
    expect(await code('GET', `${tasks.path}/records?view_id=${hidden}`)).toBe(denied);
    expect(await code('POST', `${tasks.path}/views`, { view_name: '我的' })).toBe(denied);
  });

  it('of a base are made by whom base_complex_edit lets, with the roles but not their members', async () => {
    const { base2, gateway, tasks, call, visitor } = await start({ options: { copyMs: 0 } });
    const table_roles = [{ table_id: tasks.id, table_perm: 1 }];
    const body = { role_name: '复制', table_roles, base_rule: { base_complex_edit: 0 } };
    const { role_id } = (await call('POST', base2, body)).body.data.role;
    const { code, data } = await visitor('李四', role_id);
    expect(await code('POST', `${gateway.base}/copy`, {})).toBe(denied);
    await call('PUT', `${base2}/${role_id}`, { ...body, base_rule: {} });
    const { app } = await data('POST', `${gateway.base}/copy`, {});
    const copied = `/apps/${app.app_token}/roles`;
    expect(await data('GET', copied)).toMatchObject({ items: [{ role_id, role_name: '复制' }] });
    expect((await data('GET', `${copied}/${role_id}/members`)).total).toBe(0);
  });
});
