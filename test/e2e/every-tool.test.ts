import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Args, type Facts, World } from './harness.js';
import {
  addTables,
  fieldIdsAt,
  idsAt,
  newPlace,
  numbered,
  type Place,
  records,
  title,
} from './place.js';

interface Visit {
  readonly args: (place: Place, recordIds: readonly string[], fieldIds: readonly string[]) => Args;
  readonly facts: Facts;
}

const anyId = expect.stringMatching(/^rec/);
const added = { field_name: '备注', type: 1 };

/** One call of each tool that must succeed, on a table of five rows, and what it must say. */
const visits: Readonly<Record<string, Visit>> = {
  bitable_apps_get: {
    args: ({ app_token }) => ({ app_token }),
    facts: { app: { name: 'e2e', time_zone: 'Asia/Shanghai', is_advanced: false } },
  },
  bitable_apps_update: {
    args: ({ app_token }) => ({ app_token, name: '新名' }),
    facts: { app: { name: '新名' } },
  },
  bitable_apps_create: {
    args: () => ({ name: '库' }),
    facts: { app: { name: '库', url: expect.stringContaining('/base/') } },
  },
  bitable_apps_copy: {
    args: ({ app_token }) => ({ app_token, name: '副本' }),
    facts: { app: { name: '副本', app_token: expect.any(String) } },
  },
  bitable_tables_list: {
    args: ({ app_token }) => ({ app_token }),
    facts: { total: 2, has_more: false, items: [{ name: '表' }, { name: '另一' }] },
  },
  bitable_tables_create: {
    args: ({ app_token }) => ({ app_token, table: { name: '三', fields: [added] } }),
    facts: { table_id: expect.stringMatching(/^tbl/), field_id_list: [expect.any(String)] },
  },
  bitable_tables_batch_create: {
    args: ({ app_token }) => ({ app_token, tables: [{ name: '三' }, { name: '四' }] }),
    facts: { table_ids: [expect.any(String), expect.any(String)] },
  },
  bitable_tables_update: {
    args: (place) => ({ ...place, name: '改名' }),
    facts: { name: '改名' },
  },
  bitable_tables_delete: { args: (place) => place, facts: {} },
  bitable_tables_batch_delete: {
    args: ({ app_token, table_id }) => ({ app_token, table_ids: [table_id] }),
    facts: { deleted: 1 },
  },
  bitable_fields_list: {
    args: (place) => place,
    facts: { items: [{ field_name: title, is_primary: true }, { type: 2 }], has_more: false },
  },
  bitable_fields_create: {
    args: (place) => ({ ...place, ...added }),
    facts: { field: { ...added, field_id: expect.stringMatching(/^fld/) } },
  },
  bitable_fields_update: {
    args: (place, _, [, field_id]) => ({ ...place, field_id, field_name: '件数', type: 2 }),
    facts: { field: { field_name: '件数' } },
  },
  bitable_fields_delete: {
    args: (place, _, [, field_id]) => ({ ...place, field_id }),
    facts: { deleted: true },
  },
  bitable_records_search: {
    args: (place) => ({ ...place, limit: 2 }),
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
    args: (place) => ({ ...place, filter: `CurrentValue.[${title}]="行3"` }),
    facts: { rows: [[anyId, '行3']], total: 1, has_more: false },
  },
  bitable_records_get: {
    args: (place, [record_id]) => ({ ...place, record_id }),
    facts: { columns: ['record_id', title], rows: [[anyId, '行0']] },
  },
  bitable_records_batch_get: {
    args: (place, [first, second]) => ({ ...place, record_ids: [second, 'recGone0000', first] }),
    facts: {
      rows: [
        [anyId, '行1'],
        [anyId, '行0'],
      ],
      absent_record_ids: ['recGone0000'],
    },
  },
  bitable_records_create: {
    args: (place) => ({ ...place, fields: { [title]: '新', 数量: 3 } }),
    facts: { record_id: expect.stringMatching(/^rec/) },
  },
  bitable_records_update: {
    args: (place, [record_id]) => ({ ...place, record_id, fields: { 数量: 4 } }),
    facts: { record_id: expect.stringMatching(/^rec/) },
  },
  bitable_records_delete: {
    args: (place, [record_id]) => ({ ...place, record_id }),
    facts: { deleted: true },
  },
  bitable_records_batch_create: {
    args: (place) => ({ ...place, records: records(3, 5) }),
    facts: { created: 3, record_ids: [anyId, anyId, anyId] },
  },
  bitable_records_batch_update: {
    args: (place, ids) => ({
      ...place,
      records: ids.map((record_id) => ({ record_id, fields: { 数量: 1 } })),
    }),
    facts: { updated: 5 },
  },
  bitable_records_batch_delete: {
    args: (place, ids) => ({ ...place, records: ids }),
    facts: { deleted: 5 },
  },
};

let world: World;

beforeAll(async () => {
  world = await World.start();
});

afterAll(() => world.end());

it('visits every tool that the server lists, and no other', async () => {
  const { tools } = await world.client.listTools();
  expect(Object.keys(visits)).toEqual(tools.map(({ name }) => name));
  expect(tools.map(({ outputSchema }) => outputSchema?.type)).toEqual(tools.map(() => 'object'));
});

it.each(Object.keys(visits))('%s succeeds with one request', async (tool) => {
  const { args, facts } = visits[tool]!;
  const place = newPlace(world.sandbox, numbered(5));
  addTables(world.sandbox, place, ['另一']);
  const ids = idsAt(world.sandbox, place);
  const before = world.sent(tool);
  expect(await world.call(tool, args(place, ids, fieldIdsAt(world.sandbox, place)))).toMatchObject(
    facts,
  );
  expect(world.sent(tool)).toBe(before + 1);
});
