import { describe, expect, it } from 'vitest';
import { plainCell } from '../../../src/cells/read/plain.js';
import { toGrid } from '../../../src/cells/read/reading.js';
import type { JsonObject } from '../../../src/core/json.js';

const person = {
  id: 'ou_1',
  name: '黄泡泡',
  en_name: 'Paopao Huang',
  email: 'p@example.com',
  avatar_url: 'https://a',
};
const file = {
  file_token: 'boxcn1',
  name: 'a.png',
  type: 'image/png',
  size: 10,
  url: 'https://u',
  tmp_url: 'https://t',
};
const place = {
  location: '116.3,39.9',
  pname: '北京市',
  cityname: '',
  adname: '',
  address: '',
  name: '天安门',
  full_address: '北京市 天安门',
};

describe('a cell in plain form', () => {
  it.each([
    [
      'text in segments',
      [
        { type: 'text', text: '你好' },
        { type: 'url', text: '链接', link: 'https://x' },
      ],
      '你好[链接](https://x)',
    ],
    [
      'addresses within text, which are their own titles',
      [
        { type: 'url', text: 'https://x.cn/a', link: 'https://x.cn/a' },
        { type: 'url', text: 'x.cn', link: 'http://x.cn/' },
      ],
      'https://x.cn/ax.cn',
    ],
    [
      'a mention of a person within text',
      [{ type: 'mention', mentionType: 'User', token: 'ou', text: '张三' }],
      '@张三',
    ],
    [
      'a mention of a document within text',
      [
        {
          type: 'mention',
          mentionType: 'Docx',
          token: 'd',
          text: '纪要',
          link: 'https://x/docx/d',
        },
      ],
      '[纪要](https://x/docx/d)',
    ],
    [
      'rich text that a formula or a lookup gives',
      { type: 1, value: [{ type: 'url', text: '链接', link: 'https://x' }] },
      '[链接](https://x)',
    ],
    ['an e-mail address', [{ type: 'url', link: 'mailto:a@b.c', text: 'a@b.c' }], 'a@b.c'],
    ['legacy text', '你好', '你好'],
    ['a number', 0.66, 0.66],
    ['one option', '进行中', '进行中'],
    ['several options', ['a', 'b'], ['a', 'b']],
    ['no options', [], []],
    ['a ticked box', true, true],
    ['people', [person], [{ id: 'ou_1', name: '黄泡泡', email: 'p@example.com' }]],
    [
      'one person, as legacy created_by',
      person,
      { id: 'ou_1', name: '黄泡泡', email: 'p@example.com' },
    ],
    ['a link', { link: 'https://x', text: 'x' }, { link: 'https://x', text: 'x' }],
    [
      'files',
      [file],
      [{ file_token: 'boxcn1', name: 'a.png', size: 10, type: 'image/png', url: 'https://u' }],
    ],
    ['linked records', { link_record_ids: ['rec1', 'rec2'] }, ['rec1', 'rec2']],
    [
      'legacy linked records',
      [{ record_ids: ['rec1'], table_id: 't', text: 'a', text_arr: ['a'], type: 'text' }],
      [{ id: 'rec1', text: 'a' }],
    ],
    [
      'legacy linked records of the documents (A29), whose titles stand in one text',
      [{ record_ids: ['rec1', 'rec2'], table_id: 't', text: '第一行,第二行', type: 'text' }],
      [
        { id: 'rec1', text: '第一行' },
        { id: 'rec2', text: '第二行' },
      ],
    ],
    [
      'legacy linked records whose titles cannot be told apart',
      [{ record_ids: ['rec1', 'rec2'], table_id: 't', text: 'a,b,c', type: 'text' }],
      ['rec1', 'rec2'],
    ],
    ['an empty link', {}, null],
    ['a number formula', { type: 2, value: [75] }, 75],
    ['a text formula', { type: 1, value: [{ type: 'text', text: '✅' }] }, '✅'],
    ['a lookup of several numbers', { type: 2, value: [1, 2] }, [1, 2]],
    ['an empty formula', { type: 1, value: [] }, null],
    ['a place', place, { location: '116.3,39.9', full_address: '北京市 天安门' }],
    ['nothing', undefined, null],
    ['a shape nobody knows yet', { stage: 'x' }, { stage: 'x' }],
  ])('%s', (_, sent, plain) => {
    expect(plainCell(sent)).toEqual(plain);
  });
});

describe('records as a grid', () => {
  const records = [
    { record_id: 'rec1', id: 'rec1', fields: { a: 1, created_by: 'x' }, created_time: 5 },
    {
      record_id: 'rec2',
      id: 'rec2',
      fields: { b: [{ type: 'text', text: 'hi' }] },
      created_time: 6,
    },
  ];

  it('has every field that occurs, null where a record lacks it, and what stands beside the fields last', () => {
    expect(toGrid(records)).toEqual({
      columns: ['record_id', 'a', 'created_by', 'b', 'created_time'],
      rows: [
        ['rec1', 1, 'x', null, 5],
        ['rec2', null, null, 'hi', 6],
      ],
    });
  });

  it('has the columns that were asked for, in that order, also where no record fills them', () => {
    expect(toGrid(records, { fieldNames: ['c', 'b'] }).columns).toEqual([
      'record_id',
      'c',
      'b',
      'created_time',
    ]);
  });

  it('leaves cells as they were sent on request', () => {
    expect(toGrid(records, { fieldNames: ['b'], segments: true }).rows[1]?.[1]).toEqual([
      { type: 'text', text: 'hi' },
    ]);
  });

  it('gives every column a name of its own', () => {
    const clash = [
      { record_id: 'rec1', fields: { record_id: 'x', created_by: 'y' }, created_by: 'z' },
    ];
    expect(toGrid(clash)).toEqual({
      columns: ['record_id', 'record_id (field)', 'created_by (field)', 'created_by'],
      rows: [['rec1', 'x', 'y', 'z']],
    });
  });

  it('is not misled by fields named like parts of every object', () => {
    const odd: readonly JsonObject[] = [
      { record_id: 'rec1', fields: { constructor: 1 } },
      { record_id: 'rec2', fields: {} },
    ];
    expect(toGrid(odd).rows).toEqual([
      ['rec1', 1],
      ['rec2', null],
    ]);
  });
});
