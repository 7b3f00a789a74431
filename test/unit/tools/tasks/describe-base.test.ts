import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.js';
import type { Client } from '../../../../src/http/calls.js';
import type { Clock } from '../../../../src/http/clock.js';
import { addBase } from '../../../../src/sandbox/feishu/bitable/bases/base-store.js';
import { noTableRole } from '../../../../src/sandbox/feishu/bitable/roles/role-model.js';
import { addRole } from '../../../../src/sandbox/feishu/bitable/roles/roles.js';
import { addTable } from '../../../../src/sandbox/feishu/bitable/tables/table-store.js';
import { memberKey } from '../../../../src/sandbox/feishu/directory.js';
import { type RunningSandbox, startSandbox } from '../../../../src/sandbox/server.js';
import { maxAnswerTokens, textSize } from '../../../../src/tools/answer/budget.js';
import type { OperationName } from '../../../../src/tools/catalog/operations.js';
import { sandboxClient } from '../../../support/service-client.js';
import { newTable, type TableRef, tableAt } from '../../../support/table-fixture.js';
import { toolContext } from '../../../support/tool-context.js';
import { createToolbox } from '../../../support/toolbox.js';

// biome-ignore lint/suspicious/noExplicitAny: what comes back is asserted, not assumed.
type Facts = Record<string, any>;

let sandbox: RunningSandbox;
let client: Client;
let sample: TableRef;

beforeAll(async () => {
  sandbox = await startSandbox();
  client = sandboxClient(sandbox, { clock: hastyClock() });
  const url = new URL(sandbox.sampleUrl);
  sample = {
    app_token: url.pathname.split('/').at(-1) ?? '',
    table_id: url.searchParams.get('table') ?? '',
  };
});
afterAll(() => sandbox.close());

/** A clock that jumps over the waits between calls; nothing takes it to a deadline. */
function hastyClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    wallTime: () => now,
    sleep: (ms, signal) => {
      if (ms > 10_000) {
        return new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        });
      }
      now += ms;
      return Promise.resolve();
    },
  };
}

function toolbox(names: readonly OperationName[], as: Client = client) {
  const box = createToolbox(names, toolContext(as));
  const progress: number[] = [];
  const signal = new AbortController().signal;
  const run = { signal, progress: (done: number) => progress.push(done) };
  return { progress, run: (name: OperationName, args: object) => box.run(name, args, run) };
}

async function description(args: object, as?: Client): Promise<Facts> {
  const { run } = toolbox(['bitable_describe_base'], as);
  const { text, structured, isError } = await run('bitable_describe_base', args);
  expect(isError, text).toBe(false);
  return structured ?? {};
}

function sent(name: string): number {
  return sandbox.requests.filter((request) => request.name === name).length;
}

/** A base with tables of these fields, by table name. */
function newBase(tables: Readonly<Record<string, readonly JsonObject[]>>): string {
  const { bitable } = sandbox.world;
  const base = addBase(bitable, { name: '大库', folderToken: '', timeZone: 'Europe/Berlin' });
  for (const [name, fields] of Object.entries(tables)) {
    addTable(bitable, base, { name, fields });
  }
  return base.appToken;
}

function manyFields(count: number): readonly JsonObject[] {
  return Array.from({ length: count }, (_, index) => ({ field_name: `字段${index}`, type: 1 }));
}

function select(field_name: string, count: number): JsonObject {
  const options = Array.from({ length: count }, (_, index) => ({ name: `选项${index}` }));
  return { field_name, type: 3, property: { options } };
}

/** Of a role: it says nothing of any table. */
const silent = { tables: [], blocks: undefined, baseRule: undefined, name: undefined };

const id = (start: string) => `${start}\\w+`;
const like = (line: string) => expect.stringMatching(new RegExp(`^${line}$`));

describe('the tables of a base', () => {
  it('come with ids and sizes, and nothing else, where no more is asked for', async () => {
    const before = sent('bitable_fields_list');
    const facts = await description({ app_token: sample.app_token, detail: 'tables' });
    expect(facts).toEqual({
      app_token: sample.app_token,
      name: '项目管理示例',
      time_zone: 'Asia/Shanghai',
      advanced_permissions: false,
      tables: [
        { table_id: sample.table_id, name: '任务', records: 25 },
        { table_id: expect.stringMatching(/^tbl/), name: '客户', records: 8 },
      ],
    });
    expect(sent('bitable_fields_list')).toBe(before);
  });

  it('come with their fields, each in a line', async () => {
    const { tables } = await description({ app_token: sample.app_token });
    expect(tables[0].fields).toEqual([
      like(`任务名称: text ${id('fld')}, primary`),
      like(`状态: select ${id('fld')}, 未开始 \\| 进行中 \\| 已完成 \\| 已取消`),
      like(`标签: multi-select ${id('fld')}, 调研 .* 紧急`),
      like(`负责人: person ${id('fld')}`),
      like(`截止日期: date ${id('fld')}, yyyy-MM-dd`),
      like(`工时: number ${id('fld')}, 0.00`),
      like(`已验收: checkbox ${id('fld')}`),
      like(`地点: location ${id('fld')}`),
      like(`参考链接: url ${id('fld')}`),
      like(`联系电话: phone ${id('fld')}`),
      like(`创建时间: created time ${id('fld')}, read-only, yyyy-MM-dd HH:mm`),
      like(`编号: auto number ${id('fld')}, read-only`),
      like(`客户: link ${id('fld')}, → 客户, one at most`),
      like(`人天: formula ${id('fld')}, read-only, 0.00`),
    ]);
    expect(tables[0]).not.toHaveProperty('views');
  });

  it('cost few tokens: at most 18 a field of the sample, with its options', async () => {
    const { tables } = await description({ app_token: sample.app_token });
    const fields = tables.flatMap((table: Facts) => table['fields']);
    expect(fields).toHaveLength(18);
    expect(encode(JSON.stringify(fields)).length / fields.length).toBeLessThanOrEqual(18);
  });

  it('leave nothing to look up for a read that follows', async () => {
    const { run } = toolbox(['bitable_describe_base', 'bitable_records_search']);
    await run('bitable_describe_base', { app_token: sample.app_token });
    const before = sandbox.requests.length;
    await run('bitable_records_search', { ...sample, limit: 1 });
    expect(sandbox.requests.slice(before).map(({ name }) => name)).toEqual([
      'bitable_records_search',
    ]);
  });

  it('are read with progress that grows', async () => {
    const { run, progress } = toolbox(['bitable_describe_base']);
    await run('bitable_describe_base', { app_token: sample.app_token });
    expect(progress).toEqual([1, 2, 3, 4]);
  });
});

describe('one table', () => {
  it.each([
    ['its name', () => ({ app_token: sample.app_token, table_id: '任务' })],
    ['its id', () => sample],
  ])('is described by %s, with its views', async (_, args) => {
    const { tables } = await description(args());
    expect(tables).toHaveLength(1);
    expect(tables[0]).toMatchObject({ name: '任务', records: 25 });
    expect(tables[0].views).toEqual([
      like(`表格: grid ${id('vew')}`),
      like(`进行中的任务: grid ${id('vew')}`),
      like(`状态看板: kanban ${id('vew')}, locked`),
      like(`任务收集: form ${id('vew')}`),
    ]);
  });

  it('that a link happens to show does not hide the others', async () => {
    const { tables } = await description({ app_token: sandbox.sampleUrl });
    expect(tables.map(({ name }: Facts) => name)).toEqual(['任务', '客户']);
  });

  it('that is not there is refused with those that are', async () => {
    const { run } = toolbox(['bitable_describe_base']);
    const args = { app_token: sample.app_token, table_id: 'tblNowhere0000000' };
    const { text, isError } = await run('bitable_describe_base', args);
    expect(isError).toBe(true);
    expect(text).toContain('there is no table of that id or name');
    expect(text).toContain(`任务 (${sample.table_id})`);
  });
});

describe('a full description', () => {
  it('adds option ids, formulas, views with their filters, forms, dashboards and automations', async () => {
    const facts = await description({ app_token: sample.app_token, detail: 'full' });
    expect(facts).toMatchObject({
      dashboards: [like(`项目总览: ${id('blk')}`)],
      automations: [
        like('截止日期前提醒负责人: \\d+, Enable'),
        like('任务完成后通知客户: .*, Disable'),
      ],
    });
    const [{ fields, views }] = facts['tables'];
    expect(fields).toContainEqual(
      like(`状态: select ${id('fld')}, 未开始 \\(${id('opt')}, color 0\\) \\| .*`),
    );
    expect(fields).toContainEqual(
      like(`人天: formula .*, bitable::\\$table\\[${sample.table_id}\\]\\.\\$field\\[.*\\]/8`),
    );
    expect(views).toContainEqual(like(`进行中的任务: grid ${id('vew')}, filter: 状态 is 进行中`));
  });

  it('tells what a view hides, dates of its filter, and where a form is shared', async () => {
    const tableRef = newTable(
      sandbox,
      [],
      [
        { field_name: '名', type: 1 },
        { field_name: '到期', type: 5 },
      ],
    );
    const { views, fields } = tableAt(sandbox, tableRef);
    const { run } = toolbox([
      'bitable_views_update',
      'bitable_views_create',
      'bitable_forms_update',
    ]);
    const due = fields[1]?.fieldId;
    const ms = String(Date.parse('2026-11-21T00:00:00+08:00'));
    const condition = { field_id: due, operator: 'is', value: JSON.stringify(['ExactDate', ms]) };
    await run('bitable_views_update', {
      ...tableRef,
      view_id: views[0]?.viewId,
      property: {
        filter_info: { conjunction: 'and', conditions: [condition] },
        hidden_fields: [due],
      },
    });
    await run('bitable_views_create', { ...tableRef, view_name: '登记', view_type: 'form' });
    await run('bitable_forms_update', { ...tableRef, form_id: '登记', shared: true });
    const { tables } = await description({ app_token: tableRef.app_token, detail: 'full' });
    expect(tables[0].views).toEqual([
      like(`.*: grid ${id('vew')}, filter: 到期 is 2026-11-21, hides 到期`),
      like(`登记: form ${id('vew')}, shared at http.*/share/base/.*, shared_limit \\w+`),
    ]);
  });

  it('names the roles of a base with advanced permissions', async () => {
    const { app_token } = newTable(sandbox);
    const { bitable } = sandbox.world;
    const base = bitable.bases.get(app_token)!;
    base.isAdvanced = true;
    addRole(bitable, base, silent, '读者');
    const facts = await description({ app_token, detail: 'full' });
    expect(facts).toMatchObject({
      advanced_permissions: true,
      roles: [like(`读者: ${id('rol')}`)],
      notes: [expect.stringContaining('advanced permissions are on')],
    });
  });
});

describe('what a caller may not see', () => {
  it('is missing and named, and does not hide the rest', async () => {
    const { faults } = sandbox;
    const { app_token, table_id } = sample;
    faults.add({
      kind: 'code',
      code: 1254302,
      endpoint: 'bitable_fields_list',
      path: `*${table_id}*`,
    });
    faults.add({ kind: 'code', code: 99991672, endpoint: 'bitable_records_search', times: 2 });
    const { tables, notes } = await description({ app_token });
    faults.clear();
    expect(tables).toEqual([
      { table_id, name: '任务' },
      { table_id: expect.any(String), name: '客户', fields: expect.any(Array) },
    ]);
    expect(notes).toEqual([
      expect.stringMatching(/^not seen: records of 任务, records of 客户 \(Feishu 99991672/),
      expect.stringMatching(/^not seen: fields of 任务 \(Feishu 1254302/),
    ]);
  });

  it('is warned of where advanced permissions hide it without a word', async () => {
    const { world } = sandbox;
    const tableRef = newTable(sandbox);
    const base = world.bitable.bases.get(tableRef.app_token)!;
    const open = addTable(world.bitable, base, { name: '公开' });
    const role = addRole(world.bitable, base, silent, '读者');
    role.tables.set(open.tableId, { ...noTableRole, perm: 1 });
    const reader = { kind: 'user', id: 'ou_reader' } as const;
    role.members.set(memberKey(reader), reader);
    base.isAdvanced = true;
    const credentials = { userAccessToken: sandbox.userTokenOf(reader.id) };
    const facts = await description(
      { app_token: tableRef.app_token, detail: 'tables' },
      sandboxClient(sandbox, { credentials }),
    );
    expect(facts['tables']).toEqual([{ table_id: open.tableId, name: '公开', records: 0 }]);
    expect(facts['notes']).toEqual([expect.stringContaining('advanced permissions are on')]);
  });

  it('is the failure where it is the base itself', async () => {
    const { run } = toolbox(['bitable_describe_base']);
    const { text, isError } = await run('bitable_describe_base', {
      app_token: 'AW3Qbtr2cakCnesXzXVbbsrIcVT',
    });
    expect(isError).toBe(true);
    expect(text).toContain('91402');
  });
});

describe('a base that was just created', () => {
  it('is said to have blank records', async () => {
    const { run } = toolbox(['bitable_apps_create']);
    const { structured } = await run('bitable_apps_create', { name: '新库' });
    const { app } = (structured ?? {}) as Facts;
    const { tables, notes } = await description({ app_token: app.app_token });
    expect(tables[0].records).toBe(10);
    expect(notes).toEqual([expect.stringMatching(/: all 10 records are blank/)]);
  });

  it('is not, once one of its records says something', async () => {
    const tableRef = newTable(sandbox, [{}, {}, { 数量: 0 }]);
    const { notes } = await description(tableRef);
    expect(notes).toBeUndefined();
  });
});

/** Every third field a select of 30 options, the others texts with a description, numbers and dates. */
function mixedFields(count: number, descriptionLength = 60): readonly JsonObject[] {
  return Array.from({ length: count }, (_, index) => {
    const field_name = `字段${index}`;
    const description = { text: '说'.repeat(descriptionLength) };
    const others = [
      { field_name, type: 1, description },
      { field_name, type: index % 2 === 0 ? 2 : 5 },
    ];
    return index % 3 === 1 ? select(field_name, 30) : others[index % 3 === 0 ? 0 : 1]!;
  });
}

function namedTables(count: number, fields: readonly JsonObject[]): string {
  return newBase(Object.fromEntries([...Array(count).keys()].map((n) => [`表${n}`, fields])));
}

describe('a base whose tables are too many to be told closely', () => {
  it.each([
    [
      4,
      [
        like(`字段0: text ${id('fld')}, primary, 说+`),
        like(`字段1: select ${id('fld')}, 选项0 .* 选项29`),
      ],
      '',
    ],
    [
      7,
      [
        like(`字段0: text ${id('fld')}, primary, 说+`),
        like(`字段1: select ${id('fld')}, 选项0 .* 选项7 \\| … \\+22`),
      ],
      'only the first 8 options',
    ],
    [
      10,
      [
        like(`字段0: text ${id('fld')}, primary, 说+`),
        like(`字段1: select ${id('fld')}, 30 options`),
      ],
      'options are only counted;',
    ],
    [
      22,
      [like(`字段0: text ${id('fld')}, primary`), like(`字段1: select ${id('fld')}, 30 options`)],
      'descriptions and formats left out',
    ],
    [36, ['字段0: text, primary', '字段1: select, 30 options'], 'field ids left out'],
    [48, ['字段0: text', '字段1: select'], 'only names and types'],
  ])('has all of %i tables shortened alike', async (count, first, note) => {
    const app_token = namedTables(count, mixedFields(41));
    const { run } = toolbox(['bitable_describe_base']);
    const { text, structured } = await run('bitable_describe_base', { app_token });
    const { tables, notes = [''] } = (structured ?? {}) as Facts;
    expect(textSize(text)).toBeLessThanOrEqual(maxAnswerTokens);
    expect(tables).toHaveLength(count);
    for (const { fields } of tables) {
      expect(fields).toHaveLength(41);
      expect(fields.slice(0, 2)).toEqual(first);
    }
    expect(notes).toEqual([expect.stringContaining(note)]);
  });

  it('fits with all names and types of 60 tables of 41 fields', async () => {
    const app_token = namedTables(60, mixedFields(41));
    const { run } = toolbox(['bitable_describe_base']);
    const { text, structured } = await run('bitable_describe_base', { app_token });
    const { tables, notes } = (structured ?? {}) as Facts;
    expect(textSize(text)).toBeLessThanOrEqual(maxAnswerTokens);
    for (const { fields, records } of tables) {
      expect(records).toBe(0);
      expect(fields.map((line: string) => line.split(':')[0])).toEqual([
        'text',
        'select',
        'number',
        'date',
      ]);
      const names = fields.flatMap((line: string) => line.replace(/^.*?: /, '').split(' | '));
      expect(names.sort()).toEqual([...Array(41).keys()].map((n) => `字段${n}`).sort());
    }
    expect(notes).toEqual([expect.stringContaining('"type: name | name"')]);
  });

  it('has its records and fields asked for beside each other', async () => {
    const app_token = namedTables(12, manyFields(2));
    const before = sandbox.requests.length;
    await description({ app_token });
    const names = sandbox.requests.slice(before).map(({ name }) => name);
    const firstFields = names.indexOf('bitable_fields_list');
    expect(firstFields).toBeLessThan(names.lastIndexOf('bitable_records_search'));
    expect(names.filter((name) => name === 'bitable_records_search')).toHaveLength(12);
    expect(names.filter((name) => name === 'bitable_fields_list')).toHaveLength(12);
  });

  it('stays whole in full, as far as it fits', async () => {
    const app_token = namedTables(40, mixedFields(41));
    const { tables, notes } = await description({ app_token, detail: 'full' });
    expect(tables[0].fields[1]).toMatch(/选项29 \(opt\w+, color \d+\)$/);
    expect(tables.at(-1)).not.toHaveProperty('fields');
    expect(notes).toEqual([expect.stringContaining('ask for each with table_id')]);
  });
});

describe('a base that does not fit an answer', () => {
  it('shows what fits, and names every other table with what to ask next', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `表${index}`);
    const app_token = newBase(Object.fromEntries(names.map((name) => [name, manyFields(300)])));
    const before = sent('bitable_fields_list');
    const { run } = toolbox(['bitable_describe_base']);
    const { text, structured } = await run('bitable_describe_base', { app_token });
    const { tables, notes } = (structured ?? {}) as Facts;
    expect(textSize(text)).toBeLessThanOrEqual(maxAnswerTokens);
    expect(tables.map(({ name }: Facts) => name)).toEqual(names);
    expect(tables.every(({ records }: Facts) => records === 0)).toBe(true);
    const told = tables.filter(({ fields }: Facts) => fields !== undefined).length;
    expect(tables[0].fields).toEqual([
      `text: ${[...Array(300).keys()].map((n) => `字段${n}`).join(' | ')}`,
    ]);
    expect(told).toBeGreaterThan(1);
    expect(tables.slice(told).some((table: Facts) => 'fields' in table)).toBe(false);
    expect(notes).toEqual([
      expect.stringContaining('only names and types'),
      expect.stringContaining(
        `these ${100 - told} tables do not fit the answer: ask for each with table_id, from 表${told} (tbl`,
      ),
    ]);
    // What nobody will see is not read.
    expect(sent('bitable_fields_list') - before).toBeLessThanOrEqual(3 * (told + 9));
    const next = await description({ app_token, table_id: `表${told}` });
    expect(next['tables'][0].fields).toHaveLength(300);
  });

  it('counts options beyond fifty', async () => {
    const app_token = newBase({ 表: [{ field_name: '名', type: 1 }, select('选', 63)] });
    const { tables } = await description({ app_token });
    expect(tables[0].fields[1]).toMatch(/\| 选项49 \| … \+13$/);
  });

  it('shortens options where a single table is too large, and says so', async () => {
    const wide = Array.from({ length: 200 }, (_, index) => select(`选择${index}`, 60));
    const app_token = newBase({ 宽表: [{ field_name: '名', type: 1 }, ...wide] });
    const { run } = toolbox(['bitable_describe_base']);
    const { text, structured } = await run('bitable_describe_base', { app_token });
    const { tables, notes } = (structured ?? {}) as Facts;
    expect(textSize(text)).toBeLessThanOrEqual(maxAnswerTokens);
    expect(tables[0].fields).toHaveLength(201);
    expect(tables[0].fields[1]).toMatch(/选项7 \| … \+52$|, 60 options$/);
    expect(notes).toEqual([expect.stringContaining('宽表 is too large for one answer')]);
  });

  it('counts the fields that even then find no room', async () => {
    const long = Array.from({ length: 300 }, (_, index) => ({
      field_name: `${index}${'长'.repeat(180)}`,
      type: 1,
    }));
    const app_token = newBase({ 长: long });
    const { run } = toolbox(['bitable_describe_base']);
    const { text, structured } = await run('bitable_describe_base', { app_token });
    const [{ fields, fields_left_out }] = ((structured ?? {}) as Facts)['tables'];
    expect(textSize(text)).toBeLessThanOrEqual(maxAnswerTokens);
    expect(fields.length).toBeGreaterThan(90);
    expect(fields.length + fields_left_out).toBe(300);
  });
});
