import { addDashboard } from '../../feishu/bitable/bases/dashboards.js';
import type { Base, Bitable } from '../../feishu/bitable/model.js';

/** What a base holds besides tables: a dashboard, automations and a workflow, which no call can create. */
export function addSampleBlocks(bitable: Bitable, base: Base): void {
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
