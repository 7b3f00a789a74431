import { describe, expect, it } from 'vitest';
import type { Field } from '../../../src/cells/field.js';
import type { Json } from '../../../src/core/json.js';
import { field, options, prepare, written } from './fixtures/table-schema.js';

type Taken = readonly [value: Json, cell: Json];

const noon = Date.UTC(2026, 10, 21, 4);
const steps = options('未开始', '进行中', 'Done');
const tags = options('客户', '紧急', 'VIP', 'Smith, John');
const percent = { property: { formatter: '0.00%' } };
const rating = { uiType: 'Rating', property: { min: 1, max: 5 } };
const progress = { uiType: 'Progress', property: { range_customize: true, min: 0, max: 100 } };
const linked = { property: { table_id: 'tblOther', table_name: '客户' } };

/** What each type takes, as people and agents write it and as the vendor does. */
const taken: readonly (readonly [type: string, of: Field, values: readonly Taken[]])[] = [
  [
    'text',
    field(1),
    [
      ['你好', '你好'],
      [' kept ', ' kept '],
      ['', ''],
      [42, '42'],
      [false, 'false'],
      [
        [
          { text: 'a', type: 'text' },
          { text: 'b', type: 'url', link: 'https://b' },
        ],
        'ab',
      ],
      [[], ''],
    ],
  ],
  [
    'a number',
    field(2),
    [
      [1.5, 1.5],
      ['1234.5', 1234.5],
      ['1,234,567.8', 1234567.8],
      ["1'234", 1234],
      ['1 234', 1234],
      ['１２３', 123],
      ['￥1,200', 1200],
      ['-$3.50', -3.5],
      ['US$ 12', 12],
      ['CNY 12', 12],
      ['12元', 12],
      ['12 EUR', 12],
      ['+.5', 0.5],
      ['1e3', 1000],
      ['−7', -7],
      ['12%', 0.12],
      ['1.1%', 0.011],
      ['１２％', 0.12],
      ['(1,234.50)', -1234.5],
      ['5-', -5],
      ['1,50,000', 150000],
      ['1\u202f234.5', 1234.5],
      ['1.500', 1.5],
      ['', null],
      ['  ', null],
    ],
  ],
  [
    'a number in percent',
    field(2, percent),
    [
      ['12%', 0.12],
      [0.12, 0.12],
      [12, 12],
    ],
  ],
  [
    'a rating',
    field(2, rating),
    [
      [5, 5],
      ['3', 3],
    ],
  ],
  [
    'a progress with a range',
    field(2, progress),
    [
      [0, 0],
      ['66.5', 66.5],
    ],
  ],
  [
    'an option',
    field(3, { property: steps }),
    [
      ['进行中', '进行中'],
      [' done ', 'Done'],
      ['ＤＯＮＥ', 'Done'],
      [['Done'], 'Done'],
      ['opt1', '进行中'],
      ['', null],
    ],
  ],
  [
    'several options',
    field(4, { property: tags }),
    [
      [
        ['客户', '紧急'],
        ['客户', '紧急'],
      ],
      ['客户, 紧急', ['客户', '紧急']],
      ['客户、vip', ['客户', 'VIP']],
      ['客户', ['客户']],
      ['Smith, John', ['Smith, John']],
      [['客户', ' 客户', '客户'], ['客户']],
      [['客户', ''], ['客户']],
      [[], []],
      ['', null],
    ],
  ],
  [
    'a date',
    field(5),
    [
      ['2026-11-21', Date.UTC(2026, 10, 20, 16)],
      ['2026-11-21T12:00', noon],
      ['2026-11-21T04:00:00Z', noon],
      [noon, noon],
      [noon / 1000, noon],
    ],
  ],
  [
    'a checkbox',
    field(7),
    [
      [true, true],
      ['是', true],
      ['Yes', true],
      ['✓', true],
      ['✔️', true],
      [1, true],
      ['1', true],
      [false, false],
      ['否', false],
      ['no', false],
      [0, false],
      ['FALSE', false],
    ],
  ],
  [
    'people',
    field(11),
    [
      [[{ id: 'ou_1' }], [{ id: 'ou_1' }]],
      ['ou_1', [{ id: 'ou_1' }]],
      ['ou_1, ou_2', [{ id: 'ou_1' }, { id: 'ou_2' }]],
      [{ id: 'ou_1', name: '张三', email: 'z@example.com' }, [{ id: 'ou_1' }]],
      [
        ['on_1', { id: 'on_2' }, 'on_1'],
        [{ id: 'on_1' }, { id: 'on_2' }],
      ],
      ['3e3cf901', [{ id: '3e3cf901' }]],
      [[], []],
    ],
  ],
  [
    'a phone number',
    field(13),
    [
      ['+86 138-0013-8000', '+8613800138000'],
      ['(010) 8888.6666', '01088886666'],
      ['１３８００１３８０００', '13800138000'],
      [13800138000, '13800138000'],
      ['13800001111.0', '13800001111'],
      ['', null],
    ],
  ],
  [
    'a link',
    field(15),
    [
      ['https://example.com/a', { text: 'https://example.com/a', link: 'https://example.com/a' }],
      ['[文档](https://example.com/a_(b))', { text: '文档', link: 'https://example.com/a_(b)' }],
      ['mailto:a@b.cn', { text: 'mailto:a@b.cn', link: 'mailto:a@b.cn' }],
      [
        { text: '文档', link: 'https://x' },
        { text: '文档', link: 'https://x' },
      ],
      [{ link: 'https://x' }, { text: 'https://x', link: 'https://x' }],
    ],
  ],
  [
    'files',
    field(17),
    [
      [[{ file_token: 'boxcnExample' }], [{ file_token: 'boxcnExample' }]],
      ['boxcnExample', [{ file_token: 'boxcnExample' }]],
      [
        [{ file_token: 'boxcnExample', name: 'a.png', size: 10 }, 'boxcnAnother'],
        [{ file_token: 'boxcnExample' }, { file_token: 'boxcnAnother' }],
      ],
    ],
  ],
  [
    'linked records',
    field(18, linked),
    [
      [['recEx1mPl9'], ['recEx1mPl9']],
      ['recEx1mPl9', ['recEx1mPl9']],
      ['recEx1mPl9, recEx2mPl8', ['recEx1mPl9', 'recEx2mPl8']],
      [{ link_record_ids: ['recEx1mPl9'] }, ['recEx1mPl9']],
      [[{ record_ids: ['recEx1mPl9'], table_id: 't', type: 'text' }], ['recEx1mPl9']],
      [{ record_id: 'recEx1mPl9' }, ['recEx1mPl9']],
    ],
  ],
  [
    'a place',
    field(22),
    [
      ['116.3,39.9', '116.3,39.9'],
      ['116.3， 39.9', '116.3,39.9'],
      [{ location: '-0.5,90', full_address: '…' }, '-0.5,90'],
      [[116.3, -39.9], '116.3,-39.9'],
    ],
  ],
  [
    'groups',
    field(23),
    [
      ['oc_1', [{ id: 'oc_1' }]],
      [[{ id: 'oc_1', name: '项目组' }], [{ id: 'oc_1' }]],
    ],
  ],
  ['a type that is newer than this', field(4001), [[{ x: 1 }, { x: 1 }]]],
];

describe.each(taken)('%s takes', (_, of, values) => {
  it.each(values.map(([value, cell]) => ({ value, cell })))('$value', ({ value, cell }) => {
    expect(written(of, value)).toEqual(cell);
  });

  it('null, which clears', () => {
    expect(written(of, null)).toBeNull();
  });
});

const structured = taken.filter(([, { type }]) => type !== 1 && type !== 4001);

it.each(
  structured.flatMap(([kind, of, values]) =>
    values
      .filter(([value]) => typeof value === 'object')
      .map(([value, cell]) => ({ kind, of, text: JSON.stringify(value), cell })),
  ),
)('$kind written as JSON text is the list or the object: $text', ({ of, text, cell }) => {
  expect(written(of, text)).toEqual(cell);
});

it.each([
  [field(1), '["a"]', '["a"]'],
  [field(3, { property: options('[A]', '[1]') }), '[A]', '[A]'],
  [field(3, { property: options('[A]', '[1]') }), '[1]', '[1]'],
  [field(4, { property: options('1', '2') }), '[1, 2]', ['1', '2']],
  [field(4, { property: options('[2024]') }), '[2024]', ['[2024]']],
])('%o takes %j, which only looks like JSON or is meant so, as %j', (of, text, cell) => {
  expect(written(of, text)).toEqual(cell);
});

type Refused = readonly [value: Json, problem: string | RegExp];

const refusals: readonly (readonly [type: string, of: Field, values: readonly Refused[]])[] = [
  [
    'text',
    field(1),
    [
      [{ a: 1 }, 'is {"a":1}'],
      [['a', 'b'], 'is ["a","b"]'],
      ['x'.repeat(100_001), 'has 100001 characters'],
    ],
  ],
  [
    'a currency',
    field(2, { uiType: 'Currency', property: { formatter: '0.00', currency_code: 'CNY' } }),
    [
      ['$5', 'is "$5", which is another currency than that of the field (CNY)'],
      ['5 €', 'is "5 €", which is another currency than that of the field (CNY)'],
    ],
  ],
  [
    'a number',
    field(2),
    [
      ['12 apples', 'is "12 apples"'],
      ['1,5', 'is "1,5"'],
      ['1,500', 'is "1,500", which could be 1500 or 1.5'],
      ['-12,750 kg', 'is "-12,750 kg"'],
      ['10²', 'is "10²"'],
      ['1.234,5', 'is "1.234,5"'],
      ['1,234 567', 'is "1,234 567"'],
      ['%', 'is "%"'],
      ['Infinity', 'is "Infinity"'],
      ['1e999', 'is "1e999"'],
      [true, 'is true'],
      [[1], 'is [1]'],
      [
        '12345678901234567',
        'is "12345678901234567", which has more digits than a number field keeps',
      ],
    ],
  ],
  [
    'a rating',
    field(2, rating),
    [
      [0, 'is 0'],
      [6, 'is 6'],
      ['2.5', 'is 2.5'],
    ],
  ],
  [
    'a progress with a range',
    field(2, progress),
    [
      [101, 'is 101'],
      ['-1', 'is -1'],
    ],
  ],
  [
    'an option',
    field(3, { property: steps }),
    [
      ['进行', 'is "进行", which is no option'],
      [['进行中', 'Done'], 'is ["进行中","Done"]'],
      [true, 'is true'],
    ],
  ],
  [
    'several options',
    field(4, { property: tags }),
    [
      [['客户', '机密'], 'is "机密", which is no option'],
      ['客户、机密', 'is "机密", which is no option'],
      [[{ name: '客户' }], 'is [{"name":"客户"}]'],
    ],
  ],
  [
    'a date',
    field(5),
    [
      ['2026-02-30', 'is "2026-02-30"'],
      [true, 'is true'],
      [45_000, 'is 45000'],
    ],
  ],
  [
    'a checkbox',
    field(7),
    [
      ['maybe', 'is "maybe"'],
      [2, 'is 2'],
      [[true], 'is [true]'],
    ],
  ],
  [
    'people',
    field(11),
    [
      ['张三', 'is "张三", which is no id of a person'],
      ['Alice', 'is "Alice", which is no id of a person'],
      ['oc_1', 'is "oc_1", which is no id of a person'],
      [[{ name: '张三' }], 'is {"name":"张三"}'],
      [
        ['ou_1', 'on_2'],
        'is "on_2", which is of the kind union_id, while this call names others by open_id',
      ],
    ],
  ],
  [
    'a phone number',
    field(13),
    [
      ['12 ext. 3', 'is "12 ext. 3"'],
      [13800138000.5, 'is 13800138000.5'],
      ['1.38E+10', 'is "1.38E+10"'],
      ['1'.repeat(65), /^is "1{59}…$/],
    ],
  ],
  [
    'a link',
    field(15),
    [
      ['some text', 'is "some text", not a URL'],
      ['example.com', 'is "example.com", not a URL'],
      [{ text: 'x' }, 'is {"text":"x"}'],
      [['https://x'], 'is ["https://x"]'],
    ],
  ],
  [
    'files',
    field(17),
    [
      [
        'https://example.com/a.png',
        'is "https://example.com/a.png", which is on the web: download it first',
      ],
      ['a png', 'is "a png"'],
      [[{ name: 'a.png' }], 'is {"name":"a.png"}'],
    ],
  ],
  [
    'a place',
    field(22),
    [
      ['北京', 'is "北京"'],
      ['39.9,116.3', 'is "39.9,116.3", but longitude comes first'],
      ['181,91', 'is "181,91", which is no place on earth'],
    ],
  ],
  ['groups', field(23), [['项目组', 'is "项目组"']]],
  [
    'linked records where nobody knows of which table',
    field(18),
    [['华星科技', /nobody knows which table/]],
  ],
];

describe.each(refusals)('%s does not take', (_, of, values) => {
  it.each(values.map(([value, problem]) => ({ value, problem })))(
    '$value',
    ({ value, problem }) => {
      const expected = typeof problem === 'string' ? problem : expect.stringMatching(problem);
      expect(written(of, value)).toMatchObject({
        path: 'records[0].fields.字段',
        problem: expected,
      });
    },
  );
});

describe('a cell holds so many', () => {
  const many = (count: number, of: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => of(index));
  const one = { property: { multiple: false, table_id: 'tblOther' } };
  const recordIdOf = (index: number) => `rec${String(index).padStart(3, '0')}aB3x`;

  it.each([
    ['people', field(11), 1_000, (index: number) => `ou_${index}`],
    ['records', field(18, linked), 500, recordIdOf],
    ['files', field(17), 100, (index: number) => `boxcnExample${index}`],
    ['groups', field(23), 10, (index: number) => `oc_${index}`],
    ['people', field(11, one), 1, (index: number) => `ou_${index}`],
    ['groups', field(23, one), 1, (index: number) => `oc_${index}`],
    ['records', field(21, one), 1, recordIdOf],
  ])('%s: %o takes %d', (unit, of, max, name) => {
    expect(written(of, many(max, name))).toHaveLength(max);
    expect(written(of, many(max + 1, name))).toMatchObject({
      problem: `names ${max + 1} ${unit}`,
      allowed: `at most ${max} in a cell of this field`,
    });
  });

  it('options: 1000', () => {
    const names = many(1_001, String);
    const of = field(4, { property: options(...names) });
    expect(written(of, names.slice(1))).toHaveLength(1_000);
    expect(written(of, names)).toMatchObject({ problem: 'names 1001 options' });
  });
});

describe('a refusal says what is allowed instead', () => {
  it.each<readonly [Field, Json, string]>([
    [field(2), 'x', 'a number such as 1234.5'],
    [field(2, percent), 'x', 'a number such as 0.12, which is "12%"'],
    [field(2, rating), 9, 'a whole number from 1 to 5'],
    [field(2, progress), 101, 'a number from 0 to 100'],
    [field(5), 'x', 'a date such as 2026-11-21, or 2026-11-21T09:30'],
    [
      field(3, { property: steps }),
      'Dome',
      'did you mean Done? It is one of 未开始, 进行中, Done; create_options: true makes a new one',
    ],
    [
      field(4, { property: tags }),
      '?',
      'a list of 客户, 紧急, VIP, Smith, John; create_options: true makes a new one',
    ],
    [
      field(3, { property: options() }),
      'x',
      'nothing yet, for the field has no options; create_options: true makes new ones',
    ],
    [
      field(18, linked),
      [{}, 7, {}, { a: 1 }],
      'the record_id or title of a record of 客户, or a list of them',
    ],
  ])('%o', (of, value, allowed) => {
    expect(written(of, value)).toMatchObject({ allowed });
  });
});

describe('words for days and instants are values of dates', () => {
  const now = Date.parse('2026-11-21T10:00:30.5+08:00');

  it.each([
    ['today', '2026-11-21T00:00+08:00'],
    [' Today - 7 ', '2026-11-14T00:00+08:00'],
    ['明天 18:00', '2026-11-22T18:00+08:00'],
    ['now', '2026-11-21T10:00:30+08:00'],
  ])('in a call: %s', (word, iso) => {
    expect(written(field(5), word, { now })).toBe(Date.parse(iso));
  });

  it('but words for several days are none', () => {
    expect(written(field(5), 'last week', { now })).toHaveProperty('problem');
  });

  it('and in a file, which may be of another day, they are refused', () => {
    expect(written(field(5), 'today')).toHaveProperty('problem');
  });

  it('and the answer says what they were read as', () => {
    const { notes } = prepare([field(5)], [{ 字段: 'today' }, { 字段: 'today' }], { now });
    expect(notes).toEqual(['字段: today was read as 2026-11-21']);
  });
});
