import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/errors.js';
import { readGrid } from '../../../src/tools/bitable/read/grid.js';

function read(input: unknown, effect: 'create' | 'update' = 'update') {
  const notes: string[] = [];
  return { ...readGrid(input, (text) => notes.push(text), effect), notes };
}

function refusal(records: unknown): string {
  try {
    read({ records });
  } catch (error) {
    if (error instanceof InputError) {
      return error.issues
        .map(({ path, problem, allowed }) => `${path} ${problem}. ${allowed}`)
        .join();
    }
    throw error;
  }
  throw new Error('was not refused');
}

describe('records as columns and rows', () => {
  it('become records again, by id where the columns hold one', () => {
    const records = { columns: ['record_id', '名称', '数'], rows: [['rec1', '甲', null]] };
    expect(read({ records })).toEqual({
      input: { records: [{ record_id: 'rec1', fields: { 名称: '甲', 数: null } }] },
      asRead: true,
      notes: [],
    });
  });

  it('are new records without the ids of those that they were read from', () => {
    const records = { columns: ['record_id', '名称'], rows: [['rec1', '甲']] };
    const { input, notes } = read({ records }, 'create');
    expect(input).toEqual({ records: [{ fields: { 名称: '甲' } }] });
    expect(notes).toEqual(['record_id was left out: new records get ids of their own']);
  });

  it('are just their fields where a tool takes rows', () => {
    expect(read({ rows: { columns: ['名称'], rows: [['甲']] } }).input).toEqual({
      rows: [{ 名称: '甲' }],
    });
  });

  it('lose what stands beside the fields in an answer, and no field of such a name', () => {
    const columns = ['名称', 'created_time', 'created_time (field)'];
    const records = { columns, rows: [['甲', '2026-11-21', 'x']] };
    expect(read({ records }).input).toEqual({
      records: [{ fields: { 名称: '甲', created_time: 'x' } }],
    });
  });

  it.each([
    [
      'a row too short',
      { columns: ['a', 'b'], rows: [['1', '2'], ['1']] },
      'records.rows[1] has 1',
    ],
    ['a row too long', { columns: ['a'], rows: [['1', '2']] }, 'records.rows[0] has 2 cells'],
    ['a row that is none', { columns: ['a'], rows: ['x'] }, 'records.rows[0] is no list'],
    ['a column twice', { columns: ['a', 'b', 'a'], rows: [] }, 'records.columns names "a" twice'],
    [
      'a column that is no name',
      { columns: [1], rows: [] },
      'records.columns must be a list of names',
    ],
    ['rows that are no list', { columns: ['a'], rows: 'x' }, 'records.rows is no list'],
  ])('are refused with %s', (_, records, text) => {
    expect(refusal(records)).toContain(text);
  });

  it('leave everything else alone', () => {
    const input = { records: [{ fields: { 名称: '甲' } }] };
    expect(read(input)).toEqual({ input, asRead: false, notes: [] });
  });
});
