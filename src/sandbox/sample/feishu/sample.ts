import type { JsonObject } from '../../../core/json.js';
import { addBase } from '../../feishu/bitable/bases/base-store.js';
import { addDashboard } from '../../feishu/bitable/bases/blocks.js';
import { addField } from '../../feishu/bitable/fields/field-store.js';
import type { Base, Bitable, Scope } from '../../feishu/bitable/model.js';
import { createRecord } from '../../feishu/bitable/records/record-store.js';
import { putRichText } from '../../feishu/bitable/records/rich-text.js';
import { addTable } from '../../feishu/bitable/tables/table-store.js';
import { parseDate } from '../../feishu/bitable/time-zone.js';
import type { View, ViewFilter } from '../../feishu/bitable/views/view-model.js';
import { createView } from '../../feishu/bitable/views/view-store.js';
import type { CallIdentity, Person } from '../../feishu/directory.js';

const timeZone = 'Asia/Shanghai';

const customerFields = [
  { field_name: '客户名称', type: 1 },
  select('级别', 3, ['战略客户', '重点客户', '普通客户']),
  { field_name: '电话', type: 13 },
  { field_name: '备注', type: 1 },
];

const taskNumber = {
  type: 'custom',
  options: [
    { type: 'fixed_text', value: 'T-' },
    { type: 'system_number', value: '3' },
  ],
};

const taskFields = [
  { field_name: '任务名称', type: 1 },
  select('状态', 3, ['未开始', '进行中', '已完成', '已取消']),
  select('标签', 4, ['调研', '设计', '开发', '测试', '文档', '运营', '紧急']),
  { field_name: '负责人', type: 11, property: { multiple: true } },
  { field_name: '截止日期', type: 5, property: { date_formatter: 'yyyy-MM-dd' } },
  { field_name: '工时', type: 2, property: { formatter: '0.00' } },
  { field_name: '已验收', type: 7 },
  { field_name: '地点', type: 22 },
  { field_name: '参考链接', type: 15 },
  { field_name: '联系电话', type: 13 },
  { field_name: '创建时间', type: 1001, property: { date_formatter: 'yyyy-MM-dd HH:mm' } },
  { field_name: '编号', type: 1005, property: { auto_serial: taskNumber } },
];

/** Adds a small base to try things on: tasks, the customers that they link to, views, a form, and automations. */
export function addSample(bitable: Bitable, owner: Person, appId: string): Scope {
  const base = addBase(bitable, {
    name: '项目管理示例',
    folderToken: '',
    timeZone,
    ownerId: owner.open_id,
  });
  const identity: CallIdentity = { kind: 'user', openId: owner.open_id, appId };
  const tasks = addTable(bitable, base, { name: '任务', fields: taskFields });
  const customers = addTable(bitable, base, { name: '客户', fields: customerFields });
  const scope = { bitable, base, table: tasks };
  addComputedFields(scope, customers.tableId);
  addSampleViews(scope, owner);
  addSampleBlocks(bitable, base);
  const customerScope = { bitable, base, table: customers };
  const customerIds = addCustomers(customerScope, identity);
  addCustomerNote(customerScope, customerIds.get('华星科技') ?? '', owner);
  for (const task of sampleTasks) {
    createRecord(scope, taskCells(task, bitable, customerIds), 'open_id', identity);
  }
  return scope;
}

/** The fields that name another table or another field. */
function addComputedFields(scope: Scope, customersId: string): void {
  const { tableId, fields } = scope.table;
  const hours = fields.find((field) => field.name === '工时')?.fieldId;
  addField(scope, {
    field_name: '客户',
    type: 18,
    property: { table_id: customersId, multiple: false },
  });
  addField(scope, {
    field_name: '人天',
    type: 20,
    property: {
      formatter: '0.00',
      formula_expression: `bitable::$table[${tableId}].$field[${hours}]/8`,
    },
  });
}

/** The record ids of the customers, by name. */
function addCustomers(scope: Scope, identity: CallIdentity): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const [name = '', level = '', phone = ''] of sampleCustomers) {
    const fields = { 客户名称: name, 级别: level, 电话: phone };
    ids.set(name, createRecord(scope, fields, 'open_id', identity).recordId);
  }
  return ids;
}

/** Rich text, as a person writes it on the page: a mention of a person, one of a document, a titled link. */
function addCustomerNote({ table, ...scope }: Scope, recordId: string, owner: Person): void {
  const row = table.rows.get(recordId);
  if (row === undefined) return;
  const mention = { type: 'mention', mentionNotify: false } as const;
  putRichText({ ...scope, table }, row, '备注', [
    { text: '联系 ', type: 'text' },
    {
      ...mention,
      mentionType: 'User',
      name: owner.name,
      text: `@${owner.name}`,
      token: owner.open_id,
    },
    { text: '，方案见 ', type: 'text' },
    {
      ...mention,
      mentionType: 'Docx',
      text: '项目周会纪要',
      token: 'doxcnSandboxMinutes000000000',
      link: 'https://sandbox.invalid/docx/doxcnSandboxMinutes000000000',
    },
    { text: '，', type: 'text' },
    { text: '公司官网', link: 'https://example.com/huaxing', type: 'url' },
  ]);
}

/** One row of the written table in the shape that a call sends; empty places are left out. */
function taskCells(
  [name = '', ...cells]: readonly string[],
  { directory }: Bitable,
  customerIds: ReadonlyMap<string, string>,
): Readonly<Record<string, unknown>> {
  const [status, tags, owners, due, hours, accepted, customer, city, link, phone] = cells;
  const idOf = (person: string) => directory.people.find(({ name }) => name === person)?.open_id;
  const fields = {
    任务名称: name.replaceAll('\\n', '\n'),
    状态: status,
    标签: split(tags),
    负责人: split(owners)?.map((person) => ({ id: idOf(person) })),
    截止日期: due && parseDate(due, timeZone),
    工时: hours && Number(hours),
    已验收: accepted && accepted === '是',
    客户: customer && [customerIds.get(customer)],
    地点: city && sampleCities.get(city),
    参考链接: link && { text: '资料', link },
    联系电话: phone,
  };
  const filled = Object.entries(fields).filter(([, cell]) => cell !== undefined && cell !== '');
  return Object.fromEntries(filled);
}

function split(list: string | undefined): string[] | undefined {
  return list ? list.split(',') : undefined;
}

function select(field_name: string, type: number, names: readonly string[]): JsonObject {
  return { field_name, type, property: { options: names.map((name) => ({ name })) } };
}

/** What a base holds besides tables: a dashboard, automations and a workflow, which no call can create. */
function addSampleBlocks(bitable: Bitable, base: Base): void {
  const { ids } = bitable;
  addDashboard(bitable, base, '项目总览');
  base.workflows.push(
    { workflowId: ids.newWorkflowId(), title: '截止日期前提醒负责人', status: 'Enable' },
    { workflowId: ids.newWorkflowId(), title: '任务完成后通知客户', status: 'Disable' },
  );
  base.blockWorkflows.push({
    workflowId: ids.newWorkflowId(),
    title: '合同续签审批',
    status: 'Enable',
  });
}

/** The views of the tasks besides the first: a filtered one, a locked one, a form, and one of the owner's own. */
function addSampleViews({ bitable, table }: Scope, owner: Person): void {
  const running = createView(bitable, '进行中的任务', 'grid');
  running.property.filter_info = runningOnly({ bitable, table });
  const board: View = { ...createView(bitable, '状态看板', 'kanban'), publicLevel: 'Locked' };
  const form = createView(bitable, '任务收集', 'form');
  const own: View = {
    ...createView(bitable, '我的排期', 'gantt'),
    publicLevel: 'Private',
    privateOwner: owner.open_id,
  };
  table.views.push(running, board, form, own);
}

function runningOnly({ bitable, table }: Pick<Scope, 'bitable' | 'table'>): ViewFilter | null {
  const status = table.fields.find((field) => field.name === '状态');
  const running = status?.property?.options?.find((option) => option.name === '进行中');
  if (status === undefined || running === undefined) return null;
  const condition = {
    condition_id: bitable.ids.newConditionId(),
    field_id: status.fieldId,
    field_type: status.type,
    operator: 'is',
    value: JSON.stringify([running.id]),
  };
  return { conjunction: 'and', conditions: [condition] };
}

/** A company's customers: 客户名称, 级别, 电话 */
const sampleCustomers = rows(`
华星科技      | 战略客户 | 01062345678
蓝海物流      | 重点客户 | 02150801234
青云教育      | 普通客户 | 075586012345
远山医疗      | 重点客户 | 02885123456
晨光食品      | 普通客户 | 057187654321
Nordwind GmbH | 战略客户 | +493012345678
同舟保险      | 重点客户 | 02038765432
北辰能源      | 普通客户 | 02988901234
`);

/**
 * What is to be done for them: 任务名称, 状态, 标签, 负责人, 截止日期, 工时, 已验收, 客户, 地点, 参考链接, 联系电话
 * The last rows have the gaps, quotes and signs that real tables have.
 */
const sampleTasks = rows(`
需求调研           | 已完成 | 调研      | 张三        | 2026-10-09 | 24   | 是 | 华星科技      | 北京 | https://example.com/notes     | 13800138000
竞品分析           | 已完成 | 调研      | 陈晨        | 2026-10-12 | 16   | 是 | 华星科技      |      | https://example.com/report    |
原型设计           | 已完成 | 设计      | 林小雨      | 2026-10-20 | 40   | 是 | 华星科技      |      | https://example.com/prototype |
视觉规范           | 进行中 | 设计      | 林小雨      | 2026-11-30 | 32   | 否 | 华星科技      |      |                               |
数据库建模         | 已完成 | 开发      | 李四        | 2026-10-28 | 20   | 是 | 蓝海物流      | 上海 |                               |
接口联调           | 进行中 | 开发,紧急 | 李四,王五   | 2026-11-25 | 36   | 否 | 蓝海物流      | 上海 |                               | 13900139000
权限模块           | 进行中 | 开发      | 王五        | 2026-12-02 | 28   | 否 | 蓝海物流      |      |                               |
消息推送           | 未开始 | 开发      | 黄磊        | 2026-12-10 | 18   |    | 蓝海物流      |      |                               |
报表导出           | 未开始 | 开发      | 王五        | 2026-12-15 | 22.5 |    | 远山医疗      |      |                               |
性能压测           | 未开始 | 测试      | 吴久        | 2026-12-18 | 30   |    | 远山医疗      | 成都 |                               |
安全审计           | 未开始 | 测试,紧急 | 郑石        | 2026-12-20 | 26   |    | 远山医疗      | 成都 |                               |
用户手册           | 进行中 | 文档      | 孙琪        | 2026-12-01 | 12   | 否 | 青云教育      |      | https://example.com/manual    |
培训课件           | 未开始 | 文档      | 孙琪        | 2026-12-08 | 10   |    | 青云教育      | 深圳 |                               |
上线评审           | 未开始 | 紧急      | 张三,李四   | 2026-12-22 | 4    |    | 华星科技      | 北京 |                               |
灰度发布           | 未开始 | 开发      | 黄磊        | 2026-12-24 | 8    |    | 华星科技      |      |                               |
客户回访           | 进行中 | 运营      | 周芭        | 2026-11-28 | 6    | 否 | 晨光食品      |      |                               | 13700137000
合同续签           | 已取消 | 运营      | 赵六        | 2026-11-05 | 3    | 否 | 晨光食品      |      |                               |
年度总结           | 未开始 | 文档,运营 | 赵六        | 2026-12-31 | 14   |    |               |      |                               |
Localization check | 进行中 | 测试      | Alice Meyer | 2026-12-05 | 9    | 否 | Nordwind GmbH |      | https://example.com/de        | +493012345678
Kick-off workshop  | 已完成 | 运营      | Alice Meyer,张三 | 2026-10-15 | 7.25 | 是 | Nordwind GmbH | 北京 |                        |
保单导入 (第 1 批) | 已完成 | 开发      | 吴久        | 2026-11-12 | 11   | 是 | 同舟保险      |      |                               |
保单导入 (第 2 批) | 进行中 | 开发,紧急 | 吴久        | 2026-11-26 | 11   | 否 | 同舟保险      |      |                               |
巡检 "A 区" 🌙     | 未开始 | 运营,紧急 | 郑石        | 2026-12-03 | 0    |    | 北辰能源      |      |                               |
多行说明\\n第二行 | 未开始 |           |             |            |      |    | 北辰能源      |      |                               |
待定               |        |           |             |            |      |    |               |      |                               |
`);

const sampleCities: ReadonlyMap<string, string> = new Map([
  ['北京', '116.397755,39.903179'],
  ['上海', '121.473701,31.230416'],
  ['深圳', '114.057868,22.543099'],
  ['成都', '104.066541,30.572269'],
]);

/** Reads a table whose columns are parted by `|`; an empty column is a cell that was never filled. */
function rows(table: string): readonly (readonly string[])[] {
  return table
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()));
}
