import type { JsonObject } from '../../../core/json.js';
import { addBase } from '../../feishu/bitable/bases/base-store.js';
import { addDashboard } from '../../feishu/bitable/bases/blocks.js';
import { addField } from '../../feishu/bitable/fields/field-store.js';
import type { Base, Bitable, Scope } from '../../feishu/bitable/model.js';
import { createRecord } from '../../feishu/bitable/records/record-store.js';
import { addTable } from '../../feishu/bitable/tables/table-store.js';
import { parseDate } from '../../feishu/bitable/time-zone.js';
import type { View, ViewFilter } from '../../feishu/bitable/views/view-model.js';
import { createView } from '../../feishu/bitable/views/view-store.js';
import type { Identity, Person } from '../../feishu/directory.js';
import { sampleCities, sampleCustomers, sampleTasks } from './data.js';

const timeZone = 'Asia/Shanghai';

const customerFields = [
  { field_name: '客户名称', type: 1 },
  select('级别', 3, ['战略客户', '重点客户', '普通客户']),
  { field_name: '电话', type: 13 },
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
  const identity: Identity = { kind: 'user', openId: owner.open_id, appId };
  const tasks = addTable(bitable, base, { name: '任务', fields: taskFields });
  const customers = addTable(bitable, base, { name: '客户', fields: customerFields });
  const scope = { bitable, base, table: tasks };
  addComputedFields(scope, customers.tableId);
  addSampleViews(scope, owner);
  addSampleBlocks(bitable, base);
  const customerIds = addCustomers({ bitable, base, table: customers }, identity);
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
function addCustomers(scope: Scope, identity: Identity): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const [name = '', level = '', phone = ''] of sampleCustomers) {
    const fields = { 客户名称: name, 级别: level, 电话: phone };
    ids.set(name, createRecord(scope, fields, 'open_id', identity).recordId);
  }
  return ids;
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
