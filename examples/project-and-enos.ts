import { z } from 'zod';
import type { Agent } from './agent.js';
import { check, say, step } from './narrator.js';

const space = '星河商城';
const type = 'story';

/** A listing: columns and rows. Gives an object for each row. */
const listing = z
  .object({ columns: z.array(z.string()), rows: z.array(z.array(z.unknown())) })
  .transform(({ columns, rows }) =>
    rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]]))),
  );

const found = listing.pipe(z.array(z.object({ id: z.number(), name: z.string() })).min(1));
const completed = z.object({ node: z.object({ name: z.string(), status: z.string() }) });

/** A work item of Feishu Project: what its node lacks, its completion, a rollback, and the groups of a compound field. */
export async function liveInProject(agent: Agent): Promise<void> {
  const { call } = agent;
  const items = found.parse(
    await step(
      'Feishu Project: find a work item by its name',
      () =>
        call('project_work_items_filter', {
          project_key: space,
          work_item_type_keys: [type],
          work_item_name: '分期付款',
        }),
      () => 'project_work_items_filter',
    ),
  );
  const [item] = items;
  const place = {
    project_key: space,
    work_item_type_key: type,
    work_item_id: String(item?.id),
  };
  say(`  ${item?.name}`);
  await completeNode(agent, place);
  await rollBack(agent, place);
  await editGroups(agent, place);
}

type Item = {
  readonly project_key: string;
  readonly work_item_type_key: string;
  readonly work_item_id: string;
};

const node = '后端开发';

async function completeNode({ call, failure }: Agent, item: Item): Promise<void> {
  say(`\nWhat its node ${node} lacks:`);
  const lacks = await failure('project_nodes_complete', { ...item, node });
  say(lacks.replaceAll(/^/gm, '  '));
  const [, task = ''] = /task_id (\d+)/.exec(lacks) ?? [];
  await step(
    'Complete the sub-task',
    () =>
      call('project_subtasks_operate', {
        ...item,
        node_id: node,
        task_id: task,
        action: 'confirm',
      }),
    () => 'project_subtasks_operate',
  );
  const schedule = { start: '2026-11-23', end: '2026-11-27', points: 3, actual_work_time: 20 };
  const done = completed.parse(
    await step(
      'Complete the node, with what it lacked',
      () => call('project_nodes_complete', { ...item, node, schedule }),
      () => 'project_nodes_complete',
    ),
  );
  check('the node', `${done.node.name}: ${done.node.status}`, `${node}: done`);
}

const nodes = listing.pipe(z.array(z.object({ name: z.string(), status: z.string() })));

async function rollBack({ call }: Agent, item: Item): Promise<void> {
  await step(
    'Roll it back, with a reason',
    () =>
      call('project_nodes_operate', {
        ...item,
        node_id: node,
        action: 'rollback',
        rollback_reason: '联调发现退款金额不对',
      }),
    () => 'project_nodes_operate',
  );
  const states = nodes.parse(await call('project_workflows_get', item));
  const { status } = states.find(({ name }) => name === node) ?? {};
  check('the state of the node', status, 'under way');
}

const written = z.object({ group_uuids: z.array(z.string()).length(1) });

async function editGroups({ call, failure }: Agent, item: Item): Promise<void> {
  const field = { ...item, field_key: '风险清单' };
  const edit = (title: string, args: object) =>
    step(
      title,
      () => call('project_compound_fields_update', { ...field, ...args }),
      () => 'project_compound_fields_update',
    );
  const risk = (text: string) => [[{ field_key: '风险描述', field_value: text }]];
  const added = written.parse(
    await edit('Add a group to a compound field', { action: 'add', fields: risk('支付接口变更') }),
  );
  const [group_uuid] = added.group_uuids;
  const update = { action: 'update', group_uuid, fields: risk('支付接口延期') };
  const updated = written.parse(await edit('Update it', update));
  check('the group that was updated', updated.group_uuids[0], group_uuid);
  await edit('Delete it', { action: 'delete', group_uuid });
  const gone = await failure('project_compound_fields_update', { ...field, ...update });
  say(`  ${gone.split('\n')[0]}`);
}

const run = z.object({
  status: z.string(),
  failed_tasks: z.array(z.object({ taskName: z.string(), log_tail: z.string() })).optional(),
});

/** Flows of EnOS: one that succeeds with its parameters, and one that fails and says why. */
export async function liveInEnos({ call }: Agent): Promise<void> {
  const flows = listing.pipe(z.array(z.object({ flowId: z.string(), flowName: z.string() })));
  const items = flows.parse(
    await step(
      'EnOS: find flows',
      () => call('enos_flows_search', {}),
      () => 'enos_flows_search',
    ),
  );
  const trigger = async (name: string) =>
    run.parse(
      await step(
        `Run ${name} with parameters and follow it to its end`,
        () =>
          call(
            'enos_flows_update_and_trigger',
            {
              flowId: items.find(({ flowName }) => flowName === name)?.flowId,
              triggerTime: new Date().toISOString(),
              parameters: { REGION: 'east', SOURCE: '10.0.0.7' },
              wait: true,
            },
            (done, total) => say(`  ${done} of ${total} tasks`),
          ),
        () => 'enos_flows_update_and_trigger with wait',
      ),
    );
  check('status', (await trigger('daily_power_report')).status, 'SUCCESS');
  const failed = await trigger('meter_data_import');
  check('status', failed.status, 'FAIL');
  for (const { taskName, log_tail: log } of failed.failed_tasks ?? []) {
    say(`  ${taskName}: ${log.trim().split('\n').slice(-2).join(' / ')}`);
  }
}
