import { describe, expect, it } from 'vitest';
import { newTable } from './fixtures/views-fixture.js';

async function withView() {
  const at = await newTable();
  const id = await at.newView('v');
  const path = `${at.views}/${id}`;
  return {
    ...at,
    id,
    path,
    set: (property: unknown) => at.gateway.api('PATCH', path, { property }),
    property: async () => (await at.gateway.data('GET', path)).view.property,
  };
}

function only(field_id: string, operator: string, value?: string) {
  const condition = value === undefined ? { field_id, operator } : { field_id, operator, value };
  return { filter_info: { conjunction: 'and', conditions: [condition] } };
}

const unset = { filter_info: null, hidden_fields: null, hierarchy_config: null };

describe('the filter of a view', () => {
  it('holds for records that are read through it, as long as nothing else is asked', async () => {
    const { gateway, table, id, set, shown, idOf } = await withView();
    expect(await shown(id)).toEqual(['a', 'b', 'c']);
    const { items } = await gateway.data('GET', `${table}/fields`);
    await set(only(idOf('状态'), 'is', JSON.stringify([items[1].property.options[0].id])));
    expect(await shown(id)).toEqual(['a', 'c']);
    await set(only(idOf('数量'), 'isGreater', '["2"]'));
    expect(await shown(id)).toEqual(['c']);
    const sorted = { view_id: id, sort: [{ field_name: '数量', desc: true }] };
    expect((await gateway.data('POST', `${table}/records/search`, sorted)).total).toBe(3);
  });

  it('takes options by their id, in the JSON text of a list, and nothing else for them', async () => {
    const { gateway, table, id, set, shown, idOf } = await withView();
    const { items } = await gateway.data('GET', `${table}/fields`);
    const option = items[1].property.options[1].id;
    await set(only(idOf('状态'), 'is', JSON.stringify([option])));
    expect(await shown(id)).toEqual(['b']);
    for (const value of ['["开"]', '开', option]) {
      expect((await set(only(idOf('状态'), 'is', value))).body.code).toBe(1254018);
    }
    expect((await set(only(idOf('名称'), 'is', 'c'))).body.code).toBe(1254018);
    expect(await shown(id)).toEqual(['b']);
  });

  it('joins by and, compares by is and asks without a value unless told otherwise', async () => {
    const { property, set, idOf } = await withView();
    await set({ filter_info: { conditions: [{ field_id: idOf('名称'), value: '["a"]' }] } });
    expect((await property()).filter_info).toMatchObject({
      conjunction: 'and',
      conditions: [{ operator: 'is', value: '["a"]' }],
    });
    await set(only(idOf('名称'), 'isEmpty'));
    expect((await property()).filter_info.conditions[0]).toMatchObject({ value: null });
  });

  it('is gone when it is set to no conditions', async () => {
    const { property, set, idOf } = await withView();
    await set(only(idOf('名称'), 'isNotEmpty'));
    await set({ filter_info: { conjunction: 'and', conditions: [] } });
    expect(await property()).toEqual(unset);
  });

  it('forgets a field that was deleted', async () => {
    const { gateway, table, property, set, shown, id, idOf } = await withView();
    await set({ ...only(idOf('数量'), 'is', '["1"]'), hidden_fields: [idOf('数量')] });
    await gateway.data('DELETE', `${table}/fields/${idOf('数量')}`);
    expect((await property()).filter_info.conditions).toEqual([]);
    expect((await property()).hidden_fields).toEqual([]);
    expect(await shown(id)).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['no conditions', () => ({ conjunction: 'and' }), 99992402],
    ['a conjunction that does not exist', () => ({ conjunction: 'xor', conditions: [] }), 99992402],
    ['an operator that does not exist', (id: string) => asked(id, 'like', '["a"]'), 99992402],
    ['a condition without a field', () => ({ conditions: [{ operator: 'is' }] }), 99992402],
    ['a condition that is a text', () => ({ conditions: ['a'] }), 1254001],
    ['a value that is a list', (id: string) => asked(id, 'is', ['a']), 1254001],
    ['an id that is none', () => asked('名称', 'is', '["a"]'), 1254009],
    ['a field of another table', () => asked('fldGone123', 'is', '["a"]'), 1254044],
    ['a value where none belongs', (id: string) => asked(id, 'isEmpty', '["a"]'), 1254018],
  ])('is refused with %s', async (_, filter, code) => {
    const { property, set, idOf } = await withView();
    const reply = await set({ filter_info: filter(idOf('名称')) });
    expect(reply.body.code).toBe(code);
    expect(await property()).toEqual(unset);
  });

  it.each(['isNot', 'contains', 'doesNotContain', 'isGreaterEqual', 'isLessEqual'])(
    'cannot ask a date for %s',
    async (operator) => {
      const { set, idOf } = await withView();
      const value = '["ExactDate","1642672432000"]';
      expect((await set(only(idOf('日期'), operator, value))).body.code).toBe(1254018);
      expect((await set(only(idOf('创建'), 'is', value))).body.code).toBe(0);
    },
  );

  it('shows keywords of dates as they were sent', async () => {
    const { property, set, idOf } = await withView();
    await set(only(idOf('日期'), 'is', '["Today"]'));
    expect((await property()).filter_info.conditions[0].value).toBe('["Today"]');
  });

  it('takes 50 conditions and refuses one more', async () => {
    const { set, idOf } = await withView();
    const conditions = Array.from({ length: 51 }, () => ({
      field_id: idOf('名称'),
      operator: 'isNotEmpty',
    }));
    expect((await set({ filter_info: { conditions } })).body.code).toBe(99992402);
    expect((await set({ filter_info: { conditions: conditions.slice(1) } })).body.code).toBe(0);
  });
});

describe('the hidden fields of a view', () => {
  it('are marked, once each, in the list of fields of that view', async () => {
    const { gateway, table, id, set, idOf } = await withView();
    await set({ hidden_fields: [idOf('数量'), idOf('数量')] });
    const { items } = await gateway.data('GET', `${table}/fields?view_id=${id}`);
    const hidden = items.filter((field: { is_hidden: boolean }) => field.is_hidden);
    expect(hidden.map((field: { field_name: string }) => field.field_name)).toEqual(['数量']);
  });

  it('are shown again by an empty list, and stay with null', async () => {
    const { property, set, idOf } = await withView();
    await set({ hidden_fields: [idOf('数量')] });
    await set({ hidden_fields: null, filter_info: null, hierarchy_config: null });
    expect((await property()).hidden_fields).toEqual([idOf('数量')]);
    await set({ hidden_fields: [] });
    expect(await property()).toEqual(unset);
  });

  it('are fields of the table, but not the primary one, and 300 at most', async () => {
    const { property, set, idOf } = await withView();
    const codeOf = async (ids: unknown) => (await set({ hidden_fields: ids })).body.code;
    expect(await codeOf([idOf('数量'), idOf('名称')])).toBe(1254012);
    expect(await codeOf(['数量'])).toBe(1254009);
    expect(await codeOf(['fldGone123'])).toBe(1254044);
    expect(await codeOf([1])).toBe(1254001);
    expect(await codeOf(Array.from({ length: 301 }, () => idOf('数量')))).toBe(99992402);
    expect(await property()).toEqual(unset);
  });
});

describe('the hierarchy of a view', () => {
  async function withLinks() {
    const at = await withView();
    const link = async (field_name: string, table_id: string) => {
      const body = { field_name, type: 18, property: { table_id } };
      return (await at.gateway.data('POST', `${at.table}/fields`, body)).field.field_id as string;
    };
    const [other] = (await at.gateway.data('GET', `${at.base}/tables`)).items;
    const [parent, elsewhere] = [
      await link('上级', at.tableId),
      await link('别处', other.table_id),
    ];
    const codeOf = async (field_id: string) =>
      (await at.set({ hierarchy_config: { field_id } })).body.code;
    return { ...at, parent, elsewhere, codeOf };
  }

  it('follows a link of the table to itself', async () => {
    const { property, set, parent, codeOf } = await withLinks();
    expect(await codeOf(parent)).toBe(0);
    expect(await property()).toEqual({ ...unset, hierarchy_config: { field_id: parent } });
    await set({ hierarchy_config: {} });
    expect(await property()).toEqual(unset);
  });

  it('refuses other links, other fields and other views', async () => {
    const { gateway, views, newView, property, parent, elsewhere, codeOf, idOf } =
      await withLinks();
    expect(await codeOf(elsewhere)).toBe(1254012);
    expect(await codeOf(idOf('数量'))).toBe(1254012);
    expect(await codeOf('fldGone123')).toBe(1254044);
    expect(await property()).toEqual(unset);
    const gallery = await newView('g', 'gallery');
    const body = { property: { hierarchy_config: { field_id: parent } } };
    expect(await gateway.code('PATCH', `${views}/${gallery}`, body)).toBe(1254012);
  });
});

describe('an update of a view', () => {
  it('is applied whole or not at all', async () => {
    const { gateway, path, property, viewNames, idOf } = await withView();
    const body = {
      view_name: 'w',
      property: { ...only(idOf('数量'), 'is', '["1"]'), hidden_fields: [idOf('名称')] },
    };
    expect(await gateway.code('PATCH', path, body)).toBe(1254012);
    expect(await viewNames()).toEqual(['表格', 'v']);
    expect(await property()).toEqual(unset);
  });
});

function asked(field_id: string, operator: string, value: unknown) {
  return { conjunction: 'and', conditions: [{ field_id, operator, value }] };
}
