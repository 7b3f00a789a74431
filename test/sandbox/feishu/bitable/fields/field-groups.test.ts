import { describe, expect, it } from 'vitest';
import { newTable } from '../views/fixtures/views-fixture.js';

async function withTable() {
  const at = await newTable();
  const child = (name: string) => ({ type: 'field', id: at.idOf(name) });
  const create = (field_groups: unknown) =>
    at.gateway.code('POST', `${at.table}/field_groups`, { field_groups });
  const groups = () => {
    const bases = [...at.gateway.sandbox.world.bitable.bases.values()];
    return bases.at(-1)!.tables.get(at.tableId)!.fieldGroups;
  };
  return { ...at, child, create, groups };
}

describe('creating field groups', () => {
  it.each([
    ['no groups', undefined, 1254001],
    ['an empty list', [], 1254120],
    ['301 groups', Array(301).fill({ name: 'g' }), 1254121],
    ['a group that is a text', ['g'], 1254001],
    ['no name', [{ children: [] }], 1254114],
    ['a blank name', [{ name: ' ' }], 1254114],
    ['a name with a bracket', [{ name: 'a]' }], 1254115],
    ['a name of 101 characters', [{ name: '字'.repeat(101) }], 1254115],
    ['a description of 2001', [{ name: 'g', description: '字'.repeat(2001) }], 1254116],
    ['no children', [{ name: 'g' }], 1254118],
    ['an empty list of children', [{ name: 'g', children: [] }], 1254118],
    ['301 children', [{ name: 'g', children: Array(301).fill({}) }], 1254119],
    ['a child of another kind', [{ name: 'g', children: [{ type: 'view', id: 'v' }] }], 1254123],
    ['a child that is no id', [{ name: 'g', children: [{ type: 'field', id: '1' }] }], 1254009],
    [
      'a child of another table',
      [{ name: 'g', children: [{ type: 'field', id: 'fldGone123' }] }],
      1254044,
    ],
  ])('refuses %s', async (_, sent, code) => {
    const { create, groups } = await withTable();
    expect(await create(sent)).toBe(code);
    expect(groups()).toEqual([]);
  });

  it('refuses what does not fit the groups that are there or that come with it', async () => {
    const { create, groups, child } = await withTable();
    expect(await create([{ id: 'fldGroup01', name: '一', children: [child('名称')] }])).toBe(0);
    expect(await create([{ name: '一', children: [child('状态')] }])).toBe(1254117);
    expect(await create([{ name: '二', children: [child('名称')] }])).toBe(1254122);
    expect(await create([{ name: '二', children: [child('状态'), child('状态')] }])).toBe(1254122);
    expect(await create([{ id: 'fldGroup01', name: '二', children: [child('状态')] }])).toBe(
      1254009,
    );
    const twice = ['二', '二'].map((name) => ({ name, children: [child('状态')] }));
    expect(await create(twice)).toBe(1254117);
    expect(groups().map(({ name }) => name)).toEqual(['一']);
    expect(await create([{ name: '二', children: [child('状态')] }])).toBe(0);
    expect(groups().map(({ name }) => name)).toEqual(['一', '二']);
  });

  it('forgets fields that were deleted, and a group with its last one', async () => {
    const { gateway, table, idOf, create, groups, child } = await withTable();
    await create([{ name: '一', children: [child('状态'), child('数量')] }]);
    await gateway.data('DELETE', `${table}/fields/${idOf('状态')}`);
    expect(groups()).toMatchObject([{ fieldIds: [idOf('数量')] }]);
    await gateway.data('DELETE', `${table}/fields/${idOf('数量')}`);
    expect(groups()).toEqual([]);
  });
});
