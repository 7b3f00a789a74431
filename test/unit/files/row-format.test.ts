import { describe, expect, it } from 'vitest';
import { formatOf } from '../../../src/files/rows/row-format.js';
import { refusalOf } from '../../support/folder-fixture.js';

describe('the format of a file', () => {
  it.each([
    ['a.csv', 'csv'],
    ['A.TSV', 'tsv'],
    ['a.b.json', 'json'],
    ['a.ndjson', 'jsonl'],
    ['a.xlsm', 'xlsx'],
  ])('of %s is %s', (name, format) => {
    expect(formatOf(name)).toBe(format);
  });

  it('is what the caller says, whatever its name', () => {
    expect(formatOf('a.txt', 'csv')).toBe('csv');
    expect(formatOf('a.csv', 'tsv')).toBe('tsv');
  });

  it.each([
    ['a.ods', 'is a .ods workbook', 'the sheet saved as .xlsx or as CSV (UTF-8)'],
    ['a.txt', 'does not tell its format', 'a format: csv, tsv, json, jsonl, xlsx'],
    ['csv', 'does not tell its format', 'a format: csv, tsv, json, jsonl, xlsx'],
    ['a.constructor', 'does not tell its format', 'a format: csv, tsv, json, jsonl, xlsx'],
  ])('of %s is not known: it %s', async (name, problem, allowed) => {
    const issue = await refusalOf(async () => formatOf(name, undefined, 'file'));
    expect(issue).toEqual({ path: 'file', problem, allowed });
  });
});
