import type { RunningSandbox } from '../../../src/sandbox/server.js';
import type { Args } from '../../support/server-fixture.js';

/** A thing that arguments name, with the calls that name it. */
export interface NamedThing {
  readonly what: string;
  readonly id: string | number;
  readonly name: string;
  /** What the thing is called for a while: a name in the form of an id. */
  readonly idLike: string;
  /** The thing in the sandbox, and where its name is. */
  readonly thing: object;
  readonly nameKey: string;
  /** Tool by tool: the path in refusals, and the arguments with a text for the thing. */
  readonly calls: readonly NamingCall[];
}

type NamingCall = readonly [tool: string, path: string, args: (text: string | number) => Args];

/** What every argument of Feishu Project can name in the sample. */
export function namedThings({ project }: RunningSandbox): readonly NamedThing[] {
  const { world, sample } = project;
  const found = <Item>(items: Iterable<Item>, is: (item: Item) => boolean): Item => {
    const item = [...items].find(is);
    if (item === undefined) throw new Error('the sample lacks it');
    return item;
  };
  const space = found(world.spaces, ({ simpleName }) => simpleName === 'xinghe');
  const story = found(space.types, ({ key }) => key === 'story');
  const issue = found(space.types, ({ key }) => key === 'issue');
  const release = found(space.types, ({ key }) => key === sample.releaseTypeKey);
  const standard = found(story.templates, ({ key }) => key === 'standard');
  const [issueFlow] = issue.templates;
  if (issueFlow === undefined) throw new Error('the sample lacks it');
  const itemOf = (handle: string) =>
    found(world.items.values(), ({ id }) => id === sample.items[handle]);
  const fieldOf = (key: string) => found(story.fields, (field) => field.key === key);
  const backEnd = found(itemOf('installments').nodes, ({ key }) => key === 'doing');
  const reviewNode = found(standard.nodes, ({ key }) => key === 'state_1');
  const devNode = found(standard.nodes, ({ key }) => key === 'doing');
  const fieldIn = { project_key: space.key, work_item_type_key: 'story' };
  const ofItem = (handle: string) => ({
    project_key: space.key,
    work_item_type_key: itemOf(handle).typeKey,
    work_item_id: itemOf(handle).id,
  });
  const points = ofItem('points');
  const where = (type: string, param_key: string, operator: string, value: unknown) => ({
    project_key: space.key,
    work_item_type_key: type,
    search_group: { conjunction: 'AND', search_params: [{ param_key, operator, value }] },
  });
  const valueAt = 'search_group.search_params[0].value';
  const set = (field: string, value: unknown) => ({ ...points, update_fields: { [field]: value } });
  const option = (key: string, value: string) =>
    found(fieldOf(key).options, (one) => one.value === value);
  const role = found(story.roles, ({ id }) => id === 'QA');
  const person = found(world.users, ({ nameCn }) => nameCn === '李四');
  const line = found(space.businessLines, ({ name }) => name === '零售业务').children[0];
  const task = found(backEnd.subTasks, ({ name }) => name === '接口设计');
  const relation = found(space.relations, ({ name }) => name === '需求-缺陷');
  const [rule] = space.associationRules;
  const team = found(space.teams, ({ name }) => name === '测试组');
  const fixed = found(world.views.values(), ({ id }) => id === sample.views.fixed);
  const condition = found(world.views.values(), ({ id }) => id === sample.views.condition);
  const transition = found(issueFlow.transitions, ({ target }) => target === 'IN_PROGRESS');
  const inProgress = found(issueFlow.states, ({ key }) => key === 'IN_PROGRESS');
  const open = found(issueFlow.states, ({ key }) => key === 'OPEN');
  const foreign = itemOf('funnel');
  if (line === undefined || rule === undefined) throw new Error('the sample lacks it');
  return [
    {
      what: 'space',
      ...{ id: space.key, name: '星河商城', idLike: 'space_1', thing: space, nameKey: 'name' },
      calls: [
        ['project_work_item_types_list', 'project_key', (text) => ({ project_key: text })],
        ['project_spaces_get', 'project_keys[0]', (text) => ({ project_keys: [text] })],
        ['project_spaces_get', 'simple_names[0]', (text) => ({ simple_names: [text] })],
        [
          'project_work_items_integrate_search',
          'data_sources[0].project_key',
          (text) => ({ data_sources: [{ project_key: text, work_item_type_keys: 'story' }] }),
        ],
        [
          'project_relations_create',
          'relation_details[0].project_key',
          (text) => ({
            ...fieldIn,
            name: 'n',
            relation_details: [{ project_key: text, work_item_type_key: 'story' }],
          }),
        ],
      ],
    },
    {
      what: 'work item type',
      ...{ id: release.key, name: '版本', idLike: 'type_1', thing: release, nameKey: 'name' },
      calls: [
        [
          'project_work_items_meta',
          'work_item_type_key',
          (text) => ({ project_key: space.key, work_item_type_key: text }),
        ],
        [
          'project_work_items_filter',
          'work_item_type_keys[0]',
          (text) => ({ project_key: space.key, work_item_type_keys: [text] }),
        ],
        [
          'project_work_items_integrate_search',
          'data_sources[0].work_item_type_keys',
          (text) => ({
            data_sources: [{ project_key: space.key, work_item_type_keys: text }],
          }),
        ],
        [
          'project_relations_create',
          'relation_details[0].work_item_type_key',
          (text) => ({
            ...fieldIn,
            name: 'n',
            relation_details: [{ project_key: space.key, work_item_type_key: text }],
          }),
        ],
      ],
    },
    {
      what: 'work item',
      id: itemOf('points').id,
      ...{ name: '会员积分过期提醒', idLike: 'item_1', thing: itemOf('points'), nameKey: 'name' },
      calls: [
        [
          'project_work_items_update',
          'work_item_id',
          (text) => ({ ...points, work_item_id: text, update_fields: { name: 'x' } }),
        ],
        [
          'project_work_items_get',
          'work_item_ids[0]',
          (text) => ({ ...fieldIn, work_item_ids: [text], fields: ['priority'] }),
        ],
        [
          'project_work_items_search',
          valueAt,
          (text) => where('story', 'work_item_id', 'HAS ANY OF', text),
        ],
        [
          'project_fixed_views_create',
          'work_item_id_list[0]',
          (text) => ({ ...fieldIn, work_item_id_list: [text], name: 'v' }),
        ],
        [
          'project_fixed_views_update',
          'add_work_item_ids[0]',
          (text) => ({ ...fieldIn, view_id: fixed.id, add_work_item_ids: [text] }),
        ],
        [
          'project_work_items_update',
          'update_fields.关联需求',
          (text) => ({ ...ofItem('crash'), update_fields: { 关联需求: text } }),
        ],
        [
          'project_comments_create_v2',
          'object.work_item_id',
          (text) => ({
            project_key: space.key,
            object: { type: 'WORKITEM', work_item_type_key: '需求', work_item_id: text },
            content: { type: 'TEXT', text: 'x' },
          }),
        ],
      ],
    },
    {
      what: 'work item of another space',
      id: foreign.id,
      ...{ name: '分期支付漏斗看板', idLike: 'item_2', thing: foreign, nameKey: 'name' },
      calls: [
        [
          'project_associations_bind',
          'instances[0].work_item_id',
          (text) => ({
            ...points,
            relation_rule_id: rule.id,
            instances: [
              { project_key: '数据平台', work_item_type_key: '需求', work_item_id: text },
            ],
          }),
        ],
      ],
    },
    {
      what: 'status',
      ...{ id: 'OPEN', name: '待处理', idLike: 'TODO_1', thing: open, nameKey: 'name' },
      calls: [
        [
          'project_work_items_search',
          `${valueAt}[0]`,
          (text) => where('缺陷', '状态', 'HAS ANY OF', [text]),
        ],
        [
          'project_work_items_search',
          valueAt,
          (text) => where('缺陷', 'work_item_status', '=', text),
        ],
        [
          'project_work_items_filter',
          'work_item_status[0].state_key',
          (text) => ({
            project_key: space.key,
            work_item_type_keys: ['缺陷'],
            work_item_status: [{ state_key: text }],
          }),
        ],
        [
          'project_work_items_filter',
          'sub_stages[0]',
          (text) => ({
            project_key: space.key,
            work_item_type_keys: ['缺陷'],
            sub_stages: [text],
          }),
        ],
      ],
    },
    {
      what: 'target state',
      id: transition.id,
      ...{ name: '处理中', idLike: '4711', thing: inProgress, nameKey: 'name' },
      calls: [
        [
          'project_states_change',
          'transition_id',
          (text) => ({ ...ofItem('refund'), transition_id: String(text) }),
        ],
      ],
    },
    {
      what: 'node that conditions search',
      id: 'state_1',
      ...{ name: '需求评审', idLike: 'state_99', thing: reviewNode, nameKey: 'name' },
      calls: [
        [
          'project_work_items_search',
          `${valueAt}[0]`,
          (text) => where('需求', 'current_nodes', 'HAS ANY OF', [text]),
        ],
        [
          'project_work_items_search',
          `${valueAt}[0].state_name`,
          (text) =>
            where('需求', 'node_owners', 'HAS ANY OF', [{ state_name: text, owners: ['林小雨'] }]),
        ],
      ],
    },
    {
      what: 'node',
      ...{ id: 'doing', name: '后端开发', idLike: 'state_77', thing: devNode, nameKey: 'name' },
      calls: [
        [
          'project_subtasks_update',
          'node_id',
          (text) => ({
            ...ofItem('installments'),
            ...{ node_id: text, task_id: '接口设计', name: '评审接口' },
          }),
        ],
        [
          'project_nodes_update',
          'node_id',
          (text) => ({ ...ofItem('installments'), node_id: text, node_owners: ['李四'] }),
        ],
        [
          'project_subtasks_list',
          'node_id',
          (text) => ({ ...ofItem('installments'), node_id: text }),
        ],
        [
          'project_reviews_list',
          'node_ids[0]',
          (text) => ({
            project_key: space.key,
            work_item_id: itemOf('installments').id,
            node_ids: [text],
          }),
        ],
        [
          'project_transitions_get_required',
          'state_key',
          (text) => ({ ...ofItem('installments'), state_key: text }),
        ],
        [
          'project_work_hours_create',
          'working_hour_records[0].resource_id',
          (text) => ({
            ...ofItem('installments'),
            work_begin_date: '2026-12-01',
            work_end_date: '2026-12-01',
            working_hour_records: [{ resource_type: 'node', resource_id: text, work_time: '1' }],
          }),
        ],
        [
          'project_templates_update',
          'workflow_confs[0].state_key',
          (text) => ({
            project_key: space.key,
            template_id: standard.id,
            workflow_confs: [{ action: 3, state_key: text, is_milestone: true }],
          }),
        ],
      ],
    },
    {
      what: 'field',
      id: 'field_658c22',
      ...{
        name: 'Sentry 链接',
        idLike: 'field_link',
        thing: fieldOf('field_658c22'),
        nameKey: 'name',
      },
      calls: [
        [
          'project_work_items_update',
          'update_fields',
          (text) => ({
            ...points,
            update_fields: [{ field_key: text, field_value: 'https://example.com' }],
          }),
        ],
        [
          'project_work_items_search',
          'search_group.search_params[0].param_key',
          (text) => where('story', String(text), 'IS NOT NULL', null),
        ],
        [
          'project_fields_create',
          'reference_field_key',
          (text) => ({
            ...fieldIn,
            work_item_type_key: 'issue',
            field_name: 'x',
            field_type_key: 'text',
            value_type: 1,
            reference_work_item_type_key: '需求',
            reference_field_key: text,
          }),
        ],
      ],
    },
    {
      what: 'compound field',
      id: 'field_84b1c7',
      ...{
        name: '风险清单',
        idLike: 'field_risk',
        thing: fieldOf('field_84b1c7'),
        nameKey: 'name',
      },
      calls: [
        [
          'project_compound_fields_update',
          'field_alias',
          (text) => ({
            ...points,
            field_alias: text,
            action: 'add',
            fields: [{ 风险描述: 'x' }],
          }),
        ],
      ],
    },
    {
      what: 'option',
      ...{
        id: '0',
        name: 'P0',
        idLike: 'p_zero',
        thing: option('priority', '0'),
        nameKey: 'label',
      },
      calls: [
        ['project_work_items_update', 'update_fields.优先级', (text) => set('优先级', text)],
        [
          'project_work_items_search',
          `${valueAt}[0]`,
          (text) => where('story', '优先级', 'HAS ANY OF', [text]),
        ],
        [
          'project_work_items_search',
          `${valueAt}[0]`,
          (text) => where('story', 'priority', '=', [text]),
        ],
        [
          'project_work_items_filter',
          'priorities[0]',
          (text) => ({
            project_key: space.key,
            work_item_type_keys: ['story'],
            priorities: [text],
          }),
        ],
        [
          'project_work_items_batch_update',
          'after_field_value',
          (text) => ({
            ...fieldIn,
            work_item_ids: [points.work_item_id],
            field_key: '优先级',
            update_mode: 'UPDATE',
            after_field_value: text,
          }),
        ],
      ],
    },
    {
      what: 'tag',
      ...{
        id: 'growth',
        name: '增长',
        idLike: 'tag_1',
        thing: option('tags', 'growth'),
        nameKey: 'label',
      },
      calls: [
        [
          'project_work_items_filter',
          'tags[0]',
          (text) => ({ project_key: space.key, work_item_type_keys: ['story'], tags: [text] }),
        ],
      ],
    },
    {
      what: 'branch of options',
      id: 'mall',
      ...{ name: '商城', idLike: 'shop', thing: option('field_7be3f4', 'mall'), nameKey: 'label' },
      calls: [
        ['project_work_items_update', 'update_fields.所属模块', (text) => set('所属模块', text)],
        [
          'project_fields_list_options',
          'first_option_key',
          (text) => ({ ...points, field_key: '所属模块', first_option_key: text }),
        ],
      ],
    },
    {
      what: 'role',
      ...{ id: 'QA', name: '测试', idLike: 'role1', thing: role, nameKey: 'name' },
      calls: [
        [
          'project_templates_update',
          'workflow_confs[0].owner_roles[0]',
          (text) => ({
            project_key: space.key,
            template_id: standard.id,
            workflow_confs: [{ action: 3, state_key: 'doing', owner_roles: [text] }],
          }),
        ],
        [
          'project_roles_update',
          'role_id',
          (text) => ({ ...fieldIn, role_id: text, role: { name: 'x' } }),
        ],
        [
          'project_roles_update',
          'role_alias',
          (text) => ({ ...fieldIn, role_alias: text, role: { name: 'x' } }),
        ],
        [
          'project_work_items_search',
          valueAt,
          (text) => where('story', 'role_owners', 'HAS ANY OF', [{ role: text, owners: ['吴久'] }]),
        ],
        [
          'project_work_items_search',
          valueAt,
          (text) => where('story', 'role_owners', 'IS NULL', [{ role: text }]),
        ],
        [
          'project_work_items_filter_across',
          'search_user.role',
          (text) => ({
            project_keys: [space.key],
            work_item_type_key: 'story',
            search_user: { user_keys: ['吴久'], role: text },
          }),
        ],
      ],
    },
    {
      what: 'person',
      id: person.userKey,
      ...{ name: '李四', idLike: '7314205896013999000', thing: person, nameKey: 'nameCn' },
      calls: [
        [
          'project_templates_update',
          'workflow_confs[0].owners[0]',
          (text) => ({
            project_key: space.key,
            template_id: standard.id,
            workflow_confs: [{ action: 3, state_key: 'doing', owners: [text] }],
          }),
        ],
        [
          'project_nodes_update',
          'node_owners[0]',
          (text) => ({ ...ofItem('installments'), node_id: 'doing', node_owners: [text] }),
        ],
        [
          'project_work_items_search',
          `${valueAt}[0]`,
          (text) => where('story', 'people', 'HAS ANY OF', [text]),
        ],
        [
          'project_work_items_filter',
          'user_keys[0]',
          (text) => ({ project_key: space.key, work_item_type_keys: ['story'], user_keys: [text] }),
        ],
      ],
    },
    {
      what: 'business line',
      ...{ id: line.id, name: '线上商城', idLike: 'line_1', thing: line, nameKey: 'name' },
      calls: [
        ['project_work_items_update', 'update_fields.业务线', (text) => set('业务线', text)],
        [
          'project_work_items_filter',
          'businesses[0]',
          (text) => ({
            project_key: space.key,
            work_item_type_keys: ['story'],
            businesses: [text],
          }),
        ],
      ],
    },
    {
      what: 'template',
      ...{
        id: standard.id,
        name: '标准研发流程',
        idLike: '2024',
        thing: standard,
        nameKey: 'name',
      },
      calls: [
        [
          'project_templates_get',
          'template_id',
          (text) => ({ project_key: space.key, template_id: text }),
        ],
        [
          'project_work_items_create',
          'template_id',
          (text) => ({ ...fieldIn, name: 'x', template_id: text }),
        ],
        [
          'project_templates_create',
          'copy_template_id',
          (text) => ({ ...fieldIn, template_name: 'x', copy_template_id: text }),
        ],
        [
          'project_work_items_filter_across',
          'template_ids[0]',
          (text) => ({
            project_keys: [space.key],
            work_item_type_key: 'story',
            template_ids: [text],
          }),
        ],
        [
          'project_work_items_search',
          `${valueAt}[0]`,
          (text) => where('story', 'template_id', 'HAS ANY OF', [text]),
        ],
      ],
    },
    {
      what: 'view',
      ...{
        id: fixed.id,
        name: '双十二重点需求',
        idLike: 'vewboard',
        thing: fixed,
        nameKey: 'name',
      },
      calls: [
        [
          'project_fixed_views_get',
          'view_id',
          (text) => ({ project_key: space.key, view_id: text }),
        ],
        [
          'project_fixed_views_delete',
          'view_id',
          (text) => ({ project_key: space.key, view_id: text }),
        ],
        ['project_views_list', 'view_ids[0]', (text) => ({ ...fieldIn, view_ids: [text] })],
      ],
    },
    {
      what: 'view with charts',
      ...{ id: condition.id, name: 'P0 需求', idLike: 'P0view', thing: condition, nameKey: 'name' },
      calls: [
        ['project_charts_list', 'view_id', (text) => ({ project_key: space.key, view_id: text })],
      ],
    },
    {
      what: 'sub-task',
      ...{ id: task.id, name: '接口设计', idLike: '12345', thing: task, nameKey: 'name' },
      calls: [
        [
          'project_subtasks_operate',
          'task_id',
          (text) => ({
            ...ofItem('installments'),
            node_id: '后端开发',
            task_id: text,
            action: 'confirm',
          }),
        ],
        [
          'project_subtasks_delete',
          'task_id',
          (text) => ({ ...ofItem('installments'), task_id: text }),
        ],
        [
          'project_work_hours_create',
          'working_hour_records[0].resource_id',
          (text) => ({
            ...ofItem('installments'),
            work_begin_date: '2026-12-01',
            work_end_date: '2026-12-01',
            working_hour_records: [
              { resource_type: 'sub_task', resource_id: String(text), work_time: '1' },
            ],
          }),
        ],
      ],
    },
    {
      what: 'relation',
      ...{ id: relation.id, name: '需求-缺陷', idLike: 'rel_1', thing: relation, nameKey: 'name' },
      calls: [
        [
          'project_relations_delete',
          'relation_id',
          (text) => ({ project_key: space.key, relation_id: text }),
        ],
        [
          'project_fields_create',
          'work_item_relation_uuid',
          (text) => ({
            ...fieldIn,
            field_name: 'x',
            field_type_key: 'work_item_related_select',
            work_item_relation_uuid: text,
          }),
        ],
      ],
    },
    {
      what: 'association rule',
      ...{ id: rule.id, name: '商城需求-数据需求', idLike: 'rule_1', thing: rule, nameKey: 'name' },
      calls: [
        [
          'project_associations_unbind',
          'relation_rule_id',
          (text) => ({ ...points, relation_rule_id: text, relation_work_item_id: foreign.id }),
        ],
      ],
    },
    {
      what: 'team',
      ...{ id: team.id, name: '测试组', idLike: '4711', thing: team, nameKey: 'name' },
      calls: [
        [
          'project_fixed_views_create',
          'cooperation_team_ids[0]',
          (text) => ({
            ...fieldIn,
            work_item_id_list: [points.work_item_id],
            name: 'v',
            cooperation_team_ids: [text],
          }),
        ],
        [
          'project_fixed_views_create',
          'cooperation_teams[0].id',
          (text) => ({
            ...fieldIn,
            work_item_id_list: [points.work_item_id],
            name: 'v',
            cooperation_teams: [{ id: text }],
          }),
        ],
      ],
    },
  ];
}
