import { describe, expect, it } from 'vitest';
import type { Field } from '../../../src/cells/field.js';
import { describeField, isWritable } from '../../../src/cells/kinds/kinds.js';
import { readCell } from '../../../src/cells/read/reading.js';
import type { Json } from '../../../src/core/json.js';
import { field, schemaOf } from './fixtures/table-schema.js';

const person = {
  id: 'ou_1',
  name: '张三',
  en_name: 'Zhang San',
  email: 'z@example.com',
  avatar_url: 'https://a',
};
const group = { id: 'oc_1', name: '项目组', avatar_url: 'https://a' };
const file = {
  file_token: 'boxcnExample',
  name: 'a.png',
  type: 'image/png',
  size: 10,
  url: 'https://u',
  tmp_url: 'https://t',
};
const place = { location: '116.3,39.9', name: '天安门', full_address: '北京市 天安门' };
const midnight = Date.UTC(2026, 10, 20, 16);
const morning = Date.UTC(2026, 10, 21, 1, 30);
const withTime = { property: { date_formatter: 'yyyy-MM-dd HH:mm' } };
const formula = (formatter: string) => field(20, { property: { formatter } });
const segment = (text: string) => [{ text, type: 'text' }];

type Sample = readonly [
  what: string,
  field: Field,
  modern: Json,
  legacy: Json,
  plain: Json,
  /** Where the legacy encoding says more. */
  plainLegacy?: Json,
];

const samples: readonly Sample[] = [
  ['text', field(1), segment('你好'), '你好', '你好'],
  [
    'an e-mail address',
    field(1, { uiType: 'Email' }),
    [{ link: 'mailto:a@b.cn', text: 'a@b.cn', type: 'url' }],
    'a@b.cn',
    'a@b.cn',
  ],
  ['a number', field(2), 0.66, '0.66', 0.66],
  ['a number that was shown with zeros', field(2), 100, '100.00', 100],
  [
    'a number beyond 2^53',
    field(2),
    '12345678901234567890',
    '12345678901234567890',
    '12345678901234567890',
  ],
  ['an option', field(3), '进行中', '进行中', '进行中'],
  ['several options', field(4), ['a', 'b'], ['a', 'b'], ['a', 'b']],
  ['a date', field(5), midnight, midnight, '2026-11-21'],
  ['a date with a time', field(5), morning, morning, '2026-11-21T09:30:00+08:00'],
  ['midnight', field(5, withTime), midnight, midnight, '2026-11-21T00:00:00+08:00'],
  ['a ticked box', field(7), true, true, true],
  ['people', field(11), [person], [person], [{ id: 'ou_1', name: '张三', email: 'z@example.com' }]],
  ['a phone number', field(13), '+8610', '+8610', '+8610'],
  [
    'a link with a text',
    field(15),
    { link: 'https://x', text: 'x' },
    { link: 'https://x', text: 'x' },
    { text: 'x', link: 'https://x' },
  ],
  [
    'a link that is its own text',
    field(15),
    { link: 'https://x', text: 'https://x' },
    { link: 'https://x', text: 'https://x' },
    'https://x',
  ],
  [
    'files',
    field(17),
    [file],
    [file],
    [{ file_token: 'boxcnExample', name: 'a.png', size: 10, type: 'image/png', url: 'https://u' }],
  ],
  [
    'linked records',
    field(18),
    { link_record_ids: ['rec1', 'rec2'] },
    [
      {
        record_ids: ['rec1', 'rec2'],
        table_id: 't',
        text: 'a,b',
        text_arr: ['a', 'b'],
        type: 'text',
      },
    ],
    ['rec1', 'rec2'],
    [
      { id: 'rec1', text: 'a' },
      { id: 'rec2', text: 'b' },
    ],
  ],
  ['an empty link', field(21), {}, [], null],
  ['a place', field(22), place, place, { location: '116.3,39.9', full_address: '北京市 天安门' }],
  ['groups', field(23), [group], [group], [{ id: 'oc_1', name: '项目组' }]],
  ['when it was made', field(1001, withTime), morning, morning, '2026-11-21T09:30:00+08:00'],
  [
    'who made it',
    field(1003),
    [person],
    person,
    [{ id: 'ou_1', name: '张三', email: 'z@example.com' }],
  ],
  ['an automatic number', field(1005), '017', '017', '017'],
  ['a type that is newer than this', field(4001), { x: 1 }, { x: 1 }, { x: 1 }],
];

const formulas: readonly Sample[] = [
  ['a number', formula('0.00'), { type: 2, value: [75] }, segment('75'), 75],
  ['a number without a format', formula(''), { type: 2, value: [7.5] }, segment('7.5'), 7.5],
  ['a text', formula(''), { type: 1, value: segment('✅') }, segment('✅'), '✅'],
  [
    'digits that are no number',
    formula(''),
    { type: 1, value: segment('007') },
    segment('007'),
    '007',
  ],
  ['a condition', formula(''), { type: 7, value: [true] }, segment('true'), true],
  [
    'a date',
    formula('yyyy-MM-dd'),
    { type: 5, value: [midnight] },
    segment('2026-11-21'),
    '2026-11-21',
  ],
  [
    'a date with a time',
    formula('yyyy/MM/dd HH:mm'),
    { type: 5, value: [morning] },
    segment('2026/11/21 09:30'),
    '2026-11-21T09:30:00+08:00',
  ],
  [
    'a date without a format',
    formula(''),
    { type: 5, value: [midnight] },
    segment('2026/11/21'),
    '2026-11-21',
  ],
  [
    'a text by declaration',
    field(20, { property: { type: { data_type: 1 } } }),
    { type: 1, value: segment('128') },
    segment('128'),
    '128',
  ],
  [
    'a date by declaration',
    field(20, {
      property: { type: { data_type: 5, ui_property: { date_formatter: 'yyyy-MM-dd HH:mm' } } },
    }),
    { type: 5, value: [morning] },
    segment('2026-11-21 09:30'),
    '2026-11-21T09:30:00+08:00',
  ],
  ['nothing', formula(''), { type: 1, value: [] }, [], null],
];

describe.each([
  ['a cell', samples],
  ['the result of a formula', formulas],
])('%s reads the same from both encodings', (_, list) => {
  it.each(list.map((sample) => [sample[0], sample] as const))('%s', (_name, sample) => {
    const [, of, modern, legacy, plain, plainLegacy = plain] = sample;
    expect(readCell(modern, of, schemaOf(of))).toEqual(plain);
    expect(readCell(legacy, of, schemaOf(of))).toEqual(plainLegacy);
  });
});

describe('a lookup', () => {
  const read = (value: Json) => readCell(value, field(19), schemaOf());

  it.each([
    ['one text', { type: 1, value: segment('a') }, 'a'],
    [
      'texts of several records',
      { type: 1, value: [...segment('a'), ...segment('b')] },
      ['a', 'b'],
    ],
    ['several numbers', { type: 2, value: [1, 2] }, [1, 2]],
    [
      'people',
      { type: 11, value: [[person], [person]] },
      [
        { id: 'ou_1', name: '张三', email: 'z@example.com' },
        { id: 'ou_1', name: '张三', email: 'z@example.com' },
      ],
    ],
    ['options', { type: 4, value: [['a'], ['b', 'c']] }, ['a', 'b', 'c']],
    ['links', { type: 18, value: [{ link_record_ids: ['rec1'] }] }, ['rec1']],
  ])('of %s', (_, value, plain) => {
    expect(read(value)).toEqual(plain);
  });
});

describe('an empty cell', () => {
  it.each([1, 2, 3, 4, 5, 7, 11, 18, 20, 1003])('of type %d is null', (type) => {
    expect(readCell(undefined, field(type), schemaOf())).toBeNull();
    expect(readCell(null, field(type), schemaOf())).toBeNull();
  });

  it.each([4, 11, 17, 18, 23])('of type %d is null too where it is an empty list', (type) => {
    expect(readCell([], field(type), schemaOf())).toBeNull();
  });
});

describe('a word for a field', () => {
  it.each([
    [field(1), 'text', true],
    [field(1, { uiType: 'Email' }), 'email', true],
    [field(2, { uiType: 'Currency' }), 'currency', true],
    [field(4), 'multi-select', true],
    [field(19), 'lookup', false],
    [field(20), 'formula', false],
    [field(21), 'two-way link', true],
    [field(24), 'stage', false],
    [field(1002), 'modified time', false],
    [field(1005), 'auto number', false],
    [field(3001), 'button', false],
    [field(4001, { uiType: 'Signature' }), 'Signature', true],
  ])('%#: %o', (of, word, writable) => {
    expect(describeField(of)).toBe(word);
    expect(isWritable(of)).toBe(writable);
  });
});
