import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.js';
import { type Facts, ServerFixture } from '../../support/server-fixture.js';
import { addTables, newTable, type TableRef, title } from '../../support/table-fixture.js';

let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start({ args: ['--toolsets', 'all'] });
});

afterAll(() => fixture.end());

const fields: readonly JsonObject[] = [
  { field_name: title, type: 1 },
  { field_name: '状态', type: 3, property: { options: [{ name: '待处理' }, { name: '完成' }] } },
  { field_name: '标签', type: 4, property: { options: [{ name: '急' }, { name: '难' }] } },
  { field_name: '截止', type: 5 },
  { field_name: '负责人', type: 11 },
  { field_name: '数量', type: 2 },
  { field_name: '已验', type: 7 },
];

interface Setting {
  readonly tableRef: TableRef;
  readonly app_token: string;
  readonly fieldId: ReadonlyMap<string, string>;
  readonly optionId: ReadonlyMap<string, string>;
}

async function newTasks(): Promise<Setting> {
  const tableRef = newTable(fixture.sandbox, [{ [title]: '甲', 状态: '待处理', 数量: 16 }], fields);
  const { items } = await fixture.call('bitable_fields_list', tableRef);
  const options = items.flatMap(({ property }: Facts) => property?.options ?? []);
  return {
    tableRef,
    app_token: tableRef.app_token,
    fieldId: new Map(items.map((item: Facts) => [item['field_name'], item['field_id']])),
    optionId: new Map(options.map(({ name, id }: Facts) => [name, id])),
  };
}

const person = () => fixture.sandbox.world.bitable.directory.people[2]!;
/** 2026-01-01 in Shanghai. */
const newYear = '1767196800000';

describe('the filter of a view', () => {
  const filtered = (tableRef: TableRef, conditions: readonly JsonObject[]) => ({
    ...tableRef,
    view_id: '表格',
    property: { filter_info: { conditions } },
  });

  it('is stored as ids in JSON texts, whatever its values were called by', async () => {
    const { tableRef, optionId } = await newTasks();
    const given: readonly [JsonObject, readonly string[]][] = [
      [{ field_id: '状态', value: '待处理' }, [optionId.get('待处理')!]],
      [{ field_id: '状态', value: `["${optionId.get('完成')}"]` }, [optionId.get('完成')!]],
      [
        { field_id: '标签', operator: 'contains', value: ['急', ' 难 '] },
        [optionId.get('急')!, optionId.get('难')!],
      ],
      [{ field_id: '负责人', value: person().email }, [person().open_id]],
      [{ field_id: '负责人', value: [person().open_id] }, [person().open_id]],
      [{ field_id: '截止', operator: 'isGreater', value: '2026-01-01' }, ['ExactDate', newYear]],
      [{ field_id: '截止', value: ['ExactDate', newYear] }, ['ExactDate', newYear]],
      [{ field_id: '截止', value: '本周' }, ['CurrentWeek']],
      [{ field_id: '数量', operator: 'isGreater', value: 1_000 }, ['1000']],
      [{ field_id: '已验', value: '是' }, ['true']],
      [{ field_id: title, operator: 'contains', value: '甲' }, ['甲']],
    ];
    const conditions = given.map(([condition]) => condition);
    const { view } = await fixture.call('bitable_views_update', filtered(tableRef, conditions));
    const stored = view.property.filter_info.conditions;
    expect(stored.map(({ value }: Facts) => JSON.parse(value).map(String))).toEqual(
      given.map(([, values]) => values),
    );
  });

  it('is refused for every value that means nothing, with what there is', async () => {
    const { tableRef } = await newTasks();
    const before = fixture.sent('bitable_views_update');
    const text = await fixture.failure(
      'bitable_views_update',
      filtered(tableRef, [
        { field_id: '状态', value: '待处里' },
        { field_id: '负责人', value: '张三' },
        { field_id: '截止', value: '2026-01-01 09:30' },
        { field_id: '截止', value: 'today - 7' },
        { field_id: '数量', value: '许多' },
      ]),
    );
    expect(text).toContain('conditions[0].value is "待处里", which is no option of 状态');
    expect(text).toContain('Did you mean "待处理"');
    expect(text).toContain('conditions[1].value is "张三", but 负责人 holds people');
    expect(text).toContain('conditions[2].value is "2026-01-01 09:30", but 截止 is a date');
    expect(text).toContain('conditions[3].value is "today - 7", but 截止 is a date');
    expect(text).toContain('conditions[4].value is "许多", but 数量 is a number field');
    expect(fixture.sent('bitable_views_update')).toBe(before);
  });

  it('takes names of fields that are hidden or make a hierarchy, and refuses unknown ones', async () => {
    const { tableRef, fieldId } = await newTasks();
    const hide = (name: string) => ({
      ...tableRef,
      view_id: '表格',
      property: { hidden_fields: [name] },
    });
    const { view } = await fixture.call('bitable_views_update', hide('数量'));
    expect(view.property.hidden_fields).toEqual([fieldId.get('数量')]);
    expect(await fixture.failure('bitable_views_update', hide('数里'))).toContain(
      'property.hidden_fields[0] is "数里", and there is no field of that id or name',
    );
  });
});

describe('the rights of a role', () => {
  const withRole = async (role: JsonObject) => {
    const setting = await newTasks();
    const { app_token } = setting;
    await fixture.call('bitable_apps_update', { app_token, is_advanced: true });
    const args = { app_token, role_name: 'role1', table_roles: [{ table_perm: 2, ...role }] };
    return { ...setting, args };
  };

  it('are stored with ids of options and people, and days, for the names in their rules', async () => {
    const { args, optionId, fieldId } = await withRole({
      table_name: '表',
      rec_rule: {
        conditions: [
          { field_name: '状态', value: '待处理' },
          { field_name: '标签', operator: 'contains', value: ['急'] },
          { field_name: '负责人', operator: 'contains', value: [person().email] },
          { field_name: '截止', operator: 'is', value: '2026-01-01' },
          { field_name: '' },
        ],
      },
    });
    const { role } = await fixture.call('bitable_roles_create', args);
    const [{ rec_rule: rule }] = role.table_roles;
    expect(rule.conditions.map(({ value }: Facts) => value)).toEqual([
      [optionId.get('待处理')],
      [optionId.get('急')],
      [person().open_id],
      ['ExactDate', newYear],
      null,
    ]);
    const perm = { ...args, role_id: 'role1' };
    const [table] = args.table_roles;
    const byId = {
      table_id: '表',
      table_perm: 2,
      field_perm: { [fieldId.get('数量')!]: 1, 状态: 3 },
      view_perm: 2,
      view_rules: { 表格: 1 },
      field_action_rules: { select_option_edit: { 状态: 1 } },
    };
    expect(table).toBeDefined();
    const changed = await fixture.call('bitable_base_roles_update', {
      ...perm,
      table_roles: [byId],
    });
    expect(changed.role.table_roles[0]).toMatchObject({
      field_perm: { 数量: 1, 状态: 3 },
      view_rules: { [String(Object.keys(changed.role.table_roles[0].view_rules)[0])]: 1 },
      field_action_rules: { select_option_edit: { 状态: 1 } },
    });
  });

  it.each<[string, JsonObject, string]>([
    [
      'a table',
      { table_name: '裱' },
      'table_roles[0].table_name is "裱", and there is no table of that id or name',
    ],
    [
      'a field of a rule',
      { table_id: '表', rec_rule: { conditions: [{ field_name: '壮态' }] } },
      'rec_rule.conditions[0].field_name is "壮态", and there is no field of that id or name',
    ],
    [
      'an option of a rule',
      { table_id: '表', rec_rule: { conditions: [{ field_name: '状态', value: 'optB' }] } },
      'rec_rule.conditions[0].value is "optB", which is no option of 状态',
    ],
    [
      'a field of field_perm',
      { table_id: '表', field_perm: { 壮态: 1 } },
      'field_perm.壮态 is "壮态", and there is no field of that id or name',
    ],
  ])('are refused where %s is unknown', async (_, role, problem) => {
    const { args } = await withRole(role);
    const before = fixture.sent('bitable_roles_create');
    expect(await fixture.failure('bitable_roles_create', args)).toContain(problem);
    expect(fixture.sent('bitable_roles_create')).toBe(before);
  });

  it('are refused where the id and the name of a table are of two tables', async () => {
    const { args, tableRef } = await withRole({ table_id: '表', table_name: '别' });
    const [other] = addTables(fixture.sandbox, tableRef, ['别']);
    expect(await fixture.failure('bitable_roles_create', args)).toContain(
      `table_roles[0] names ${tableRef.table_id} by table_id and ${other} by table_name`,
    );
  });

  it('go to members by e-mail address', async () => {
    const { args, app_token } = await withRole({ table_id: '表' });
    await fixture.call('bitable_roles_create', args);
    const role = { app_token, role_id: 'role1' };
    const member = { ...role, member_id: person().email };
    await fixture.call('bitable_role_members_create', member);
    const { items } = await fixture.call('bitable_role_members_list', role);
    expect(items).toMatchObject([{ open_id: person().open_id }]);
    const member_list = [{ id: person().email, type: 'union_id' }];
    await fixture.call('bitable_role_members_batch_delete', { ...role, member_list });
    expect(await fixture.call('bitable_role_members_list', role)).toMatchObject({ total: 0 });
    const nobody = { ...role, member_id: 'nobody@example.com' };
    expect(await fixture.failure('bitable_role_members_create', nobody)).toContain(
      'nobody of this tenant has the address nobody@example.com',
    );
    const group = { ...member, member_id_type: 'chat_id' };
    expect(await fixture.failure('bitable_role_members_create', group)).toContain(
      'member_id is an e-mail address, but its kind is chat_id',
    );
  });
});
