import { describe, expect, it } from 'vitest';
import { NameIndex } from '../../../src/core/choose.js';

const twins = [
  { id: 'fld1', name: 'Key' },
  { id: 'fld2', name: 'KEY' },
];
const tables = [
  { id: 'tbl1', name: '任务', others: ['tasks'] },
  { id: 'tbl2', name: 'Due  Date' },
];

describe('a text means', () => {
  it.each([
    ['tbl1', 'tbl1', false],
    ['任务', 'tbl1', false],
    ['tasks', 'tbl1', false],
    ['任务 ', 'tbl1', true],
    ['ＴＡＳＫＳ', 'tbl1', true],
    ['due date', 'tbl2', true],
  ])('%j: %s', (text, id, isFolded) => {
    expect(new NameIndex(tables).choose(text)).toMatchObject({ found: { id }, isFolded });
  });

  it('what it is exactly, also where others differ in case alone', () => {
    expect(new NameIndex(twins).choose('KEY').found?.id).toBe('fld2');
  });

  it('nothing for certain where several fit, and tells them', () => {
    expect(new NameIndex(twins).choose('key')).toEqual({
      found: undefined,
      fitting: twins,
      isFolded: true,
    });
  });

  it('nothing where nothing fits', () => {
    const index = new NameIndex(tables);
    expect(index.choose('任務').fitting).toEqual([]);
    expect(index.nearest('任务表')).toBe('任务');
  });

  it('what was added later, in every way', () => {
    const index = new NameIndex(tables);
    expect(index.choose('客户').found).toBeUndefined();
    index.add({ id: 'tbl3', name: '客户' });
    expect(['客户', 'TBL3', '客户 '].map((text) => index.choose(text).found?.id)).toEqual([
      'tbl3',
      undefined,
      'tbl3',
    ]);
  });

  it('one candidate, however often it is listed', () => {
    const [first] = tables;
    expect(new NameIndex([...tables, ...tables]).choose('任务').found).toEqual(first);
  });
});
