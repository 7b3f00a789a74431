import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/core/nearest.js';

describe('the nearest word', () => {
  it.each([
    ['PSOT', ['GET', 'PUT', 'PATCH', 'POST', 'DELETE'], 'POST'],
    ['fliter', ['field_names', 'filter', 'sort'], 'filter'],
    ['截至日期', ['截止日期', '开始日期'], '截止日期'],
    ['进行', ['未开始', '进行中', '已完成'], '进行中'],
    ['name', ['field_name', 'type'], 'field_name'],
    ['完成', ['GET', 'PUT'], undefined],
  ])('to %s is found among those it may be', (word, words, expected) => {
    expect(nearest(word, words)).toBe(expected);
  });
});
