import { describe, expect, it } from 'vitest';
import { changesBetween, reportChanges } from '../../../src/tools/answer/changes.js';
import { renderResult } from '../../../src/tools/answer/render.js';

describe('changes in an answer', () => {
  it('are columns and rows, and a line a record in the text', () => {
    const { facts } = reportChanges(
      [
        { id: 'rec1', field: '状态', old: '进行中', new: '已完成' },
        { id: 'rec1', field: '标签', old: null, new: ['a'] },
        { id: 'rec2', field: '状态', old: null, new: '已完成' },
      ],
      'record_id',
    );
    expect(facts).toEqual({
      changes: {
        columns: ['record_id', 'field', 'old', 'new'],
        rows: [
          ['rec1', '状态', '进行中', '已完成'],
          ['rec1', '标签', null, ['a']],
          ['rec2', '状态', null, '已完成'],
        ],
      },
    });
    expect(renderResult({ updated: 2, ...facts }, []).text.split('\n')).toEqual([
      '{"updated":2}',
      'changes, old → new:',
      'rec1 状态: "进行中" → "已完成"; 标签: null → ["a"]',
      'rec2 状态: null → "已完成"',
    ]);
  });

  it('of one thing have no column for its id', () => {
    const { facts } = reportChanges([{ field: 'name', old: 'a', new: 'b' }]);
    expect(facts).toEqual({
      changes: { columns: ['field', 'old', 'new'], rows: [['name', 'a', 'b']] },
    });
    expect(renderResult(facts, []).text).toBe('{}\nchanges, old → new:\nname: "a" → "b"');
  });

  it('are left out where there are none', () => {
    expect(reportChanges([], 'record_id')).toEqual({ facts: {}, notes: [] });
  });

  it('are cut with a note where there is no room for all, long texts first', () => {
    const long = '字'.repeat(1_000);
    const many = Array.from({ length: 100 }, (_, index) => ({
      id: `rec${index}`,
      field: 'a',
      old: long,
      new: null,
    }));
    const { facts, notes } = reportChanges(many, 'record_id');
    expect(JSON.stringify(facts).length).toBeLessThan(21_000);
    expect(notes).toEqual([expect.stringMatching(/^changes shows \d+ of 100$/)]);
  });

  it('are the keys whose values differ', () => {
    const before = { a: 1, b: [1], c: null };
    expect(changesBetween(before, { a: 2, b: [1], d: 'x' })).toEqual([
      { field: 'a', old: 1, new: 2 },
      { field: 'd', old: null, new: 'x' },
    ]);
    expect(changesBetween(before, { a: 2 }, ['b'])).toEqual([{ field: 'b', old: [1], new: null }]);
  });
});
