import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { InputError } from '../../../src/core/errors.js';
import { catalogue, type EndpointName } from '../../../src/endpoints/catalogue.js';
import { inputSchema } from '../../../src/tools/answer/schema.js';
import { parseInput } from '../../../src/tools/input/parse.js';
import { cpuMs } from '../../support/cpu-time.js';
import { wordedIssue } from '../../support/worded-issue.js';

const tableRef = { app_token: 'bascExample', table_id: 'tblExample0000001' };

function parse(name: EndpointName, input: unknown) {
  return parseInput(inputSchema(catalogue[name]), input);
}

/** What an agent reads about refused arguments. */
function refusal(name: EndpointName, input: unknown): string {
  try {
    parse(name, input);
  } catch (error) {
    if (error instanceof InputError) {
      return error.issues
        .map(wordedIssue)
        .map((issue) => `${issue.path} ${issue.problem} | ${issue.allowed ?? ''}`)
        .join('\n');
    }
    throw error;
  }
  throw new Error('was not refused');
}

describe('what was written in another form is read, and noted', () => {
  it('takes a list as JSON text', () => {
    const { args, notes } = parse('bitable_records_batch_delete', {
      ...tableRef,
      records: '["rec1","rec2"]',
    });
    expect(args.records).toEqual(['rec1', 'rec2']);
    expect(notes).toEqual(['records: text was read as a list']);
  });

  it('takes an object within a list as JSON text', () => {
    const { args } = parse('bitable_records_batch_create', {
      ...tableRef,
      records: ['{"fields":{"a":1}}'],
    });
    expect(args.records).toEqual([{ fields: { a: 1 } }]);
  });

  it('takes objects in a list that is itself text', () => {
    const records = JSON.stringify([JSON.stringify({ fields: { a: 1 } })]);
    const { args, notes } = parse('bitable_records_batch_create', { ...tableRef, records });
    expect(args.records).toEqual([{ fields: { a: 1 } }]);
    expect(notes).toHaveLength(2);
  });

  it('takes numbers and booleans as text', () => {
    const { args } = parse('bitable_records_search', {
      ...tableRef,
      limit: '20',
      automatic_fields: 'True',
    });
    expect(args).toMatchObject({ limit: 20, automatic_fields: true });
  });

  it('takes the arguments as a whole as text', () => {
    expect(parse('bitable_tables_list', '{"app_token":"bascExample"}').args).toEqual({
      app_token: 'bascExample',
    });
  });

  it('takes numbers, booleans and single values in a filter as the texts that the vendor wants', () => {
    const condition = (value?: unknown) => ({ field_name: 'a', operator: 'is', value });
    const conditions = [[5], 5, [true], ['ExactDate', 1_700_000_000_000], undefined].map(condition);
    const filter = { conjunction: 'and', conditions };
    const { args } = parse('bitable_records_search', { ...tableRef, filter });
    const read = z.object({ conditions: z.array(z.object({ value: z.array(z.string()) })) });
    const values = read.parse(args.filter).conditions.map(({ value }) => value);
    expect(values).toEqual([['5'], ['5'], ['true'], ['ExactDate', '1700000000000'], []]);
  });

  it('leaves text in cells alone', () => {
    const records = [{ fields: { 编号: '007', 开关: 'true', 列表: '[1]' } }];
    const { args, notes } = parse('bitable_records_batch_create', { ...tableRef, records });
    expect(args.records).toEqual(records);
    expect(notes).toEqual([]);
  });

  it('does not take text within text without end', () => {
    const deep = [1, 2, 3, 4, 5, 6].reduce<string>((text) => JSON.stringify([text]), '["rec1"]');
    expect(() => parse('bitable_records_batch_delete', { ...tableRef, records: deep })).toThrow(
      InputError,
    );
  });
});

describe('what is wrong is named, with what is allowed', () => {
  it.each([
    [
      'a misspelt argument',
      'bitable_records_search',
      { ...tableRef, fliter: {} },
      'fliter',
      'did you mean filter?',
    ],
    [
      'an argument in another case',
      'bitable_records_search',
      { ...tableRef, fieldNames: [] },
      'fieldNames',
      'did you mean field_names?',
    ],
    [
      'a misspelt key within',
      'bitable_records_search',
      { ...tableRef, sort: [{ field: 'a' }] },
      'sort[0].field',
      'field_name',
    ],
    ['a missing argument', 'bitable_tables_list', {}, 'app_token is required', 'Base token'],
    [
      'a wrong type',
      'bitable_records_get',
      { ...tableRef, record_id: 7 },
      'record_id was 7',
      'a string',
    ],
    [
      'an empty list',
      'bitable_records_batch_create',
      { ...tableRef, records: [] },
      'records was an empty list',
      'at least 1 item',
    ],
    [
      '0 as limit',
      'bitable_records_search',
      { ...tableRef, limit: 0 },
      'limit was 0',
      'at least 1',
    ],
    [
      '10,001 as limit',
      'bitable_records_search',
      { ...tableRef, limit: 10_001 },
      'limit was 10001',
      'at most 10000',
    ],
    [
      'a half record as limit',
      'bitable_records_search',
      { ...tableRef, limit: 1.5 },
      'limit was 1.5',
      'an integer',
    ],
    [
      'a wrong word',
      'bitable_records_search',
      { ...tableRef, user_id_type: 'openid' },
      'user_id_type was "openid"',
      '"open_id"?',
    ],
    [
      "the vendor's page_token",
      'bitable_records_search',
      { ...tableRef, page_token: 'x' },
      'page_token is not an argument',
      'did you mean cursor?',
    ],
    [
      'half of a name',
      'bitable_fields_create',
      { ...tableRef, name: 'a', type: 1 },
      'name is not an argument',
      'did you mean field_name?',
    ],
    [
      'a path in an id',
      'bitable_tables_list',
      { app_token: '../../auth' },
      'app_token was "../../auth"',
      'letters, digits',
    ],
    [
      'a question mark in an id',
      'bitable_tables_list',
      { app_token: 'a?b' },
      'app_token was "a?b"',
      'letters, digits',
    ],
    [
      'a line break in an id',
      'bitable_tables_list',
      { app_token: 'a\r\nb' },
      'app_token was',
      'letters, digits',
    ],
    [
      'a line break at the end of an id',
      'bitable_tables_list',
      { app_token: 'abc\n' },
      'app_token was',
      'letters, digits',
    ],
    [
      'an empty id',
      'bitable_tables_list',
      { app_token: '' },
      'app_token was ""',
      'letters, digits',
    ],
    [
      'a field type that cannot be created',
      'bitable_fields_create',
      { ...tableRef, field_name: 'a', type: 19 },
      'type was 19',
      'one of 1 (text), 2 (number)',
    ],
    [
      'a setting that no field has',
      'bitable_fields_create',
      { ...tableRef, field_name: 'a', type: 2, property: { format: '0' } },
      'property.format',
      'did you mean formatter?',
    ],
    [
      'a colour that does not exist',
      'bitable_fields_create',
      { ...tableRef, field_name: 'a', type: 3, property: { options: [{ name: 'x', color: 55 }] } },
      'property.options[0].color was 55',
      'at most 54',
    ],
    [
      'a client_token that is no UUID',
      'bitable_records_create',
      { ...tableRef, fields: {}, client_token: 'x' },
      'client_token was "x"',
      'a UUID',
    ],
    [
      'a list instead of arguments',
      'bitable_tables_list',
      [],
      'arguments was an empty list',
      'an object',
    ],
    [
      'nothing instead of arguments',
      'bitable_tables_list',
      null,
      'arguments was null',
      'an object',
    ],
  ] as const)('%s', (_, name, input, place, allowed) => {
    const text = refusal(name, input);
    expect(text).toContain(place);
    expect(text).toContain(allowed);
  });

  it('names every fault at once, up to twenty', () => {
    const records = Array.from({ length: 30 }, () => ({ fields: 1 }));
    const lines = refusal('bitable_records_batch_create', { ...tableRef, records }).split('\n');
    expect(lines[0]).toContain('records[0].fields was 1');
    expect(lines[20]).toContain('and 10 more');
  });
});

describe('what could do harm is refused quickly', () => {
  const hostile: readonly (readonly [string, () => unknown, string])[] = [
    [
      'a key __proto__',
      () =>
        JSON.parse('{"app_token":"a","table_id":"t","records":[{"fields":{"__proto__":{"x":1}}}]}'),
      'records[0].fields.__proto__',
    ],
    [
      'an integer beyond 2^53',
      () => ({ ...tableRef, records: [{ fields: { n: 2 ** 53 } }] }),
      'records[0].fields.n',
    ],
    [
      'a number that is none',
      () => ({ ...tableRef, records: [{ fields: { n: JSON.parse('1e400') } }] }),
      'records[0].fields.n',
    ],
    [
      'half a character',
      () => ({ ...tableRef, records: [{ fields: { t: 'a\ud800' } }] }),
      'records[0].fields.t',
    ],
    [
      'half a character in a key',
      () => ({ ...tableRef, records: [{ fields: { '\udc00': 1 } }] }),
      'records[0].fields',
    ],
    [
      'a text of 5 MB',
      () => ({ ...tableRef, records: [{ fields: { t: 'x'.repeat(5_000_000) } }] }),
      '100000 characters',
    ],
    [
      '20,000 nested lists',
      () => ({ ...tableRef, records: JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) }),
      'nested too deep',
    ],
    [
      '20,000 nested lists as text',
      () => ({ ...tableRef, records: `${'['.repeat(20_000)}${']'.repeat(20_000)}` }),
      'nested too deep',
    ],
    [
      'a list of 2 million numbers',
      () => ({ ...tableRef, records: new Array(2_000_000).fill(0) }),
      'too many values',
    ],
    [
      'a poisoned key within text',
      () => ({ ...tableRef, records: '[{"fields":{"__proto__":1}}]' }),
      '__proto__',
    ],
  ];

  it.each(hostile)('%s', (_, input, expected) => {
    const args = input();
    const start = cpuMs();
    expect(refusal('bitable_records_batch_create', args)).toContain(expected);
    expect(cpuMs() - start).toBeLessThan(1_000);
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });

  it('takes fields that are named like parts of every object', () => {
    const fields = { constructor: 'a', toString: 'b', hasOwnProperty: 'c' };
    const { args } = parse('bitable_records_create', { ...tableRef, fields });
    expect(args.fields).toEqual(fields);
  });

  it('takes 20,000 records in well under a second', () => {
    const records = Array.from({ length: 20_000 }, (_, n) => ({
      fields: { a: `x${n}`, b: n, c: true, d: null },
    }));
    const start = cpuMs();
    expect(
      parse('bitable_records_batch_create', { ...tableRef, records }).args.records,
    ).toHaveLength(20_000);
    expect(cpuMs() - start).toBeLessThan(1_000);
  });
});
