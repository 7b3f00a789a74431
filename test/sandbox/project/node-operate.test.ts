import { describe, expect, it } from 'vitest';
import { projectErrors } from '../../../src/sandbox/project/gateway/error-table.js';
import { ProjectFixture } from './fixtures/project-fixture.js';

const confirm = { action: 'confirm' };
const rollback = { action: 'rollback', rollback_reason: '联调发现接口不通' };
const day = 24 * 60 * 60 * 1_000;
const schedule = (fixture: ProjectFixture) => ({
  points: 5,
  estimate_start_date: fixture.clock.now(),
  estimate_end_date: fixture.clock.now() + 5 * day,
});

/** Completes the sub-task that the back end needs. */
function finishDesign(fixture: ProjectFixture): void {
  const [task] = fixture.item('installments').nodes.find(({ key }) => key === 'doing')!.subTasks;
  task!.passed = true;
}

interface Row {
  readonly row: string;
  readonly code: number;
  readonly msg: string;
  readonly errMsg: string;
  act(fixture: ProjectFixture): ReturnType<ProjectFixture['refused']>;
}

/** The page "节点完成/回滚": err_code, err.msg and err_msg of each row of its table. */
const rows: readonly Row[] = [
  {
    row: 'a completed node',
    code: 20017,
    msg: 'Node Is Completed',
    errMsg: 'Node Is Completed',
    act: (fixture) => fixture.operate('installments', 'start', confirm),
  },
  {
    row: 'a node that was not arrived at',
    code: 20016,
    msg: 'Node Is Not Arrived',
    errMsg: 'Node Is Not Arrived',
    act: (fixture) => fixture.operate('installments', 'state_12', confirm),
  },
  {
    row: 'a node that does not exist',
    code: 20018,
    msg: 'Node ID Not Exist In Workflow',
    errMsg: 'Node ID Not Exist In Workflow',
    act: (fixture) => fixture.operate('installments', 'state_99', confirm),
  },
  {
    row: 'a node without an owner',
    code: 20038,
    msg: 'Owner Required',
    errMsg: 'Person in charge is required',
    act: (fixture) => fixture.operate('installments', 'state_2', { ...confirm, node_owners: [] }),
  },
  {
    row: 'a field of the form',
    code: 20038,
    msg: '需求评审(field_9c41e7) Required',
    errMsg: 'Param missing',
    act: (fixture) => fixture.operate('points', 'state_1', confirm, '林小雨'),
  },
  {
    row: 'points and schedule',
    code: 20038,
    msg: '后端开发 估分and schedule required',
    errMsg: 'Estimates and schedules are required',
    act: (fixture) => fixture.operate('installments', 'doing', confirm, '李四'),
  },
  {
    row: 'a terminated work item that is to go on',
    code: 20007,
    msg: 'Unable to operate on terminated work items',
    errMsg: 'Workitem is abort',
    act: (fixture) => fixture.operate('purchasing', 'state_1', confirm),
  },
  {
    row: 'a role that nobody has',
    code: 20038,
    msg: 'role 测试(QA) Required',
    errMsg: 'This role info is mandatory',
    act: (fixture) =>
      fixture.operate('installments', 'state_2', {
        ...confirm,
        role_assignee: [{ role: 'QA', owners: [] }],
      }),
  },
  {
    row: 'a signal that has not passed',
    code: 50006,
    msg: '自动化测试结果(field_b7c8a5) Should Be Passed',
    errMsg: 'Param invalid',
    act: (fixture) => fixture.operate('firstScreen', 'state_12', confirm, '吴久'),
  },
  {
    row: 'no action',
    code: 20005,
    msg: 'Missing Param，action || rollBackReason is nil',
    errMsg: 'Missing Param',
    act: (fixture) => fixture.operate('installments', 'doing', {}),
  },
  {
    row: 'a rollback without a reason',
    code: 20005,
    msg: 'Missing Param，action || rollBackReason is nil',
    errMsg: 'Missing Param',
    act: (fixture) => fixture.operate('installments', 'start', { action: 'rollback' }),
  },
  {
    row: 'who has confirmed already',
    code: 50006,
    msg: 'Task has been finished',
    errMsg: 'task has been finished',
    act: (fixture) => {
      fixture.operate('installments', 'state_3', confirm, '吴久');
      return fixture.operate('installments', 'state_3', confirm, '吴久');
    },
  },
  {
    row: 'actual hours',
    code: 20038,
    msg: 'Node doing 实际工时 is required.',
    errMsg: 'The node actual working time is mandatory',
    act: (fixture) =>
      fixture.operate('installments', 'doing', { ...confirm, node_schedule: schedule(fixture) }),
  },
  {
    row: 'a work item that does not exist',
    code: 30005,
    msg: 'WorkItem Not Found',
    errMsg: 'WorkItem Not Found',
    act: (fixture) =>
      fixture.refused('project_nodes_operate', {
        path: { work_item_type_key: 'story', work_item_id: '404', node_id: 'doing' },
        body: confirm,
      }),
  },
  {
    row: 'a process that is gone',
    code: 50006,
    msg: 'workflow err',
    errMsg: 'workflow err',
    act: (fixture) => fixture.operate('customs', 'state_1', confirm),
  },
  {
    row: 'a rule of a plugin',
    code: 20090,
    msg: 'Your request has been intercepted.',
    errMsg: 'Your request has been Intercept',
    act: (fixture) => fixture.operate('coupons', 'state_13', confirm),
  },
  {
    row: 'an open sub-task',
    code: 50006,
    msg: 'Node 后端开发 cannot be completed because task 接口设计 is not completed',
    errMsg: 'Sub Task Not Completed',
    act: (fixture) =>
      fixture.operate('installments', 'doing', {
        ...confirm,
        node_schedule: { ...schedule(fixture), actual_work_time: 30 },
      }),
  },
  {
    row: 'an option that was retired',
    code: 20050,
    msg: 'Due to the administrator configuration update',
    errMsg: 'Field Option Value Is Wrong',
    act: (fixture) =>
      fixture.operate('installments', 'doing', {
        ...confirm,
        fields: [{ field_key: 'priority', field_value: { value: '3' } }],
      }),
  },
  {
    row: 'a terminated work item that is to go back',
    code: 20007,
    msg: 'WorkItem Is Already Aborted',
    errMsg: 'WorkItem Is Already Aborted',
    act: (fixture) => fixture.operate('purchasing', 'start', rollback),
  },
  {
    row: 'a node in transition',
    code: 50006,
    msg: 'Node workflow transitioning',
    errMsg: 'The current workflow is in transition',
    act: () => {
      const slow = new ProjectFixture({ transitionMs: 2_000 });
      slow.operate('installments', 'state_1', rollback);
      return slow.operate('installments', 'state_1', confirm);
    },
  },
  {
    row: 'a field that does not exist',
    code: 30009,
    msg: 'field_value_pairs field alias testin_allow:can not find field',
    errMsg: 'Field Not Found',
    act: (fixture) =>
      fixture.operate('installments', 'doing', {
        ...confirm,
        fields: [{ field_alias: 'testin_allow', field_value: '1' }],
      }),
  },
  {
    row: 'the due time of a milestone',
    code: 20038,
    msg: 'Milestone due time is required',
    errMsg: 'Required Field Is Not Set',
    act: (fixture) => {
      fixture.item('coupons').values.set(fixture.sample.storyFields.changeApproved, true);
      return fixture.operate('coupons', 'state_13', confirm);
    },
  },
  {
    row: 'points below those of the sub-tasks',
    code: 1000051743,
    msg: 'Node 估分 must exceed that of its sub-tasks',
    errMsg: 'RPC Call Error',
    act: (fixture) => {
      const [task] = fixture
        .item('installments')
        .nodes.find(({ key }) => key === 'doing')!.subTasks;
      task!.schedule.points = 8;
      return fixture.operate('installments', 'doing', {
        ...confirm,
        node_schedule: schedule(fixture),
      });
    },
  },
  {
    row: 'a field that the caller may not edit',
    code: 50006,
    msg: 'Unable to edit 预估收益（万元） (field_d95b3e)',
    errMsg: 'No right to edit',
    act: (fixture) =>
      fixture.operate(
        'installments',
        'doing',
        { ...confirm, fields: [{ field_alias: 'income', field_value: 400 }] },
        '李四',
      ),
  },
  {
    row: 'a role that does not exist',
    code: 20041,
    msg: 'Role owner do not exist in DB and request',
    errMsg: 'Field RoleOwner Must Be Set In FieldValuePairs',
    act: (fixture) =>
      fixture.operate('installments', 'doing', {
        ...confirm,
        role_assignee: [{ role: 'CTO', owners: [fixture.key('李四')] }],
      }),
  },
];

describe('completing and rolling back nodes', () => {
  it.each(rows)('is refused for $row', ({ code, msg, errMsg, act }) => {
    const refused = act(new ProjectFixture());
    const usual = projectErrors.get(refused.code)!.errMsg;
    expect({
      code: refused.code,
      msg: refused.msg ?? usual,
      errMsg: refused.errMsg ?? usual,
    }).toEqual({ code, msg, errMsg });
  });

  it('completes a node once everything is given in the same call', () => {
    const fixture = new ProjectFixture();
    finishDesign(fixture);
    const node_schedule = { ...schedule(fixture), actual_work_time: 30.5 };
    expect(
      fixture.operate('installments', 'doing', { ...confirm, node_schedule }, '李四').code,
    ).toBe(0);
    expect(fixture.statuses('installments')).toMatchObject({ doing: 3, state_12: 1 });
    const { workflow_nodes: nodes } = fixture.data('project_workflows_get', {
      path: fixture.path('installments'),
    });
    expect(nodes[2]).toMatchObject({
      node_schedule,
      actual_finish_time: '2026-11-20T02:00:00.000Z',
      sub_status: [{ owner: fixture.key('李四'), status: 1, checked_time: fixture.clock.now() }],
    });
  });

  it('opens a node behind parallel branches when the last of them is done', () => {
    const fixture = new ProjectFixture();
    finishDesign(fixture);
    const node_schedule = { ...schedule(fixture), actual_work_time: 30 };
    fixture.operate('installments', 'doing', { ...confirm, node_schedule });
    fixture.operate('installments', 'state_3', confirm, '吴久');
    fixture.operate('installments', 'state_3', confirm, '陈晨');
    expect(fixture.statuses('installments')).toMatchObject({ state_3: 3, state_2: 2, state_12: 1 });
    const each = schedule(fixture);
    const schedules = ['王五', '黄磊'].map((name) => ({ ...each, owners: [fixture.key(name)] }));
    expect(fixture.operate('installments', 'state_2', { ...confirm, schedules }).code).toBe(0);
    expect(fixture.statuses('installments')).toMatchObject({ state_2: 3, state_12: 2 });
    expect(fixture.read('installments')).toMatchObject({
      sub_stage: 'testing',
      current_nodes: [{ id: 'state_12', name: '测试验证' }],
    });
  });

  it('waits for every owner where several must confirm', () => {
    const fixture = new ProjectFixture();
    fixture.operate('installments', 'state_3', confirm, '吴久');
    expect(fixture.statuses('installments')).toMatchObject({ state_3: 2 });
    expect(fixture.operate('installments', 'state_3', confirm, '张三').code).toBe(10001);
    fixture.operate('installments', 'state_3', confirm, '陈晨');
    expect(fixture.statuses('installments')).toMatchObject({ state_3: 3 });
    fixture.operate('installments', 'state_3', rollback, '吴久');
    expect(fixture.operate('installments', 'state_3', confirm, '吴久').code).toBe(0);
    expect(fixture.statuses('installments')).toMatchObject({ state_3: 2 });
  });

  it('rolls back to a node and closes everything behind it', () => {
    const fixture = new ProjectFixture();
    const body = { ...rollback, role_assignee: [{ role: 'PM', owners: [] }] };
    expect(fixture.operate('firstScreen', 'state_1', body).code).toBe(0);
    expect(fixture.statuses('firstScreen')).toEqual({
      start: 3,
      state_1: 2,
      doing: 1,
      state_2: 1,
      state_3: 1,
      state_12: 1,
      state_13: 1,
      end: 1,
    });
    expect(fixture.read('firstScreen').current_nodes).toEqual([
      { id: 'state_1', name: '需求评审', owners: [], milestone: false },
    ]);
    expect(fixture.operate('firstScreen', 'doing', rollback).code).toBe(20037);
  });

  it('applies nothing of a call that is refused', () => {
    const fixture = new ProjectFixture();
    const before = structuredClone(fixture.item('installments'));
    const refused = fixture.operate('installments', 'doing', {
      ...confirm,
      node_owners: [fixture.key('黄磊')],
      node_schedule: schedule(fixture),
      fields: [{ field_key: 'field_658c22', field_value: 'https://example.com/new' }],
      role_assignee: [{ role: 'BE', owners: [fixture.key('黄磊')] }],
    });
    expect(refused.code).toBe(20038);
    expect(fixture.item('installments')).toEqual(before);
    expect(fixture.world.records.some(({ operation }) => operation === 'modify')).toBe(false);
  });

  it('updates a node without moving it', () => {
    const fixture = new ProjectFixture();
    const path = fixture.path('installments', { node_id: 'doing' });
    const body = {
      role_assignee: [{ role: 'BE', owners: [fixture.key('黄磊')] }],
      node_schedule: schedule(fixture),
      fields: [{ field_alias: 'sentry_link', field_value: '23333' }],
    };
    expect(fixture.call('project_nodes_update', { path, body })).toEqual({ data: {} });
    const { workflow_nodes: nodes } = fixture.data('project_workflows_get', { path });
    expect(nodes[2]).toMatchObject({
      status: 2,
      owners: [fixture.key('黄磊')],
      node_schedule: schedule(fixture),
      fields: [{ field_key: 'field_658c22', field_value: '23333' }],
    });
    const shown = (fields: readonly string[]) =>
      fixture.data('project_workflows_get', { path, body: { fields } }).workflow_nodes[2].fields;
    expect(shown(['sentry_link'])).toHaveLength(1);
    expect(shown(['-sentry_link'])).toEqual([]);
    expect(shown(['priority'])).toEqual([]);
  });

  it('refuses a schedule that ends before it begins, unless the space takes it', () => {
    const node_schedule = {
      estimate_start_date: 1_796_000_000_000,
      estimate_end_date: 1_795_000_000_000,
    };
    const code = (fixture: ProjectFixture) =>
      fixture.code('project_nodes_update', {
        path: fixture.path('installments', { node_id: 'doing' }),
        body: { node_schedule },
      });
    expect(code(new ProjectFixture())).toBe(20006);
    expect(code(new ProjectFixture({ reversedSchedules: 'kept' }))).toBe(0);
  });

  it('is for owners, creators and administrators', () => {
    const fixture = new ProjectFixture();
    expect(fixture.operate('installments', 'doing', confirm, 'Alice Meyer').code).toBe(10001);
    expect(fixture.operate('installments', 'doing', confirm, '李四').code).toBe(20038);
  });

  it('is not for frozen work items nor for state flows', () => {
    const fixture = new ProjectFixture();
    expect(fixture.operate('pickup', 'state_1', confirm).code).toBe(10002);
    expect(fixture.operate('crash', 'OPEN', confirm).code).toBe(20065);
  });

  it.each([
    ['nobody', []],
    ['two people', ['王五', '黄磊']],
    ['somebody else', ['李四']],
  ])('takes no differential schedule of %s', (_, names) => {
    const fixture = new ProjectFixture();
    const schedules = [{ ...schedule(fixture), owners: names.map((name) => fixture.key(name)) }];
    expect(fixture.operate('installments', 'state_2', { ...confirm, schedules }).code).toBe(20032);
  });
});

describe('what a transition requires', () => {
  const required = (
    fixture: ProjectFixture,
    handle: string,
    body: { state_key: string; mode?: string },
  ) =>
    fixture.data('project_transitions_get_required', {
      body: { project_key: 'xinghe', work_item_id: fixture.number(handle), ...body },
    });

  it('lists fields, roles, node fields and sub-tasks of a node', () => {
    const fixture = new ProjectFixture();
    expect(required(fixture, 'installments', { state_key: 'doing' })).toMatchObject({
      form_items: [],
      node_fields: [
        { field_key: 'owners', finished: true },
        { field_key: 'points', finished: false },
        { field_key: 'schedule', finished: false },
        { field_key: 'actual_work_time', finished: false },
      ],
      tasks: [{ finished: false }],
      deliverables: [],
    });
    expect(required(fixture, 'firstScreen', { state_key: 'state_12' }).form_items).toMatchObject([
      {
        class: 'field',
        key: 'field_84b1c7',
        field_type_key: 'compound_field',
        finished: true,
        sub_field: [{ field_key: 'field_84b1c7_1', finished: true }],
      },
      { class: 'field', key: 'field_b7c8a5', field_type_key: 'signal', finished: false },
    ]);
  });

  it('names the owners whose own schedule is missing', () => {
    const fixture = new ProjectFixture();
    const owner = fixture.key('王五');
    const schedules = [{ ...schedule(fixture), owners: [owner] }];
    const path = fixture.path('installments', { node_id: 'state_2' });
    fixture.call('project_nodes_update', { path, body: { schedules } });
    const { node_fields: fields } = required(fixture, 'installments', { state_key: 'state_2' });
    expect(fields[1]).toMatchObject({ finished: false, not_finished_owner: [fixture.key('黄磊')] });
  });

  it('leaves out what is there when only the unfinished is asked for', () => {
    const fixture = new ProjectFixture();
    const { node_fields: fields } = required(fixture, 'installments', {
      state_key: 'doing',
      mode: 'unfinished',
    });
    expect(fields.map((field: { field_key: string }) => field.field_key)).toEqual([
      'points',
      'schedule',
      'actual_work_time',
    ]);
  });

  it('is asked of a state by the state that shall be reached', () => {
    const fixture = new ProjectFixture();
    expect(required(fixture, 'crash', { state_key: 'RESOLVED' }).form_items).toMatchObject([
      { class: 'field', key: 'field_37dc84', finished: false },
    ]);
    const code = (state_key: string) =>
      fixture.code('project_transitions_get_required', {
        body: { project_key: 'xinghe', work_item_id: fixture.number('crash'), state_key },
      });
    expect(code('CLOSED')).toBe(50006);
    expect(code('')).toBe(20005);
  });
});
