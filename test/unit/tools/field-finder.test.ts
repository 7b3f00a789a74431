import { describe, expect, it } from 'vitest';
import { InputError, type InputIssue } from '../../../src/core/errors.js';
import { fieldNamer, unknownField } from '../../../src/tools/bitable/query/field-finder.js';
import { wordedIssue } from '../../support/worded-issue.js';
import { field } from '../cells/fixtures/table-schema.js';

const schema = {
  tableId: 'tblExample0000001',
  timeZone: 'Asia/Shanghai',
  fields: ['工时', 'Key', 'KEY'].map((name) => field(1, { name })),
};

function issuesOf(name: string): readonly InputIssue[] {
  try {
    fieldNamer(schema)(name, 'field_names[0]');
  } catch (error) {
    return error instanceof InputError ? error.issues : [];
  }
  return [];
}

describe('a field in the arguments of a read', () => {
  it.each([
    ['工时', '工时'],
    ['fld工时', '工时'],
    ['工时 ', '工时'],
    ['KEY', 'KEY'],
  ])('%j is %s', (given, name) => {
    expect(fieldNamer(schema)(given, 'field_names[0]')).toBe(name);
  });

  it('is refused with the candidates where it could be several', () => {
    expect(issuesOf('key').map(wordedIssue)).toEqual([
      {
        path: 'field_names[0]',
        problem: 'is "key", which could be 2 fields',
        allowed: 'Key (fldKey), KEY (fldKEY)',
      },
    ]);
    expect(unknownField(schema, 'key', 'key_fields[0]').problem).toContain('could be 2 fields');
  });

  it('is refused with the nearest name and the options as data', () => {
    expect(issuesOf('工时数')).toMatchObject([
      { nearest: '工时', options: [{ name: '工时' }, { name: 'Key' }, { name: 'KEY' }] },
    ]);
  });
});
