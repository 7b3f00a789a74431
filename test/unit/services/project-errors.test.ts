import { describe, expect, it } from 'vitest';
import type { ErrorKind, Recovery } from '../../../src/core/errors.js';
import { projectErrors } from '../../../src/services/project/errors/explain-error.js';
import { refusedWith } from './fixtures/project-refusals.js';

type Expected = readonly [kind: ErrorKind, recovery: Recovery, hint: RegExp];

/** Page "节点完成/回滚", row by row: err_code, err_msg, err.msg. */
const nodePage: readonly (readonly [number, string, string, ...Expected])[] = [
  [20017, 'Node Is Completed', 'Node Is Completed', 'conflict', 'permanent', /roll it back/],
  [20016, 'Node Is Not Arrived', 'Node Is Not Arrived', 'conflict', 'permanent', /before it/],
  [
    20018,
    'Node ID Not Exist In Workflow',
    'Node ID Not Exist In Workflow',
    'not_found',
    'permanent',
    /project_workflows_get/,
  ],
  [20038, 'Person in charge is required', 'Owner Required', 'invalid', 'permanent', /node_owners/],
  [
    20038,
    'Param missing',
    '设计评审(field_658c22) Required',
    'invalid',
    'permanent',
    /under fields/,
  ],
  [
    20038,
    'Estimates and schedules are required',
    '开发 估分and schedule required',
    'invalid',
    'permanent',
    /node_schedule with points/,
  ],
  [
    20007,
    'Workitem is abort',
    'Unable to operate on terminated work items',
    'conflict',
    'permanent',
    /resume it/,
  ],
  [
    20038,
    'This role info is mandatory',
    'role 产品经理(PM) Required',
    'invalid',
    'permanent',
    /role_assignee/,
  ],
  [50006, 'Param invalid', '发布信号(field_9) Should Be Passed', 'conflict', 'permanent', /signal/],
  [
    20005,
    'Missing Param',
    'Missing Param，action || rollBackReason is nil',
    'invalid',
    'permanent',
    /rollback_reason/,
  ],
  [
    50006,
    'task has been finished',
    'Task has been finished',
    'conflict',
    'permanent',
    /sub_status/,
  ],
  [
    20038,
    'The node actual working time is mandatory',
    'Node doing 实际工时 is required.',
    'invalid',
    'permanent',
    /actual_work_time/,
  ],
  [
    30005,
    'WorkItem Not Found',
    'WorkItem Not Found',
    'not_found',
    'permanent',
    /project_work_items_filter/,
  ],
  [50006, 'workflow err', 'workflow err', 'conflict', 'permanent', /disorder/],
  [
    20090,
    'Your request has been Intercept',
    'Your request has been intercepted.',
    'permission',
    'permanent',
    /plugin/,
  ],
  [
    50006,
    'Sub Task Not Completed',
    'Node 开发 cannot be completed because task 写测试 is not completed',
    'conflict',
    'permanent',
    /project_subtasks_operate/,
  ],
  [
    20050,
    'Field Option Value Is Wrong',
    'Due to the administrator configuration update',
    'invalid',
    'permanent',
    /option/,
  ],
  [
    20007,
    'WorkItem Is Already Aborted',
    'WorkItem Is Already Aborted',
    'conflict',
    'permanent',
    /resume it/,
  ],
  [
    50006,
    'The current workflow is in transition',
    'Node workflow transitioning',
    'conflict',
    'not_applied',
    /2 seconds/,
  ],
  [
    30009,
    'Field Not Found',
    'field_value_pairs field alias testin_allow:can not find field',
    'not_found',
    'permanent',
    /project_fields_list/,
  ],
  [
    20038,
    'Required Field Is Not Set',
    'Milestone due time is required',
    'invalid',
    'permanent',
    /estimate_end_date/,
  ],
  [
    1000051743,
    'RPC Call Error',
    'Node 估分 must exceed that of its sub-tasks',
    'invalid',
    'permanent',
    /points/,
  ],
  [
    50006,
    'No right to edit',
    'Unable to edit 优先级 (field_p)',
    'permission',
    'permanent',
    /may not edit/,
  ],
  [
    20041,
    'Field RoleOwner Must Be Set In FieldValuePairs',
    'Role owner do not exist in DB and request',
    'not_found',
    'permanent',
    /project_roles_list/,
  ],
];

/** Page "按组更新复合字段值": the first row has another code in err. */
const compoundPage: readonly (readonly [number, number, string, string, ...Expected])[] = [
  [
    1000050244,
    1000050,
    'ErrAPIWorkItemNotFound',
    'WorkItem Not Found',
    'not_found',
    'permanent',
    /work_item_id/,
  ],
  [
    1000050156,
    1000050156,
    'Invalid Param',
    'ProjectKey not match',
    'invalid',
    'permanent',
    /project_key/,
  ],
  [
    1000050248,
    1000050248,
    'Field Not Found',
    'Field Not Found',
    'not_found',
    'permanent',
    /project_fields_list/,
  ],
  [
    1000050156,
    1000050156,
    'Invalid Param',
    'Invalid field, only support compound_field',
    'invalid',
    'permanent',
    /project_work_items_update/,
  ],
];

describe('a refused project_nodes_operate', () => {
  it.each(nodePage)('%i %s: %s', (code, general, message, kind, recovery, hint) => {
    const facts = refusedWith(code, message, { call: 'project_nodes_operate', general });
    expect(facts).toMatchObject({ code, kind, recovery, hint: expect.stringMatching(hint) });
  });

  it.each([
    ['设计评审(field_658c22) Required', { node: '设计评审', field_key: 'field_658c22' }],
    ['发布信号(field_9) Should Be Passed', { field: '发布信号', field_key: 'field_9' }],
    ['role 产品经理(PM) Required', { role: '产品经理', role_id: 'PM' }],
    ['开发 估分and schedule required', { node: '开发' }],
    ['Node doing 实际工时 is required.', { node: 'doing' }],
    ['Unable to edit 优先级 (field_p)', { field: '优先级', field_key: 'field_p' }],
    [
      'Node 开发 cannot be completed because task 写测试 is not completed',
      { node: '开发', sub_task: '写测试' },
    ],
    [
      'field_value_pairs field alias testin_allow:can not find field',
      { field_alias: 'testin_allow' },
    ],
    ['field [estimate] is illegal', { field: 'estimate' }],
  ])('names what "%s" is about', (message, details) => {
    expect(refusedWith(20038, message).details).toEqual(details);
  });

  it('waits two seconds for another transition, and goes on', () => {
    expect(refusedWith(50006, 'Node workflow transitioning')).toMatchObject({
      recovery: 'not_applied',
      retryAfterMs: 2_000,
    });
  });

  it.each([
    [20017, 'Node Is Completed'],
    [50006, 'Task has been finished'],
  ])('knows that %i %s is what was asked for', (code, message) => {
    expect(refusedWith(code, message).alreadyInDesiredState).toBe(true);
  });

  it('points at other arguments than a refused creation does', () => {
    expect(refusedWith(20038, '描述(description) Required').hint).not.toContain('under fields');
  });
});

describe('a refused project_compound_fields_update', () => {
  it.each(compoundPage)('%i (%i) %s: %s', (code, inner, general, message, kind, recovery, hint) => {
    const call = 'project_compound_fields_update';
    const facts = refusedWith(code, message, { call, general });
    expect(facts).toMatchObject({ code, kind, recovery, hint: expect.stringMatching(hint) });
    expect(inner).toBeGreaterThan(0);
  });
});

describe('50006', () => {
  it.each([
    ['openapi system err, please try again later', 'unavailable', 'ambiguous'],
    ['RPC Call Error', 'unavailable', 'ambiguous'],
    ['', 'unavailable', 'ambiguous'],
    ['role_owners parse failed', 'invalid', 'permanent'],
    ['template is invalid', 'invalid', 'permanent'],
    ['template name duplicated', 'invalid', 'permanent'],
    ['relation name already exists', 'invalid', 'permanent'],
    ['deliverable is required', 'invalid', 'permanent'],
    ['not workflow mode', 'invalid', 'permanent'],
    ['something quite different', 'unknown', 'permanent'],
  ])('that says "%s" is %s, %s', (message, kind, recovery) => {
    expect(refusedWith(50006, message, { status: 500 })).toMatchObject({ kind, recovery });
  });

  it.each([
    ['project_work_items_batch_update', 'work_item_ids exceed 50', /split/],
    ['project_charts_get', 'chart config error', /chart/],
    ['project_fixed_views_get', 'view type not supported', /panorama/],
  ])('of %s can say "%s"', (call, message, hint) => {
    expect(refusedWith(50006, message, { call, status: 500 })).toMatchObject({
      kind: 'invalid',
      recovery: 'permanent',
      hint: expect.stringMatching(hint),
    });
  });
});

describe('a code that depends on the call', () => {
  it.each([
    [20007, 'project_work_items_abort', /terminated already/],
    [20008, 'project_work_items_abort', /resumed already/],
    [20005, 'project_states_change', /transition_id/],
    [20005, 'project_subtasks_create', /message names/],
    [20006, 'project_roles_create', /not taken/],
    [20006, 'project_op_records_list', /both start and end/],
    [20006, 'project_templates_update', /message names/],
    [30001, 'project_fields_list', /project_work_item_types_list/],
    [30001, 'project_templates_get', /project_templates_list/],
    [30015, 'project_subtasks_create', /project_subtasks_list/],
    [10001, 'project_comments_delete', /wrote them/],
    [10001, 'project_work_items_delete', /administrator/],
    [1000051280, 'project_comments_create', /comment/],
    [1000051280, 'project_reviews_list', /node ids/],
    [1000051743, 'project_users_query', /project_users_query/],
    [20013, 'project_op_records_list', /7 days apart/],
    [20013, 'project_nodes_operate', /^A time of the schedule is wrong/],
    [20013, 'project_work_items_filter', /created_at and updated_at need a start/],
    [20013, 'project_work_hours_create', /first and the last day/],
    [20037, 'project_subtasks_operate', /sub-task is not completed/],
    [20038, 'project_states_change', /under fields/],
    [20038, 'project_work_items_create', /field_value_pairs/],
    [20026, 'project_workflows_get', /flow_type 1/],
    [20027, 'project_states_change', /project_nodes_complete/],
    [10211, 'project_user_groups_list_members', /FEISHU_PROJECT_USER_TOKEN/],
    [10002, 'project_states_change', /does not lead there/],
    [30012, 'project_states_change', /name of the state to go to/],
  ])('%i of %s has its own advice', (code, call, hint) => {
    expect(refusedWith(code, 'Refused', { call }).hint).toMatch(hint);
  });

  it('is no failure to whoever wanted just that', () => {
    const call = 'project_work_items_abort';
    expect(refusedWith(20007, 'aborted', { call }).alreadyInDesiredState).toBe(true);
    expect(
      refusedWith(20007, 'aborted', { call: 'project_nodes_operate' }).alreadyInDesiredState,
    ).toBeFalsy();
  });
});

/** "Open API 错误码", by HTTP status, and the codes that single pages add. */
const documented: readonly (readonly [
  kind: ErrorKind,
  recovery: Recovery,
  codes: readonly number[],
])[] = [
  ['auth', 'renew', [10021, 10022, 10211]],
  ['auth', 'permanent', [10023, 10204, 10210, 10302, 20039, 20042]],
  [
    'permission',
    'permanent',
    [10001, 10005, 10301, 10404, 20090, 1000051942, 1000053219, 1000051195, 1000053507, 1000051256],
  ],
  [
    'conflict',
    'permanent',
    [10002, 10004, 10430, 20007, 20008, 20016, 20017, 20037, 20093, 1000051617],
  ],
  ['rate_limited', 'not_applied', [10429]],
  ['unavailable', 'ambiguous', [50001, 50005, 1000050262]],
  [
    'not_found',
    'permanent',
    [
      13001, 30001, 30004, 30005, 30006, 30007, 30008, 30009, 30010, 30011, 30012, 30014, 30015,
      30016, 30018, 30019, 20018, 20021, 20041, 1000051743, 1000052062, 1000052063, 1000050255,
      1000050244, 1000050248, 1000051135, 1000050052, 1000051120, 1000051814, 1000053308,
    ],
  ],
  [
    'invalid',
    'permanent',
    [
      9999, 20001, 20002, 20003, 20004, 20005, 20006, 20009, 20010, 20011, 20012, 20013, 20014,
      20015, 20019, 20020, 20024, 20025, 20026, 20027, 20028, 20029, 20032, 20033, 20038, 20040,
      20043, 20044, 20045, 20046, 20047, 20048, 20049, 20050, 20051, 20052, 20053, 20055, 20056,
      20057, 20058, 20059, 20060, 20061, 20062, 20063, 20064, 20065, 20066, 20067, 20068, 20069,
      20070, 20071, 20072, 20080, 20081, 20082, 20083, 20089, 20094, 1000050156, 1000050174,
      1000050190, 1000050178, 1000053593, 1000050438, 1000050183, 1000053645, 1000051280,
      1000051468, 1000051469, 1000051750, 1000050746, 1000053603, 1000053604, 1000053605,
      1000053001, 1000053002, 1000053003, 1000053004, 1000053005, 1000053006, 1000053007,
      1000053008, 1000053009, 1000053010, 1000053011, 1000051401, 1000051872, 1000050535,
      1000053287,
    ],
  ],
];

const documentedCodes = documented.flatMap(([kind, recovery, codes]) =>
  codes.map((code) => [code, kind, recovery] as const),
);

describe('the documented codes', () => {
  it.each(documentedCodes)('%i is %s, %s, with advice', (code, kind, recovery) => {
    expect(refusedWith(code, 'Refused')).toMatchObject({
      kind,
      recovery,
      hint: expect.stringMatching(/^[A-Zp].{10,}\.$/),
    });
  });

  it('are those of the table, and no other', () => {
    const known = new Set([50006, ...documentedCodes.map(([code]) => code)]);
    const told = new Set(projectErrors.map(({ code }) => code));
    expect([...told].filter((code) => !known.has(code))).toEqual([]);
  });

  it('renew a token, and send again what was not applied: nothing else goes again as it is', () => {
    const again = projectErrors.filter(({ recovery }) => recovery === 'not_applied');
    expect(again.map(({ code }) => code).sort()).toEqual([10429, 50006]);
  });
});
