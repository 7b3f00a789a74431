import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServerFixture } from '../support/server-fixture.js';
import { fieldIdsAt, idsAt, newTable, numbered, rowsAt, title } from '../support/table-fixture.js';

let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start({ args: ['--toolsets', 'all'] });
});

afterAll(() => fixture.end());

const nothings = [null, ''] as const;

describe('what a client sends for an argument that is absent', () => {
  it.each(nothings)('%j: a search of records is as without it', async (nothing) => {
    const tableRef = newTable(fixture.sandbox, numbered(3));
    const plain = await fixture.call('bitable_records_search', tableRef);
    const filled = await fixture.call('bitable_records_search', {
      ...tableRef,
      ...{ view_id: nothing, field_names: nothing, sort: nothing, filter: nothing, limit: nothing },
      ...{ user_id_type: nothing, automatic_fields: nothing, cursor: nothing },
    });
    expect(filled).toEqual(plain);
  });

  it.each(nothings)('%j: a dry run of a new field shows the same request', async (nothing) => {
    const tableRef = newTable(fixture.sandbox, []);
    const field = { ...tableRef, field_name: '价', type: 2, dry_run: true };
    const property = { formatter: '0.00', table_id: nothing, date_formatter: nothing };
    const [plain, filled] = [
      await fixture.call('bitable_fields_create', { ...field, property: { formatter: '0.00' } }),
      await fixture.call('bitable_fields_create', { ...field, property, ui_type: nothing }),
    ];
    expect(filled).toEqual(plain);
  });

  it('null within cells clears, and an empty text there is a value', async () => {
    const tableRef = newTable(fixture.sandbox, [{ [title]: '一', 数量: 1 }]);
    const [record_id] = idsAt(fixture.sandbox, tableRef);
    const fields = { 数量: null, [title]: '' };
    await fixture.call('bitable_records_update', { ...tableRef, record_id, fields });
    const { rows } = await fixture.call('bitable_records_get', { ...tableRef, record_id });
    expect(rows[0]).not.toContain('一');
    expect(rows[0]).not.toContain(1);
  });

  it('an empty client_token asks for a new record each time, and goes as it is', async () => {
    const tableRef = newTable(fixture.sandbox, []);
    const call = { ...tableRef, client_token: '', fields: { [title]: '同' } };
    await fixture.call('bitable_records_create', call);
    await fixture.call('bitable_records_create', call);
    expect(rowsAt(fixture.sandbox, tableRef)).toHaveLength(2);
    const sent = fixture.requests('bitable_records_create').slice(-2);
    expect(sent.map(({ query }) => new URLSearchParams(query).get('client_token'))).toEqual([
      '',
      '',
    ]);
  });
});

describe('clear', () => {
  it('empties the description of a field, and keeps the rest of it', async () => {
    const tableRef = newTable(fixture.sandbox, []);
    const { field } = await fixture.call('bitable_fields_create', {
      ...tableRef,
      ...{
        field_name: '价',
        type: 2,
        property: { formatter: '0.00' },
        description: { text: '含税' },
      },
    });
    const change = { ...tableRef, field_id: field.field_id };
    await fixture.call('bitable_fields_update', {
      ...change,
      description: null,
      field_name: '价格',
    });
    const described = async () =>
      (await fixture.call('bitable_fields_list', tableRef)).items.at(-1);
    expect(await described()).toMatchObject({ field_name: '价格', description: '含税' });
    await fixture.call('bitable_fields_update', { ...change, clear: ['description'] });
    const cleared = await described();
    expect(cleared).toMatchObject({ field_name: '价格', property: { formatter: '0.00' } });
    expect(cleared.description || null).toBeNull();
  });

  it('refuses what has a value beside it', async () => {
    const tableRef = newTable(fixture.sandbox, []);
    const [field_id] = fieldIdsAt(fixture.sandbox, tableRef);
    const text = await fixture.failure('bitable_fields_update', {
      ...{ ...tableRef, field_id, clear: ['description'], description: { text: '新' } },
    });
    expect(text).toContain('clear names description, which has a value beside it');
  });
});

describe('a single value where a list is wanted', () => {
  it('is a list of one, and the answer says so', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(2));
    const { columns, notes } = await fixture.call('bitable_records_search', {
      ...tableRef,
      field_names: title,
      sort: { field_name: title, desc: true },
    });
    expect(columns).toEqual(['record_id', title]);
    expect(notes).toContain('field_names: a single value was read as a list of one');
    expect(notes).toContain('sort: a single value was read as a list of one');
  });

  it('is one option of a select that is changed', async () => {
    const tableRef = newTable(fixture.sandbox, []);
    const type = { field_name: '阶段', type: 3, property: { options: [{ name: '一' }] } };
    await fixture.call('bitable_fields_create', { ...tableRef, ...type });
    const change = { ...tableRef, field_id: '阶段', property: { options: '二' } };
    const { field } = await fixture.call('bitable_fields_update', change);
    expect(field.property.options.map(({ name }: { name: string }) => name)).toEqual(['一', '二']);
    const wrong = { ...change, property: { options: 2 } };
    const text = await fixture.failure('bitable_fields_update', wrong);
    expect(text).toContain('a list of names, or {add, remove, rename}');
  });

  it.each([
    { conditions: { field_name: title, operator: 'is', value: title } },
    { conjunction: null, conditions: [{ field_name: title, operator: 'is', value: title }] },
    { conjunction: '', conditions: { field_name: title, operator: 'is', value: title } },
  ])('is one condition of a filter, which needs no conjunction: %j', async (filter) => {
    const tableRef = newTable(fixture.sandbox, [{ [title]: title }, { [title]: '二' }]);
    const { total } = await fixture.call('bitable_records_search', { ...tableRef, filter });
    expect(total).toBe(1);
    const several = [filter.conditions, filter.conditions].flat();
    const ambiguous = { ...tableRef, filter: { conditions: several } };
    const text = await fixture.failure('bitable_records_search', ambiguous);
    expect(text).toContain('filter.conjunction is required');
  });

  it('is one record of many, also as JSON text', async () => {
    const tableRef = newTable(fixture.sandbox, []);
    for (const one of [{ fields: { [title]: '一' } }, `{"fields":{"${title}":"二"}}`]) {
      const { created } = await fixture.call('bitable_records_batch_create', {
        ...tableRef,
        records: one,
      });
      expect(created).toBe(1);
    }
    expect(rowsAt(fixture.sandbox, tableRef)).toHaveLength(2);
  });
});

describe('the text alone of an object in a list that needs only its name or id', () => {
  it('is read as that object, and the answer says so once for the list', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(2));
    const { app_token } = tableRef;
    const options = ['甲', '乙'];
    const select = { ...tableRef, field_name: '级别', type: 'select', property: { options } };
    const { field, notes } = await fixture.call('bitable_fields_create', select);
    expect(field.property.options.map(({ name }: { name: string }) => name)).toEqual(options);
    expect(notes).toEqual(['property.options: text was read as {name: …}']);
    const tables = { app_token, tables: ['一', '二'] };
    expect((await fixture.call('bitable_tables_batch_create', tables))['table_ids']).toHaveLength(
      2,
    );
    const groups = { ...tableRef, field_groups: [{ name: '组', children: [title] }] };
    await fixture.call('bitable_field_groups_create', groups);
    const sorted = { ...tableRef, sort: [title] };
    expect((await fixture.call('bitable_records_search', sorted))['rows']).toHaveLength(2);
  });

  it('is refused where more than a name is needed, or where a name alone says something else', async () => {
    const { app_token, table_id } = newTable(fixture.sandbox);
    const rec_rule = { conditions: [title] };
    const table_roles = ['表', { table_id, table_perm: 1, rec_rule }];
    const args = { app_token, role_name: '读者', table_roles };
    const text = await fixture.failure('bitable_roles_create', args);
    expect(text).toContain('table_roles[0] was "表". Allowed: an object');
    expect(text).toContain(`table_roles[1].rec_rule.conditions[0] was "${title}"`);
  });
});

describe('a required argument that takes several types', () => {
  it('is named with what it takes, where it is null or of another type', async () => {
    const tableRef = newTable(fixture.sandbox);
    const create = (type: unknown) =>
      fixture.failure('bitable_fields_create', { ...tableRef, field_name: '新', type });
    expect(await create(null)).toContain('type is required: 1 text 2 number');
    expect(await create([1])).toContain('type was a list of 1. Allowed: a number or a string');
  });
});
