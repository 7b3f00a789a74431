import { describe, expect, it } from 'vitest';
import { toGrid } from '../../../src/cells/read/reading.js';
import { field, schemaOf } from './fixtures/table-schema.js';

const schema = schemaOf(
  field(1, { name: '任务' }),
  field(2, { name: '工时' }),
  field(5, { name: '截止日期' }),
  field(18, { name: '客户' }),
);
const records = [
  {
    record_id: 'rec1',
    id: 'rec1',
    fields: { 工时: '2.50', 任务: '调研', 客户: {} },
    created_time: 1795224600000,
    created_by: { id: 'ou_1', name: '张三', email: 'z@example.com' },
  },
  { record_id: 'rec2', id: 'rec2', fields: { 新字段: 'x', 任务: '设计' } },
];

describe('records as a grid by the schema of their table', () => {
  it('have the order of the table, the form of each field, and what stands beside the fields last', () => {
    expect(toGrid(records, { schema })).toEqual({
      columns: ['record_id', '任务', '工时', '新字段', 'created_time', 'created_by'],
      rows: [
        [
          'rec1',
          '调研',
          2.5,
          null,
          '2026-11-21T09:30:00+08:00',
          { id: 'ou_1', name: '张三', email: 'z@example.com' },
        ],
        ['rec2', '设计', null, 'x', null, null],
      ],
      emptyColumns: ['截止日期', '客户'],
    });
  });

  it('keep an empty column that was asked for by name', () => {
    const grid = toGrid(records, { schema, fieldNames: ['截止日期', '任务'] });
    expect(grid.columns.slice(0, 3)).toEqual(['record_id', '截止日期', '任务']);
    expect(grid).not.toHaveProperty('emptyColumns');
  });

  it('have all the columns of the table where there are no records', () => {
    expect(toGrid([], { schema })).toEqual({
      columns: ['record_id', '任务', '工时', '截止日期', '客户'],
      rows: [],
    });
  });

  it('leave text in its segments on request, and nothing else', () => {
    const segments = [{ text: '调研', type: 'text' }];
    const sent = [{ record_id: 'rec1', fields: { 任务: segments, 工时: '3' } }];
    expect(toGrid(sent, { schema, segments: true }).rows).toEqual([['rec1', segments, 3]]);
  });
});
