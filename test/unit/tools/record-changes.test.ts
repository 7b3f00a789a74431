import { describe, expect, it } from 'vitest';
import type { TableSchema } from '../../../src/cells/field.js';
import { RecordChanges } from '../../../src/tools/bitable/write/record-changes.js';
import { SentCells } from '../../../src/tools/bitable/write/sent-cells.js';

const field = (name: string, type: number) => ({
  id: `fld${name}`,
  name,
  type,
  uiType: '',
  isPrimary: false,
  property: {},
});

const schema: TableSchema = {
  tableId: 'tbl1',
  timeZone: 'Asia/Shanghai',
  fields: [field('数', 2), field('文', 1), field('人', 11), field('日', 5)],
};

const done = { facts: { record_id: 'rec1' }, notes: [] };

describe('changes of records', () => {
  it('are what the vendor replies, and tell where that is not what was sent', () => {
    const changes = new RecordChanges(schema, new Map([['rec1', { 数: 1, 文: 'a' }]]));
    changes.addSent('rec1', { 数: 0.333, 文: ' b ' });
    const replies = [{ record_id: 'rec1', fields: { 数: 0.33, 文: 'b' } }];
    expect(changes.addTo(done, replies)).toEqual({
      facts: {
        record_id: 'rec1',
        changes: {
          columns: ['field', 'old', 'new'],
          rows: [
            ['数', 1, 0.33],
            ['文', 'a', 'b'],
          ],
        },
      },
      notes: ['rec1 数: stored 0.33 for 0.333', 'rec1 文: stored "b" for " b "'],
    });
  });

  it('read dates and people as answers do, and know people by the names that were stored', () => {
    const stored = new Map([['rec1', { 人: [{ id: 'ou_1', name: '张三' }], 日: '2026-11-21' }]]);
    const changes = new RecordChanges(schema, stored);
    changes.addSent('rec1', {
      人: [{ id: 'ou_2' }, { id: 'ou_1' }],
      日: Date.UTC(2026, 10, 21, 16),
    });
    const { facts } = changes.addTo(done, []);
    expect(facts['changes']).toMatchObject({
      rows: [
        ['人', [{ id: 'ou_1', name: '张三' }], [{ id: 'ou_2' }, { id: 'ou_1', name: '张三' }]],
        ['日', '2026-11-21', '2026-11-22'],
      ],
    });
  });

  it('are none where the same people stand in another order', () => {
    const stored = new Map([['rec1', { 人: [{ id: 'ou_1' }, { id: 'ou_2' }] }]]);
    const changes = new RecordChanges(schema, stored);
    changes.addSent('rec1', { 人: [{ id: 'ou_2' }, { id: 'ou_1' }] });
    expect(changes.addTo(done, [])).toEqual({
      facts: { record_id: 'rec1' },
      notes: ['unchanged: all of these values were stored already'],
    });
  });
});

it('new records tell which cells the vendor stored otherwise', () => {
  const rows = [{ 数: 1 }, { 数: 0.333 }];
  const replies = [
    { record_id: 'rec1', fields: { 数: 1 } },
    { record_id: 'rec2', fields: { 数: 0.33 } },
  ];
  const created = { facts: { created: 2 }, notes: [] };
  expect(new SentCells(schema, rows).report(created, replies)).toEqual({
    facts: { created: 2 },
    notes: ['rec2 数: stored 0.33 for 0.333'],
  });
});
