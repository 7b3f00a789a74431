import { describe, expect, it } from 'vitest';
import type { FeishuOptions } from '../../../../../src/sandbox/feishu/options.js';
import { robotOpenId } from '../../../../../src/sandbox/feishu/tenant.js';
import {
  directory,
  origin,
  person,
  startMs,
  TestBase,
} from '../../../../support/bitable-fixture.js';

const chat = directory.chats[0]!;
const shownPerson = {
  id: person.open_id,
  name: person.name,
  en_name: person.en_name,
  email: person.email,
  avatar_url: person.avatar_url,
};

function fixture(options: Partial<FeishuOptions> = {}) {
  const base = new TestBase(options);
  const other = base.table('Other', { field_name: 'Title', type: 1 });
  const linked = [other.add({ Title: 'first' }), other.add({ Title: 'second' })];
  const property = { table_id: other.id };
  const serial = [
    { type: 'system_number', value: '3' },
    { type: 'fixed_text', value: 'no' },
    { type: 'created_time', value: 'yyyyMMdd' },
  ];
  const table = base.table(
    'Main',
    { field_name: 'Text', type: 1 },
    { field_name: 'Barcode', type: 1, ui_type: 'Barcode' },
    { field_name: 'Email', type: 1, ui_type: 'Email' },
    { field_name: 'Number', type: 2 },
    { field_name: 'Select', type: 3 },
    { field_name: 'Multi', type: 4 },
    { field_name: 'Date', type: 5 },
    { field_name: 'Checkbox', type: 7 },
    { field_name: 'User', type: 11 },
    { field_name: 'Phone', type: 13 },
    { field_name: 'Url', type: 15 },
    { field_name: 'Files', type: 17 },
    { field_name: 'Link', type: 18, property },
    { field_name: 'Place', type: 22 },
    { field_name: 'Group', type: 23 },
    { field_name: 'Double', type: 20, property: { formula_expression: 'CurrentValue.[Number]*2' } },
    { field_name: 'Created', type: 1001 },
    { field_name: 'Creator', type: 1003 },
    { field_name: 'No', type: 1005 },
    {
      field_name: 'Serial',
      type: 1005,
      property: { auto_serial: { type: 'custom', options: serial } },
    },
  );
  const file = base.file();
  const id = table.add({
    Text: 'hello',
    Barcode: '123',
    Email: 'a@b.example',
    Number: 0.5,
    Select: 's',
    Multi: ['m', 'n'],
    Date: 1_767_322_800_000,
    Checkbox: false,
    User: [{ id: person.open_id }],
    Phone: '+86138',
    Url: { text: 'A', link: 'https://a.example' },
    Files: [{ file_token: file }],
    Link: linked,
    Place: '116.397755,39.903179',
    Group: [{ id: chat.id }],
  });
  return { base, other, linked, table, file, id };
}

describe('the modern read encoding', () => {
  it('shows every field type as search and batch_get do', () => {
    const { table, id, linked, file } = fixture();
    const extra = encodeURIComponent(
      JSON.stringify({ bitablePerm: { tableId: table.id, rev: table.table.revision } }),
    );
    const expected = {
      Text: [{ text: 'hello', type: 'text' }],
      Barcode: [{ text: '123', type: 'text' }],
      Email: [{ link: 'mailto:a@b.example', text: 'a@b.example', type: 'url' }],
      Number: 0.5,
      Select: 's',
      Multi: ['m', 'n'],
      Date: 1_767_322_800_000,
      Checkbox: false,
      User: [shownPerson],
      Phone: '+86138',
      Url: { link: 'https://a.example', text: 'A' },
      Files: [
        {
          file_token: file,
          name: 'a.png',
          size: 3,
          type: 'image/png',
          url: `${origin}/open-apis/drive/v1/medias/${file}/download?extra=${extra}`,
          tmp_url: `${origin}/open-apis/drive/v1/medias/batch_get_tmp_download_url?file_tokens=${file}&extra=${extra}`,
        },
      ],
      Link: { link_record_ids: linked },
      Group: [chat],
      Double: { type: 2, value: [1] },
      Created: startMs,
      Creator: [{ id: robotOpenId }],
      No: '1',
      Serial: '001no20260102',
    };
    const [searched] = table.call('bitable_records_search').items;
    expect(searched.fields).toMatchObject(expected);
    expect(searched.fields.Place.location).toBe('116.397755,39.903179');
    expect(searched.fields.Place.full_address).toEqual(expect.any(String));
    expect(table.modern(id)).toEqual(searched.fields);
  });

  it('leaves empty cells out, except links, which are {}', () => {
    const { table } = fixture();
    const id = table.add({});
    expect(Object.keys(table.modern(id)).sort()).toEqual([
      'Created',
      'Creator',
      'Double',
      'Link',
      'No',
      'Serial',
    ]);
    expect(table.modern(id).Link).toEqual({});
  });

  it('shows a checkbox that was ticked and cleared as false', () => {
    const { table } = fixture();
    const id = table.add({ Checkbox: true });
    table.update(id, { Checkbox: null });
    expect(table.modern(id).Checkbox).toBe(false);
    const untouched = table.add({});
    table.update(untouched, { Checkbox: null });
    expect(table.modern(untouched)).not.toHaveProperty('Checkbox');
  });
});

describe('the legacy read encoding', () => {
  it('shows every field type as list and get do', () => {
    const { table, id, linked, other } = fixture();
    const [listed] = table.call('bitable_records_list').items;
    expect(listed.id).toBe(listed.record_id);
    expect(listed.fields).toMatchObject({
      Text: 'hello',
      Barcode: '123',
      Email: 'a@b.example',
      Number: '0.5',
      Select: 's',
      Multi: ['m', 'n'],
      Date: 1_767_322_800_000,
      Checkbox: false,
      User: [shownPerson],
      Phone: '+86138',
      Url: { link: 'https://a.example', text: 'A' },
      Link: [
        {
          record_ids: linked,
          table_id: other.id,
          text: 'first,second',
          text_arr: ['first', 'second'],
          type: 'text',
        },
      ],
      Group: [chat],
      Double: [{ text: '1', type: 'text' }],
      Created: startMs,
      Creator: { id: robotOpenId },
      No: '1',
      Serial: '001no20260102',
    });
    expect(listed.fields.Files[0].url).not.toContain('extra');
    expect(table.legacy(id)).toEqual(listed.fields);
  });

  it('gives text as segments when text_field_as_array is set', () => {
    const { table, id } = fixture();
    const fields = table.legacy(id, { text_field_as_array: 'true' });
    expect(fields.Text).toEqual([{ text: 'hello', type: 'text' }]);
    expect(fields.Email).toEqual([
      { link: 'mailto:a@b.example', text: 'a@b.example', type: 'url' },
    ]);
    expect(fields.Phone).toBe('+86138');
  });

  it('gives formulas in the shape of their result when display_formula_ref is set', () => {
    const { table, id } = fixture();
    expect(table.legacy(id, { display_formula_ref: 'true' }).Double).toBe('1');
  });

  it('gives numbers as numbers when the option says so', () => {
    const { table, id } = fixture({ legacyNumbers: 'number' });
    expect(table.legacy(id).Number).toBe(0.5);
  });

  it('leaves empty link cells out', () => {
    const { table } = fixture();
    expect(table.legacy(table.add({}))).not.toHaveProperty('Link');
  });
});

describe('what stands beside the cells', () => {
  it('is there when automatic_fields asks for it, in both encodings', () => {
    const { base, table, id } = fixture();
    base.nowMs += 5_000;
    table.update(id, { Text: 'later' });
    const automatic = {
      created_by: { id: robotOpenId },
      created_time: startMs,
      last_modified_by: { id: robotOpenId },
      last_modified_time: startMs + 5_000,
    };
    const path = { record_id: id };
    const query = { automatic_fields: 'true' };
    expect(table.call('bitable_records_get', { path, query }).record).toMatchObject(automatic);
    const body = { automatic_fields: true };
    expect(table.call('bitable_records_search', { body }).items[0]).toMatchObject(automatic);
    expect(table.call('bitable_records_search').items[0]).not.toHaveProperty('created_by');
  });

  it('is a link when with_shared_url asks for it, named differently in each encoding', () => {
    const { table, id } = fixture();
    const body = { record_ids: [id], with_shared_url: true };
    const { shared_url } = table.call('bitable_records_batch_get', { body }).records[0];
    expect(shared_url).toMatch(/^http:\/\/127\.0\.0\.1:8000\/record\/\w{27}$/);
    const path = { record_id: id };
    const query = { with_shared_url: 'true' };
    const { record } = table.call('bitable_records_get', { path, query });
    expect(record.record_url).toBe(shared_url);
    expect(record).not.toHaveProperty('shared_url');
  });
});
