import type { Scope } from '../../feishu/bitable/model.js';
import type { View, ViewFilter } from '../../feishu/bitable/views/view-model.js';
import { createView } from '../../feishu/bitable/views/view-store.js';
import type { Person } from '../../feishu/directory.js';

/** The views of the tasks besides the first: a filtered one, a locked one, a form, and one of the owner's own. */
export function addSampleViews({ bitable, table }: Scope, owner: Person): void {
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
