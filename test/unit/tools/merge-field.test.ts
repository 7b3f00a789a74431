import { describe, expect, it } from 'vitest';
import { fieldIssues } from '../../../src/tools/bitable/change/field-rules.js';
import { mergeField } from '../../../src/tools/bitable/change/merge-field.js';

const stored = (field: object) => ({ field_id: 'fld1', field_name: '甲', ...field });

describe('a stored field that a change is put over', () => {
  it('keeps settings that are newer than the table of settings', () => {
    const field = stored({
      type: 2,
      ui_type: 'Number',
      property: { formatter: '#,##0', extra: 1 },
    });
    expect(mergeField(field, { field_name: '乙' }).after).toEqual({
      field_name: '乙',
      type: 2,
      ui_type: 'Number',
      property: { formatter: '#,##0', extra: 1 },
    });
  });

  it('keeps a form and a type that are newer than the table of settings', () => {
    const signature = stored({ type: 1, ui_type: 'Signature', property: { pen: 'blue' } });
    expect(mergeField(signature, {}).after).toMatchObject({
      ui_type: 'Signature',
      property: { pen: 'blue' },
    });
    const other = stored({ type: 99, property: { a: { b: 1 } } });
    expect(mergeField(other, {}).after).toMatchObject({ type: 99, property: { a: { b: 1 } } });
  });

  it('leaves out what replies alone tell', () => {
    const property = {
      multiple: true,
      table_id: 'tbl1',
      table_name: '客户',
      back_field_id: 'fld2',
    };
    const { after } = mergeField(stored({ type: 21, ui_type: 'DuplexLink', property }), {});
    expect(after['property']).toEqual({ multiple: true, table_id: 'tbl1' });
  });

  it('gives up the range of a progress that is no longer customised', () => {
    const property = { formatter: '0%', range_customize: true, min: 0, max: 9 };
    const field = stored({ type: 2, ui_type: 'Progress', property });
    const { after } = mergeField(field, { property: { range_customize: false } });
    expect(after['property']).toEqual({ formatter: '0%', range_customize: false });
  });

  it('starts the rule of an auto number anew when it becomes one of another type', () => {
    const custom = { type: 'custom', options: [{ type: 'system_number', value: '3' }] };
    const field = stored({ type: 1005, ui_type: 'AutoNumber', property: { auto_serial: custom } });
    const auto_serial = { type: 'auto_increment_number' };
    expect(mergeField(field, { property: { auto_serial } }).after['property']).toEqual({
      auto_serial,
    });
  });

  it('takes over into another form only the settings that it knows and takes', () => {
    const property = { formatter: '¥0.00' };
    const number = stored({ type: 2, ui_type: 'Number', property });
    const change = { ui_type: 'Currency', property: { currency_code: 'CNY' } };
    expect(mergeField(number, change).after['property']).toEqual({ currency_code: 'CNY' });
    const plain = stored({ type: 2, ui_type: 'Number', property: { formatter: '0.00' } });
    expect(mergeField(plain, change).after['property']).toEqual({
      currency_code: 'CNY',
      formatter: '0.00',
    });
  });

  it('reads a description in each form in which listings give it', () => {
    const segments = [
      { text: '含', type: 'text' },
      { text: '税', type: 'text' },
    ];
    for (const description of ['含税', segments, { text: '含税' }]) {
      expect(mergeField(stored({ type: 1, description }), {}).after['description']).toEqual({
        text: '含税',
      });
    }
    expect(mergeField(stored({ type: 1, description: null }), {}).after).not.toHaveProperty(
      'description',
    );
  });

  it('is sent where something is asked for that settings do not show', () => {
    const serial = { type: 'auto_increment_number' };
    const field = stored({ type: 1005, property: { auto_serial: serial } });
    const property = { auto_serial: { reformat_existing_records: true } };
    expect(mergeField(field, { property })).toMatchObject({
      asksForMore: true,
      after: { property: { auto_serial: { ...serial, reformat_existing_records: true } } },
    });
  });
});

describe('a progress', () => {
  it('needs both ends of a range of its own, the greater one last', () => {
    const place = { path: '', name: '进度' };
    const field = (property: object) => ({
      type: 2,
      ui_type: 'Progress',
      property: { ...property },
    });
    const paths = (property: object) => fieldIssues(field(property), place).map(({ path }) => path);
    expect(paths({ range_customize: true, min: 0 })).toEqual(['field "进度": property.max']);
    expect(paths({ range_customize: true, min: 3, max: 3 })).toEqual([
      'field "进度": property.max',
    ]);
    expect(paths({ min: 0 })).toEqual(['field "进度": property.min']);
    expect(paths({ range_customize: true, min: 0, max: 3 })).toEqual([]);
  });
});
