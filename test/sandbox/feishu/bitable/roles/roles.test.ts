import { describe, expect, it } from 'vitest';
import type { SandboxSettings } from '../../../../../src/sandbox/server.js';
import { Gateway } from '../../../../support/sandbox-client.js';
import { type AdvancedBase, advancedBase } from './fixtures/advanced-base.js';

const roleId = expect.stringMatching(/^rol[A-Za-z0-9]{7}$/);

async function start(settings?: SandboxSettings): Promise<AdvancedBase> {
  return advancedBase(await Gateway.start(settings));
}

describe('a role of bitable/v1', () => {
  it('is replied with the types of the fields of its conditions, without naming the visitor', async () => {
    const { roles, gateway, tasks, optionId } = await start();
    const role = {
      role_name: ' role1 ',
      table_roles: [
        {
          table_id: tasks.id,
          table_perm: 2,
          allow_add_record: false,
          rec_rule: {
            conjunction: 'or',
            conditions: [
              { field_name: '状态', operator: 'is', value: [optionId('进行中')] },
              { field_name: '负责人' },
              { field_name: '' },
            ],
          },
          field_perm: { 状态: 1, 工时: 2 },
        },
        { table_name: '客户', table_perm: 4 },
      ],
      block_roles: [{ block_id: 'blknkqrP3RqUkcAW', block_perm: 1 }],
    };
    const made = await gateway.data('POST', roles, role);
    expect(made).toEqual({
      role: {
        role_id: roleId,
        role_name: 'role1',
        table_roles: [
          {
            table_name: '任务',
            table_id: tasks.id,
            table_perm: 2,
            allow_add_record: false,
            allow_delete_record: true,
            rec_rule: {
              conjunction: 'or',
              conditions: [
                {
                  field_name: '状态',
                  field_type: 3,
                  operator: 'is',
                  value: [optionId('进行中')],
                },
                { field_name: '负责人', field_type: 11, operator: 'contains', value: null },
                { field_name: '', field_type: 1003, operator: 'contains', value: null },
              ],
              other_perm: 0,
            },
            field_perm: { 状态: 1, 工时: 2 },
          },
          { table_name: '客户', table_id: expect.any(String), table_perm: 4 },
        ],
        block_roles: [{ block_id: 'blknkqrP3RqUkcAW', block_type: 'dashboard', block_perm: 1 }],
      },
    });
    expect(await gateway.data('GET', roles)).toEqual({
      has_more: false,
      total: 1,
      items: [made.role],
    });
  });

  it('loses on update what the call does not name, as the page of A44 says', async () => {
    const { roles, gateway, tasks, addRole } = await start();
    const role = await addRole(
      { table_id: tasks.id, table_perm: 2, field_perm: { 工时: 1 } },
      { table_name: '客户', table_perm: 1 },
    );
    const table_roles = [{ table_id: tasks.id, table_perm: 2 }];
    const changed = await gateway.data('PUT', `${roles}/${role}`, { table_roles });
    expect(changed.role.table_roles).toHaveLength(1);
    expect(changed.role.table_roles[0]).not.toHaveProperty('field_perm');
  });

  it('keeps on update what the call does not name, as the newer page says, where that is switched on', async () => {
    const { roles, gateway, tasks, addRole } = await start({ options: { roleUpdate: 'merge' } });
    const role = await addRole(
      { table_id: tasks.id, table_perm: 2, allow_add_record: false, field_perm: { 工时: 1 } },
      { table_name: '客户', table_perm: 1 },
    );
    const changed = await gateway.data('PUT', `${roles}/${role}`, {
      role_name: '新名',
      table_roles: [{ table_id: tasks.id, table_perm: 2, allow_delete_record: false }],
    });
    expect(changed.role).toMatchObject({
      role_id: role,
      role_name: '新名',
      table_roles: [
        {
          allow_add_record: false,
          allow_delete_record: false,
          field_perm: { 工时: 1 },
        },
        { table_name: '客户', table_perm: 1 },
      ],
    });
  });

  it('drops its record rule when the table permission changes', async () => {
    const { roles, gateway, tasks, addRole } = await start();
    const conditions = [{ field_name: '' }];
    const role = await addRole({ table_id: tasks.id, table_perm: 2, rec_rule: { conditions } });
    const changed = await gateway.data('PUT', `${roles}/${role}`, {
      table_roles: [{ table_id: tasks.id, table_perm: 1 }],
    });
    expect(changed.role.table_roles[0]).not.toHaveProperty('rec_rule');
  });

  it('speaks of tables and fields by the names that they have now', async () => {
    const { roles, gateway, tasks, addRole } = await start();
    await addRole({ table_id: tasks.id, table_perm: 2, field_perm: { 工时: 1 } });
    await gateway.data('PATCH', tasks.path, { name: '事项' });
    const { items } = await gateway.data('GET', `${tasks.path}/fields`);
    const hours = items.find(({ field_name }: { field_name: string }) => field_name === '工时');
    const path = `${tasks.path}/fields/${hours.field_id}`;
    await gateway.data('PUT', path, { field_name: '小时', type: 2 });
    expect((await gateway.data('GET', roles)).items[0].table_roles[0]).toMatchObject({
      table_name: '事项',
      field_perm: { 小时: 1 },
    });
  });
});

describe('both families of role endpoints', () => {
  it('show the same roles, each with its own numbers', async () => {
    const { roles, base2, tasks, call, gateway } = await start();
    const table = { table_id: tasks.id, table_perm: 2, field_perm: { 状态: 1, 标签: 2, 工时: 3 } };
    const body = { role_name: '新版', table_roles: [table], base_rule: { copy: 0 } };
    const { role } = (await call('POST', base2, body)).body.data;
    expect(role).toMatchObject({
      role_id: roleId,
      table_roles: [{ field_perm: { 状态: 1, 标签: 2, 工时: 3 }, view_perm: 2 }],
      base_rule: { copy: 0 },
    });
    const [old] = (await gateway.data('GET', roles)).items;
    expect(old.table_roles[0].field_perm).toEqual({ 状态: 1, 标签: 1, 工时: 2 });
    expect(old.table_roles[0]).not.toHaveProperty('view_perm');
    expect(old).not.toHaveProperty('base_rule');
  });

  it('mean the same by edit, whichever wrote it', async () => {
    const { base2, tasks, call, addRole } = await start();
    await addRole({ table_id: tasks.id, table_perm: 2, field_perm: { 工时: 2 } });
    const [role] = (await call('GET', base2)).body.data.items;
    expect(role.table_roles[0].field_perm).toEqual({ 工时: 3 });
  });

  it('have one deletion, that of bitable/v1', async () => {
    const { roles, base2, tasks, call, gateway } = await start();
    const body = { role_name: 'a', table_roles: [{ table_id: tasks.id, table_perm: 1 }] };
    const { role } = (await call('POST', base2, body)).body.data;
    expect(await gateway.data('DELETE', `${roles}/${role.role_id}`)).toEqual({});
    expect((await call('GET', base2)).body.data.total).toBe(0);
    expect((await call('DELETE', `${base2}/${role.role_id}`)).status).toBe(404);
  });
});

describe('a role of base/v2', () => {
  it('is reset to the defaults by empty objects', async () => {
    const { base2, tasks, view, call, optionId } = await start();
    const conditions = [{ field_name: '状态', value: [optionId('已完成')] }];
    const table = { table_id: tasks.id, table_perm: 2 };
    const body = {
      role_name: '完整',
      table_roles: [
        {
          ...table,
          rec_rule: { conditions },
          other_rec_rule: { conditions },
          field_perm: { 工时: 3 },
          view_perm: 1,
          view_rules: { [view]: 1 },
          field_action_rules: { select_option_edit: { 状态: 1 } },
        },
      ],
      block_roles: [{ block_id: 'blknkqrP3RqUkcAW', block_perm: 1 }],
      base_rule: { base_complex_edit: 0 },
    };
    const { role } = (await call('POST', base2, body)).body.data;
    expect(role.table_roles[0]).toMatchObject({
      rec_rule: { perm: 2, conditions: [{ field_type: 3 }], display_rec_rule_version: 0 },
      other_rec_rule: { perm: 1 },
      view_rules: { [view]: 1 },
      field_action_rules: { select_option_edit: { 状态: 1 } },
    });
    const reset = {
      role_name: '完整',
      table_roles: [
        { ...table, rec_rule: {}, field_perm: {}, view_rules: {}, field_action_rules: {} },
      ],
      block_roles: {},
      base_rule: {},
    };
    expect((await call('PUT', `${base2}/${role.role_id}`, reset)).body.data.role).toEqual({
      role_id: role.role_id,
      role_name: '完整',
      table_roles: [
        {
          ...table,
          table_name: '任务',
          allow_add_record: true,
          allow_delete_record: true,
          view_perm: 1,
        },
      ],
      block_roles: [],
    });
  });

  it('drops its views when the permission of the views changes', async () => {
    const { base2, tasks, view, call } = await start();
    const table = { table_id: tasks.id, table_perm: 2 };
    const views = { view_perm: 1, view_rules: { [view]: 1 } };
    const body = { role_name: '视图', table_roles: [{ ...table, ...views }] };
    const { role } = (await call('POST', base2, body)).body.data;
    const rulesAfter = async (part: object) => {
      const table_roles = [{ ...table, ...part }];
      const reply = await call('PUT', `${base2}/${role.role_id}`, {
        role_name: '视图',
        table_roles,
      });
      return reply.body.data.role.table_roles[0].view_rules;
    };
    expect(await rulesAfter({})).toEqual(views.view_rules);
    expect(await rulesAfter({ view_perm: 2 })).toBeUndefined();
  });

  it('keeps groups of conditions', async () => {
    const { base2, tasks, call } = await start();
    const group = { conditions: [{ field_name: '' }], conjunction: 'or' };
    const rec_rule = { condition_groups: [group], display_rec_rule_version: 1 };
    const body = { role_name: 'g', table_roles: [{ table_id: tasks.id, table_perm: 1, rec_rule }] };
    const { role } = (await call('POST', base2, body)).body.data;
    expect(role.table_roles[0].rec_rule).toMatchObject({
      display_rec_rule_version: 1,
      condition_groups: [
        {
          condition_type: 1,
          conjunction: 'or',
          conditions: [{ field_name: '', field_type: 1003 }],
        },
      ],
    });
  });
});

describe('roles are refused', () => {
  it('with 1254301 while advanced permissions are off, and kept meanwhile', async () => {
    const { roles, gateway, tasks, addRole } = await start();
    await addRole({ table_id: tasks.id, table_perm: 1 });
    await gateway.data('PUT', gateway.base, { is_advanced: false });
    const calls = [
      ['GET', roles],
      ['POST', roles],
      ['DELETE', `${roles}/rolAAAAAAA`],
      ['GET', `${roles}/rolAAAAAAA/members`],
    ] as const;
    for (const [method, path] of calls) {
      expect((await gateway.api(method, path)).body).toMatchObject({
        code: 1254301,
        msg: 'OperationTypeError',
      });
    }
    await gateway.data('PUT', gateway.base, { is_advanced: true });
    expect((await gateway.data('GET', roles)).total).toBe(1);
  });

  it('with 1254301 where a base is embedded, whose name has changed by then', async () => {
    const gateway = await Gateway.start();
    const [base] = gateway.sandbox.world.bitable.bases.values();
    base!.isEmbedded = true;
    const asked = { name: '改名', is_advanced: true };
    expect(await gateway.code('PUT', gateway.base, asked)).toBe(1254301);
    expect((await gateway.data('GET', gateway.base)).app).toMatchObject({
      name: '改名',
      is_advanced: false,
    });
  });

  it('with 1254110 beyond thirty', async () => {
    const { roles, gateway } = await start();
    for (let count = 0; count < 30; count += 1) {
      await gateway.data('POST', roles, { role_name: `第 ${count} 个`, table_roles: [] });
    }
    expect(await gateway.code('POST', roles, { role_name: '多', table_roles: [] })).toBe(1254110);
    const { total, has_more, items } = await gateway.data('GET', `${roles}?page_size=30`);
    expect([total, has_more, items.length]).toEqual([30, false, 30]);
    expect(await gateway.code('GET', `${roles}?page_size=31`)).toBe(99992402);
  });

  it('with 1254304 without the edition for rows and fields', async () => {
    const { roles, gateway, tasks } = await start({ options: { rowAndFieldPermissions: false } });
    const table = { table_id: tasks.id, table_perm: 2 };
    const whole = { role_name: 'a', table_roles: [table] };
    const refined = { role_name: 'b', table_roles: [{ ...table, field_perm: { 工时: 1 } }] };
    expect(await gateway.code('POST', roles, whole)).toBe(0);
    expect(await gateway.api('POST', roles, refined)).toMatchObject({
      status: 403,
      body: { code: 1254304, msg: 'Only Available For Business and Enterprise Editions' },
    });
  });

  it.each([
    ['a blank name', 1254032, { role_name: ' ' }],
    ['a name of 101 characters', 99992402, { role_name: '名'.repeat(101) }],
    ['a name that is taken', 1254033, { role_name: '已有' }],
    ['no name', 99992402, { role_name: undefined }],
    ['no tables', 99992402, { table_roles: undefined }],
    ['a table that is not there', 1254041, { table_roles: [{ table_name: '无', table_perm: 1 }] }],
    ['a permission of 3', 99992402, { table_roles: [{ table_name: '任务', table_perm: 3 }] }],
    ['no permission', 99992402, { table_roles: [{ table_name: '任务' }] }],
    ['a field that is not there', 1254045, tasksWith({ field_perm: { 无: 1 } })],
    ['a field permission of base/v2', 99992402, tasksWith({ field_perm: { 工时: 3 } })],
    ['a rule without conditions', 99992402, tasksWith({ rec_rule: {} })],
    ['an option by name', 1254001, ruled({ field_name: '状态', value: ['进行中'] })],
    ['an operator that is none', 99992402, ruled({ field_name: '状态', operator: 'like' })],
    ['a condition on a formula', 1254001, ruled({ field_name: '人天', value: ['1'] })],
    [
      '101 conditions',
      99992402,
      tasksWith({ rec_rule: { conditions: Array(101).fill({ field_name: '' }) } }),
    ],
    ['a text for a number', 1254001, { table_roles: [{ table_name: '任务', table_perm: '1' }] }],
  ])('for %s', async (_what, code, part) => {
    const { roles, gateway } = await start();
    await gateway.data('POST', roles, { role_name: '已有', table_roles: [] });
    const body = { role_name: '新', table_roles: [], ...part };
    expect(await gateway.code('POST', roles, body)).toBe(code);
    expect((await gateway.data('GET', roles)).total).toBe(1);
  });

  it('with 1254047 for a role that is not there', async () => {
    const { roles, base2, gateway, call } = await start();
    const body = { role_name: 'a', table_roles: [] };
    expect(await gateway.code('PUT', `${roles}/rolGone0000`, body)).toBe(1254047);
    expect(await gateway.code('DELETE', `${roles}/1`)).toBe(1254047);
    expect((await call('PUT', `${base2}/rolGone0000`, body)).body.code).toBe(1254047);
  });
});

function tasksWith(rights: object) {
  return { table_roles: [{ table_name: '任务', table_perm: 2, ...rights }] };
}

function ruled(condition: object) {
  return tasksWith({ rec_rule: { conditions: [condition] } });
}
