import { beforeEach, describe, expect, it } from 'vitest';
import { Gateway } from '../../support/sandbox-client.js';
import { createDocumentsTable, type DocumentsTable } from './fixtures/table.js';

let gateway: Gateway;
let fixture: DocumentsTable;

beforeEach(async () => {
  gateway = await Gateway.start();
  fixture = await createDocumentsTable(gateway.sandbox, (...call) => gateway.data(...call));
});

describe('a row with a value of every documented kind (A03)', () => {
  it('is echoed as it was sent', async () => {
    const { record } = await gateway.data('POST', `${fixture.table}/records`, {
      fields: fixture.row,
    });
    expect(record).toEqual({
      fields: fixture.row,
      id: record.record_id,
      record_id: expect.stringMatching(/^rec[A-Za-z0-9]{7,11}$/),
    });
  });

  it('reads in the modern encoding from search and batch_get', async () => {
    const recordId = await create();
    const { items } = await gateway.data('POST', `${fixture.table}/records/search`, {});
    expect(items).toEqual([{ record_id: recordId, fields: shown('modern') }]);
    const body = { record_ids: [recordId] };
    const { records } = await gateway.data('POST', `${fixture.table}/records/batch_get`, body);
    expect(records).toEqual(items);
  });

  it('reads in the legacy encoding from list and get (A29, A30)', async () => {
    const recordId = await create();
    const expected = { id: recordId, record_id: recordId, fields: shown('legacy') };
    const { items } = await gateway.data('GET', `${fixture.table}/records`);
    expect(items).toEqual([expected]);
    const { record } = await gateway.data('GET', `${fixture.table}/records/${recordId}`);
    expect(record).toEqual(expected);
  });

  it('reads with text in segments when text_field_as_array asks for it', async () => {
    const recordId = await create();
    for (const path of ['', `/${recordId}`]) {
      const query = `${fixture.table}/records${path}?text_field_as_array=true`;
      const { items, record = items[0] } = await gateway.data('GET', query);
      expect(record.fields).toEqual(shown('asArray'));
    }
  });

  it('is emptied by null, value by value, and only a checkbox remembers that it was ticked', async () => {
    const recordId = await create();
    const path = `${fixture.table}/records/${recordId}`;
    for (const name of Object.keys(fixture.row)) {
      const { record } = await gateway.data('PUT', path, { fields: { [name]: null } });
      expect(record.fields).toEqual({ [name]: null });
    }
    const { record } = await gateway.data('GET', path);
    const left = Object.keys(record.fields).filter((name) => name in fixture.row);
    expect(left).toEqual(['是否完成']);
    expect(record.fields['是否完成']).toBe(false);
  });

  it('shows an empty link as {} in the modern encoding alone', async () => {
    await gateway.data('POST', `${fixture.table}/records`, { fields: { 任务描述: '空' } });
    const { items: modern } = await gateway.data('POST', `${fixture.table}/records/search`, {});
    const { items: legacy } = await gateway.data('GET', `${fixture.table}/records`);
    expect(modern[0].fields).toMatchObject({ 单向关联: {}, 双向关联: {} });
    expect(modern[0].fields).not.toHaveProperty('是否完成');
    expect(legacy[0].fields).not.toHaveProperty('单向关联');
  });
});

describe('a link to both sides', () => {
  it('shows on the other side too, and goes there with its record', async () => {
    const recordId = await create();
    const other = `${fixture.base}/tables/${fixture.linkedTableId}/records`;
    const back = '数据表2-双向关联';
    const { items } = await gateway.data('POST', `${other}/search`, {});
    const seen = items.map(({ fields }: { fields: object }) => fields);
    expect(seen).toEqual(
      fixture.linkedTexts.map((text) => ({
        文本: [{ text, type: 'text' }],
        [back]: { link_record_ids: [recordId] },
      })),
    );
    await gateway.data('DELETE', `${fixture.table}/records/${recordId}`);
    const { record } = await gateway.data('GET', `${other}/${fixture.linkedRecordIds[0]}`);
    expect(record.fields).toEqual({ 文本: '第一行' });
  });
});

describe('a formula', () => {
  it('reads as a typed list, as text, or as what it refers to', async () => {
    const { items } = await gateway.data('GET', `${fixture.table}/fields`);
    const hours = items.find(({ field_name }: { field_name: string }) => field_name === '人力耗时');
    const formula_expression = `bitable::$table[${fixture.path.table_id}].$field[${hours.field_id}]*2`;
    const field = {
      field_name: '公式',
      type: 20,
      property: { formatter: '0', formula_expression },
    };
    await gateway.data('POST', `${fixture.table}/fields`, field);
    const recordId = await create();
    const { items: found } = await gateway.data('POST', `${fixture.table}/records/search`, {});
    expect(found[0].fields.公式).toEqual({ type: 2, value: [128] });
    const path = `${fixture.table}/records/${recordId}`;
    const { record } = await gateway.data('GET', path);
    expect(record.fields.公式).toEqual([{ text: '128', type: 'text' }]);
    const { record: referred } = await gateway.data('GET', `${path}?display_formula_ref=true`);
    expect(referred.fields.公式).toBe('128');
  });
});

async function create(): Promise<string> {
  const { record } = await gateway.data('POST', `${fixture.table}/records`, {
    fields: fixture.row,
  });
  return record.record_id;
}

/** All the cells of the row as one encoding shows them. */
function shown(encoding: 'modern' | 'legacy' | 'asArray') {
  const cells = fixture.values.map((value) => {
    const { asArray = value.legacy } = value;
    return [value.field.field_name, encoding === 'asArray' ? asArray : value[encoding]];
  });
  return Object.fromEntries(cells);
}
