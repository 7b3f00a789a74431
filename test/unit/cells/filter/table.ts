import type { TableSchema } from '../../../../src/cells/field.js';
import {
  type CompiledFilter,
  type FilterOptions,
  prepareFilter,
} from '../../../../src/cells/filter/prepare.js';
import type { LookupResults } from '../../../../src/cells/write/lookup.js';
import { InputError, type InputIssue } from '../../../../src/core/errors.js';
import type { JsonObject } from '../../../../src/core/json.js';
import { wordedIssue } from '../../../support/worded-issue.js';

/** Saturday, 2026-11-21 10:00 in Shanghai. */
export const now = Date.parse('2026-11-21T10:00:00+08:00');

const fields: readonly (readonly [name: string, type: number, property?: JsonObject])[] = [
  ['标题', 1],
  [
    '状态',
    3,
    { options: ['未开始', '进行中', '暂停'].map((name, index) => ({ id: `opt${index}`, name })) },
  ],
  ['标签', 4, { options: ['红', '黄', '蓝'].map((name) => ({ id: `opt${name}`, name })) }],
  ['金额', 2],
  ['截止日期', 5],
  ['Due date', 5],
  ['完成', 7],
  ['负责人', 11],
  ['电话', 13],
  ['网址', 15],
  ['附件', 17],
  ['客户', 18, { table_id: 'tblCustomers' }],
  ['合计', 20],
  ['引用', 19],
  ['位置', 22],
  ['群', 23],
  ['阶段', 24],
  ['创建时间', 1001],
  ['创建人', 1003],
  [
    '编号',
    1005,
    {
      auto_serial: {
        type: 'custom',
        options: [
          { type: 'system_number', value: '3' },
          { type: 'fixed_text', value: 'no' },
          { type: 'created_time', value: 'yyyyMMdd' },
        ],
      },
    },
  ],
  ['流水', 1005, { auto_serial: { type: 'auto_increment_number', options: [] } }],
];

export function schemaIn(timeZone = 'Asia/Shanghai'): TableSchema {
  return {
    tableId: 'tblMain',
    timeZone,
    fields: fields.map(([name, type, property = {}], index) => ({
      id: `fld${index}`,
      name,
      type,
      uiType: '',
      isPrimary: index === 0,
      property,
    })),
  };
}

export function compiled(
  filter: string | JsonObject,
  findings: LookupResults = new Map(),
  options: Partial<FilterOptions> = {},
): CompiledFilter {
  return prepareFilter(filter, schemaIn(), { now, ...options }).finish(findings);
}

/** What is sent, short: `金额 is 5`, `(a or b)`; nothing where every row is asked for. */
export function sent(filter: string | JsonObject): string {
  return shortly(compiled(filter).filter);
}

// biome-ignore lint/suspicious/noExplicitAny: a filter of the vendor's, put into one line.
function shortly(filter: any): string {
  if (filter === undefined) return '';
  const conditions = (filter.conditions ?? []).map(
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    ({ field_name, operator, value }: any) => [field_name, operator, ...value.map(dated)].join(' '),
  );
  const children = (filter.children ?? []).map((child: unknown) => `(${shortly(child)})`);
  return [...conditions, ...children].join(` ${filter.conjunction} `);
}

/** Instants are written as days in Shanghai. */
function dated(value: string): string {
  const ms = Number(value);
  return value.length === 13 && Number.isInteger(ms)
    ? new Date(ms + 8 * 3_600_000).toISOString().replace('T00:00:00.000Z', '')
    : value;
}

/** What is wrong with a filter. */
export function issuesOf(filter: string | JsonObject): readonly InputIssue[] {
  try {
    prepareFilter(filter, schemaIn(), { now });
  } catch (error) {
    if (error instanceof InputError) return error.issues;
    throw error;
  }
  throw new Error('the filter was taken');
}

/** As the caller reads it. */
export function refusal(filter: string | JsonObject): string {
  return issuesOf(filter)
    .map(wordedIssue)
    .map(
      ({ path, problem, allowed }) => `${path} ${problem}${allowed ? `. Allowed: ${allowed}` : ''}`,
    )
    .join('\n');
}
