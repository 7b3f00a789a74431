import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../../src/core/json.js';
import {
  codeOf,
  refusalOf,
  TestBase,
  type TestTable,
} from '../../../../support/bitable-fixture.js';

function fixture() {
  const base = new TestBase();
  const other = base.table('Other', { field_name: 'Title', type: 1 });
  const table = base.table('Main', { field_name: 'Text', type: 1 });
  return { base, other, table };
}

function create(table: TestTable, body: JsonObject, query = {}) {
  return table.call('bitable_fields_create', { body, query }).field;
}

function list(table: TestTable, query = {}) {
  return table.call('bitable_fields_list', { query });
}

const kept: readonly (readonly [spec: JsonObject, property: Json])[] = [
  [{ type: 1 }, null],
  [{ type: 1, ui_type: 'Email' }, null],
  [{ type: 1, ui_type: 'Barcode' }, { allowed_edit_modes: { manual: true, scan: true } }],
  [{ type: 2 }, { formatter: '0.0' }],
  [{ type: 2, property: { formatter: '¥0.00' } }, { formatter: '¥0.00' }],
  [
    { type: 2, ui_type: 'Currency', property: { formatter: '0.00', currency_code: 'CNY' } },
    { formatter: '0.00', currency_code: 'CNY' },
  ],
  [
    {
      type: 2,
      ui_type: 'Progress',
      property: { formatter: '0%', range_customize: true, min: 0, max: 10 },
    },
    { formatter: '0%', range_customize: true, min: 0, max: 10 },
  ],
  [
    {
      type: 2,
      ui_type: 'Rating',
      property: { formatter: '0', min: 0, max: 3, rating: { symbol: 'fire' } },
    },
    { formatter: '0', min: 0, max: 3, rating: { symbol: 'fire' } },
  ],
  [{ type: 3 }, { options: [] }],
  [{ type: 5 }, { date_formatter: 'yyyy/MM/dd', auto_fill: false }],
  [{ type: 7 }, null],
  [{ type: 11 }, { multiple: true }],
  [{ type: 11, property: { multiple: false } }, { multiple: false }],
  [{ type: 13 }, null],
  [{ type: 15 }, null],
  [{ type: 17 }, null],
  [
    { type: 20, property: { formatter: '0.00%' } },
    { formatter: '0.00%', formula_expression: '' },
  ],
  [{ type: 22 }, { location: { input_type: 'not_limit' } }],
  [{ type: 23 }, { multiple: true }],
  [{ type: 1001 }, { date_formatter: 'yyyy/MM/dd' }],
  [{ type: 1002, property: { date_formatter: 'MM-dd' } }, { date_formatter: 'MM-dd' }],
  [{ type: 1003 }, null],
  [{ type: 1004, property: {} }, null],
  [{ type: 1005 }, { auto_serial: { type: 'auto_increment_number' } }],
  [
    {
      type: 1005,
      property: {
        auto_serial: {
          type: 'custom',
          reformat_existing_records: true,
          options: [{ type: 'created_time', value: 'MMdd' }],
        },
      },
    },
    { auto_serial: { type: 'custom', options: [{ type: 'created_time', value: 'MMdd' }] } },
  ],
];

const refused: readonly (readonly [spec: JsonObject, code: number])[] = [
  [{ type: 1, property: { formatter: '0' } }, 1254080],
  [{ type: 1, ui_type: 'Barcode', property: { allowed_edit_modes: { scan: 1 } } }, 1254080],
  [{ type: 2, property: { formatter: '0.00000' } }, 1254081],
  [{ type: 2, property: 'x' }, 1254081],
  [{ type: 2, ui_type: 'Currency' }, 1254081],
  [{ type: 2, ui_type: 'Currency', property: { formatter: '0.00' } }, 1254081],
  [
    { type: 2, ui_type: 'Currency', property: { formatter: '0.00', currency_code: 'XYZ' } },
    1254081,
  ],
  [{ type: 2, ui_type: 'Progress', property: { range_customize: true } }, 1254081],
  [{ type: 2, ui_type: 'Rating', property: { max: 11 } }, 1254081],
  [{ type: 2, ui_type: 'Rating', property: { rating: { symbol: 'cat' } } }, 1254081],
  [{ type: 3, property: { options: 'a' } }, 1254082],
  [{ type: 3, property: { options: [{ name: 'a', color: 55 }] } }, 1254082],
  [{ type: 3, property: { options: [{ id: 'optUnknown', name: 'a' }] } }, 1254082],
  [{ type: 3, property: { options: [{ name: '' }] } }, 1254026],
  [{ type: 4, property: { options: [{ name: 'a', color: -1 }] } }, 1254083],
  [{ type: 5, property: { date_formatter: 'dd.MM.yyyy' } }, 1254084],
  [{ type: 7, property: {} }, 1254085],
  [{ type: 11, property: { multiple: 'yes' } }, 1254086],
  [{ type: 15, property: {} }, 1254087],
  [{ type: 17, property: { multiple: true } }, 1254088],
  [{ type: 18 }, 1254089],
  [{ type: 18, property: { table_id: 'tblNowhere00000' } }, 1254089],
  [{ type: 20, property: { formatter: '0.00000' } }, 1254091],
  [{ type: 21, property: { multiple: true } }, 1254092],
  [{ type: 1001, property: { date_formatter: 1 } }, 1254093],
  [{ type: 1002, property: { date_formatter: '' } }, 1254094],
  [{ type: 1003, property: { multiple: true } }, 1254095],
  [{ type: 1004, property: { multiple: true } }, 1254096],
  [{ type: 22, property: { location: { input_type: 'anywhere' } } }, 1254001],
  [{ type: 1005, property: { auto_serial: { type: 'roman' } } }, 1254001],
  [{ type: 19 }, 1254012],
  [{ type: 24 }, 1254012],
  [{ type: 3001 }, 1254012],
  [{ type: 6 }, 1254012],
  [{ type: 1, ui_type: 'Number' }, 1254012],
  [{ type: '1' }, 1254001],
  [{}, 99992402],
];

describe('the property of a new field', () => {
  it.each(kept)('keeps of %j the property %j', (spec, property) => {
    const { table } = fixture();
    const field = create(table, { field_name: 'New', ...spec });
    expect(field.property).toEqual(property);
    expect(list(table).items.at(-1)).toMatchObject({ field_id: field.field_id, property });
  });

  it.each(refused)('refuses %j with %i', (spec, code) => {
    const { table } = fixture();
    expect(codeOf(() => create(table, { field_name: 'New', ...spec }))).toBe(code);
    expect(table.table.fields).toHaveLength(1);
  });

  it('asks formulas for the type of their result where the base says so', () => {
    const { base, table } = fixture();
    base.base.formulaType = 2;
    const formula = { field_name: 'F', type: 20, property: { formula_expression: '1' } };
    expect(codeOf(() => create(table, formula))).toBe(1254091);
    const type = { data_type: 2, ui_type: 'Currency' };
    const ui_property = { formatter: '0', currency_code: 'USD' };
    const typed = { ...formula.property, type: { ...type, ui_property } };
    expect(create(table, { ...formula, property: typed }).property.type).toEqual({
      ...type,
      ui_property,
    });
  });

  it.each(['REGEXREPLACE("a","b","c")', '[Text]&"!"', 'IF(1>0，"a","b")', 'ROUND()'])(
    'refuses a formula that it cannot compute with the functions that it can: %s',
    (formula_expression) => {
      const field = { field_name: 'F', type: 20, property: { formula_expression } };
      const { code, detail } = refusalOf(() => create(fixture().table, field));
      expect(code).toBe(1254091);
      expect(JSON.stringify(detail)).toContain('REPLACE, RIGHT, SPLIT, SUBSTITUTE');
      const lenient = new TestBase({ formulaCheck: 'keep' }).table('T', {
        field_name: 'Text',
        type: 1,
      });
      expect(create(lenient, field).property).toMatchObject({ formula_expression });
    },
  );

  it('is refused with the name of the wrong setting', () => {
    const { table } = fixture();
    const property = { formatter: 'x', currency_code: 'CNY' };
    const { detail } = refusalOf(() =>
      create(table, { field_name: 'C', type: 2, ui_type: 'Currency', property }),
    );
    expect(detail?.message).toContain("'property.formatter'");
  });
});
