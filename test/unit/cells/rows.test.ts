import { describe, expect, it } from 'vitest';
import { type LookupResult, lookupKey } from '../../../src/cells/write/lookup.js';
import { wordedIssue } from '../../support/worded-issue.js';
import { field, options, prepare } from './fixtures/table-schema.js';

const table = [
  field(1, { name: '任务' }),
  field(3, { name: '状态', property: options('未开始', '进行中') }),
  field(4, { name: '标签', property: options('客户') }),
  field(5, { name: '截止日期' }),
  field(11, { name: '负责人' }),
  field(17, { name: '附件' }),
  field(18, { name: '客户', property: { table_id: 'tblCustomers', table_name: '客户' } }),
  field(20, { name: '人天' }),
  field(1005, { name: '编号' }),
];

describe('the keys of a row', () => {
  it('are names or ids of fields, and become names', () => {
    const { finish } = prepare(table, [{ 任务: 'a', fld截止日期: null }]);
    expect(finish(new Map()).rows).toEqual([{ 任务: 'a', 截止日期: null }]);
  });

  it('may differ in width, case and blanks, which is noted', () => {
    const prepared = prepare([field(1, { name: 'Due Date' })], [{ ' ｄue  date': 'x' }]);
    expect(prepared.finish(new Map()).rows).toEqual([{ 'Due Date': 'x' }]);
    expect(prepared.notes).toEqual(['" ｄue  date" was taken as the field Due Date']);
  });

  it('are taken exactly where fields differ in case alone', () => {
    const twins = [field(1, { name: 'Key' }), field(1, { name: 'KEY' })];
    expect(prepare(twins, [{ Key: 'a', KEY: 'b' }]).finish(new Map()).rows).toEqual([
      { Key: 'a', KEY: 'b' },
    ]);
    expect(prepare(twins, [{ key: 'a' }]).issues.map(wordedIssue)).toMatchObject([
      {
        problem: 'could be 2 fields',
        allowed: expect.stringMatching(/^Key \(\w+\), KEY \(\w+\)$/),
      },
    ]);
  });

  it('are refused where they are unknown or read-only, each once for all rows, with the nearest name', () => {
    const row = { 截至日期: '2026-11-21', 编号: '1', 人天: 3 };
    expect(prepare(table, [row, row]).issues.map(wordedIssue)).toEqual([
      {
        path: 'records[0].fields.截至日期',
        problem: 'is no field of the table',
        allowed:
          'did you mean 截止日期? The fields are 任务, 状态, 标签, 截止日期, 负责人, 附件, 客户',
      },
      {
        path: 'records[0].fields.编号',
        problem: 'is read-only (auto number)',
        allowed: 'nothing: the vendor fills it in',
      },
      {
        path: 'records[0].fields.人天',
        problem: 'is read-only (formula)',
        allowed: 'nothing: the vendor works it out',
      },
    ]);
  });

  it('are left out, with a note, where the rows came as they were read', () => {
    const rows = [{ 任务: 'a', 编号: '1' }];
    const { finish, issues, notes } = prepare(table, rows, { skipReadOnly: true });
    expect(issues).toEqual([]);
    expect(notes).toEqual(['编号 is read-only (auto number) and was left out']);
    expect(finish(new Map()).rows).toEqual([{ 任务: 'a' }]);
  });

  it('name a field once', () => {
    expect(prepare(table, [{ 任务: 'a', fld任务: 'b' }]).issues).toEqual([
      {
        path: 'records[0].fields.fld任务',
        problem: 'names the field 任务 a second time',
        allowed: 'each field once',
      },
    ]);
  });

  it('may be called like parts of every object', () => {
    const odd = ['__proto__', 'constructor'].map((name) => field(1, { name }));
    const row = Object.fromEntries(odd.map(({ name }) => [name, name]));
    const [made] = prepare(odd, [row]).finish(new Map()).rows;
    expect(Object.entries(made ?? {})).toEqual(Object.entries(row));
  });
});

describe('faulty rows', () => {
  it('are all named, by row and field', () => {
    const { issues } = prepare(table, [
      { 任务: 'a', 截止日期: '2026-02-30' },
      { 任务: 'b' },
      { 状态: '进行', 截止日期: 'soon' },
    ]);
    expect(issues.map(({ path, problem }) => `${path} ${problem}`)).toEqual([
      'records[0].fields.截止日期 is "2026-02-30"',
      'records[2].fields.状态 is "进行", which is no option',
      'records[2].fields.截止日期 is "soon"',
    ]);
  });

  it('are counted beyond the twentieth', () => {
    const rows = Array.from({ length: 50 }, (_, index) => ({ 截止日期: `soon ${index}` }));
    const { issues } = prepare(table, rows);
    expect(issues).toHaveLength(21);
    expect(issues.at(-1)).toEqual({ path: '', problem: 'and 30 more' });
  });

  it('are named once where the same value is wrong in many', () => {
    const rows = Array.from({ length: 50 }, () => ({ 截止日期: 'soon' }));
    expect(prepare(table, rows).issues.map(({ problem }) => problem)).toEqual([
      'is "soon" (and in 49 more rows)',
    ]);
  });
});

describe('a new option', () => {
  const asked = { createOptions: true };

  it('is made on request, once however it is written', () => {
    const rows = [{ 标签: '紧急、VIP' }, { 标签: ['vip', '客户', 'a, b'] }, { 状态: '搁置' }];
    const { issues, newOptions, finish } = prepare(table, rows, asked);
    expect(issues).toEqual([]);
    expect(newOptions).toEqual([
      { field: '标签', names: ['紧急', 'VIP', 'a, b'] },
      { field: '状态', names: ['搁置'] },
    ]);
    expect(finish(new Map()).rows).toEqual([
      { 标签: ['紧急', 'VIP'] },
      { 标签: ['VIP', '客户', 'a, b'] },
      { 状态: '搁置' },
    ]);
  });

  it('is made of each name of a list that came as JSON text, and of no part of another text', () => {
    const { newOptions, notes } = prepare(table, [{ 标签: '["紧急","VIP"]' }], asked);
    expect(newOptions).toEqual([{ field: '标签', names: ['紧急', 'VIP'] }]);
    expect(notes).toEqual(['标签: text was read as a list']);
    const torn = prepare(table, [{ 标签: "['紧急', 'VIP']" }], asked);
    expect(torn.newOptions).toEqual([]);
    expect(torn.issues).toMatchObject([
      { problem: `is "['紧急', 'VIP']", which is no list in JSON` },
    ]);
    const named = prepare(table, [{ 标签: '[A]、[B]' }], asked);
    expect(named.newOptions).toEqual([{ field: '标签', names: ['[A]', '[B]'] }]);
  });

  it('is noted where an option was taken that is spelt a little otherwise', () => {
    const { notes, newOptions } = prepare(table, [{ 状态: '进行中 ' }, { 状态: '进行中 ' }], asked);
    expect(newOptions).toEqual([]);
    expect(notes).toEqual([]);
    const cased = prepare([field(3, { property: options('Done') })], [{ 字段: 'DONE' }]);
    expect(cased.notes).toEqual(['字段: "DONE" was taken as "Done"']);
  });
});

describe('the ids of people', () => {
  it.each([
    ['open_id', 'ou_1'],
    ['union_id', 'on_1'],
    ['user_id', 'g4b7f8e2'],
  ])('tell that they are of the kind %s', (type, id) => {
    expect(prepare(table, [{ 负责人: id }]).userIdType).toBe(type);
  });

  it('tell nothing where there are none', () => {
    expect(prepare(table, [{ 负责人: 'a@b.cn' }]).userIdType).toBeUndefined();
  });

  it('are of one kind in all rows', () => {
    expect(prepare(table, [{ 负责人: 'ou_1' }, { 负责人: 'on_1' }]).issues).toMatchObject([
      {
        path: 'records[1].fields.负责人',
        problem:
          'is "on_1", which is of the kind union_id, while this call names others by open_id',
      },
    ]);
  });

  it('are of the kind that was asked for, where one was', () => {
    const asked = { userIdType: 'user_id' } as const;
    expect(prepare(table, [{ 负责人: 'ou_1' }], asked).issues).toMatchObject([
      { problem: 'is "ou_1", which is of the kind open_id, but user_id_type is user_id' },
    ]);
    expect(prepare(table, [{ 负责人: 'alice' }], asked).issues).toEqual([]);
  });
});

describe('what must be looked up', () => {
  const rows = [
    { 负责人: 'li.si@example.com', 客户: ['华星科技', 'recEx1mPl9'] },
    { 负责人: ['ou_1', { email: 'LI.SI@example.com' }], 附件: './scans/a.png' },
    { 任务: 'a', 客户: '华星科技' },
  ];

  it('is said, each thing once', () => {
    const { issues, needs } = prepare(table, rows);
    expect(issues).toEqual([]);
    expect(needs.map(lookupKey)).toEqual([
      'person li.si@example.com',
      'record one tblCustomers 华星科技',
      'file ./scans/a.png',
    ]);
  });

  const found = new Map<string, LookupResult>([
    ['person li.si@example.com', { id: 'ou_1' }],
    ['record one tblCustomers 华星科技', { id: 'recEx2mPl8' }],
    ['file ./scans/a.png', { id: 'boxcnExample' }],
  ]);

  it('comes into the rows once it was found', () => {
    expect(prepare(table, rows).finish(found)).toEqual({
      rows: [
        { 负责人: [{ id: 'ou_1' }], 客户: ['recEx2mPl8', 'recEx1mPl9'] },
        { 负责人: [{ id: 'ou_1' }], 附件: [{ file_token: 'boxcnExample' }] },
        { 任务: 'a', 客户: ['recEx2mPl8'] },
      ],
      issues: [],
    });
  });

  it('is an issue of its cell where it was not found', () => {
    const findings = new Map<string, LookupResult>([
      ...found,
      [
        'record one tblCustomers 华星科技',
        { problem: 'is the title of 2 records', allowed: 'rec1 or rec2' },
      ],
      ['person li.si@example.com', { problem: 'is nobody of this tenant' }],
    ]);
    expect(prepare(table, rows.slice(1)).finish(findings).issues).toEqual([
      {
        path: 'records[0].fields.负责人',
        problem: 'is nobody of this tenant',
        allowed: 'an open_id (ou_…), union_id, user_id or e-mail address, or a list of them',
      },
      {
        path: 'records[1].fields.客户',
        problem: 'is the title of 2 records',
        allowed: 'rec1 or rec2',
      },
    ]);
  });

  it('counts for what a cell holds only once it was found', () => {
    const single = [field(11, { property: { multiple: false } })];
    const { finish } = prepare(single, [{ 字段: ['ou_1', 'li.si@example.com'] }]);
    expect(finish(found).rows).toEqual([{ 字段: [{ id: 'ou_1' }] }]);
    const other = new Map<string, LookupResult>([['person li.si@example.com', { id: 'ou_2' }]]);
    expect(finish(other).issues).toMatchObject([{ problem: 'names 2 people' }]);
  });

  it.each(['/tmp/a.png', 'C:\\scans\\a.png', 'a.png', '报告.docx', '~/a', '../b/a.tar.gz'])(
    'is a local file where the text looks like a path: %s',
    (path) => {
      expect(prepare(table, [{ 附件: path }]).needs).toEqual([{ kind: 'file', path }]);
    },
  );
});

describe('twenty thousand rows of ten fields', () => {
  const fields = [
    ...table.slice(0, 5),
    field(2, { name: '工时' }),
    field(7, { name: '完成' }),
    field(13, { name: '电话' }),
    field(15, { name: '链接' }),
    field(1, { name: '备注' }),
  ];
  const rows = Array.from({ length: 20_000 }, (_, index) => ({
    任务: `任务 ${index}`,
    状态: ['未开始', '进行中'][index % 2] ?? null,
    标签: ['客户'],
    截止日期: `2026-${String((index % 12) + 1).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}`,
    负责人: `ou_${index % 50}`,
    工时: `1,${100 + (index % 900)}.5`,
    完成: index % 2 === 0 ? '是' : '否',
    电话: '138 0013 8000',
    链接: `https://example.com/${index}`,
    备注: '需要和销售确认交付时间',
  }));

  it('are made ready in less than a second of work', () => {
    const start = process.cpuUsage();
    const { issues, finish } = prepare(fields, rows);
    const finished = finish(new Map());
    const { user } = process.cpuUsage(start);
    expect([issues, finished.issues, finished.rows.length]).toEqual([[], [], rows.length]);
    expect(user / 1_000).toBeLessThan(1_000);
  });
});
