import { type ProjectErrorRow, projectRows } from './error-row.js';

const compound = /^project_compound_fields_update$/;
const states = /^project_states_change$/;
const subTasks = /^project_subtasks_operate$/;
const required = 'project_transitions_get_required shows all that is missing.';
const fieldsHere = 'Give the field that is named under fields in the same call.';
const thaw =
  'The item is frozen, and nobody changes it meanwhile: project_work_items_freeze with is_frozen false thaws it.';
const itemTypes = 'project_work_item_types_list shows the types of the space.';

/** Where 20013 comes from, by the endpoints that answer it, and what they take. */
const badTimes: readonly { readonly on: RegExp; readonly hint: string }[] = [
  {
    on: /^project_op_records_/,
    hint: 'Give both start and end, at most 7 days apart and none before 2024-07-02, or neither.',
  },
  {
    on: /^project_(nodes_(update|operate)|subtasks_(create|update|operate))$/,
    hint: 'A time of the schedule is wrong: give start and end as dates (2026-11-21), and the start no later than the end.',
  },
  {
    on: /^project_nodes_update_actual_time$/,
    hint: 'Give actual_start_time and actual_finish_time as dates with times, and the start no later than the end.',
  },
  {
    on: /^project_(work_items_filter|work_items_filter_across|subtasks_search)$/,
    hint: 'Give start as a date (2026-11-21), and end no earlier; created_at and updated_at need a start.',
  },
  {
    on: /^project_work_hours_/,
    hint: 'Give the first and the last day as dates, the first no later than the last.',
  },
];

/** Codes that mean something of their own where these calls are answered with them. */
export const callErrors: readonly ProjectErrorRow[] = [
  /** Page "按组更新复合字段值". */
  ...projectRows('not_found', 'permanent', [
    [
      30012,
      'Transition Not In State Flow',
      'The flow of the item has no such transition: give the name of the state to go to, or an id from project_workflows_get (flow_type 1) of the same item.',
      { on: states },
    ],
    [
      1000050244,
      'WorkItem Not Found',
      'No item has this work_item_id, or it was deleted: take the id from project_work_items_filter.',
      { on: compound },
    ],
    [
      1000050248,
      'Field Not Found',
      'No such field: take the key of the compound field from project_fields_list.',
      { on: compound },
    ],
    [
      30006,
      'User Not Found',
      'None of these people was found: check keys and addresses, or find people by part of their name with project_users_search.',
      { on: /^project_users_query/ },
    ],
    [30001, 'Type Not In Space', itemTypes, { on: /^project_fields_list$/ }],
    [
      30001,
      'Template Not Found',
      'project_templates_list shows the templates of a type.',
      { on: /^project_templates_/ },
    ],
    [
      30015,
      'Node Or Sub-task Not Found',
      'Take node and sub-task from project_subtasks_list of the same item.',
      { on: /^project_subtasks_/ },
    ],
  ]),
  ...projectRows('invalid', 'permanent', [
    [
      1000050156,
      'Not A Compound Field',
      'The field is of another type: fields with field_type_key compound_field have groups; project_work_items_update sets the others.',
      { on: compound, says: /compound_field/i },
    ],
    [
      1000050156,
      'ProjectKey Not Match',
      'The item is in another space: give the project_key of the space it is in.',
      { on: compound, says: /projectkey not match/i },
    ],
    [
      20005,
      'Transition Missing',
      'Give transition_id: the name of the state to go to, or an id from project_workflows_get (flow_type 1); neither 0 nor null.',
      { on: states },
    ],
    [
      20038,
      'Role Required',
      `Nobody has the role that is named: give role_owners [{role, owners}] in the same call. ${required}`,
      { on: states, says: /^role .*required|role info is mandatory/i },
    ],
    [20038, 'Field Required', `${fieldsHere} ${required}`, { on: states }],
    [
      20038,
      'Field Required',
      'Give the field that is named in field_value_pairs of the same call; project_fields_list shows what it takes.',
      { on: /^project_work_items_create$/ },
    ],
    [
      20026,
      'Item With States',
      'The item has a state flow: give flow_type 1.',
      { on: /^project_workflows_get$/ },
    ],
    [
      20027,
      'Item With Nodes',
      'The item has a node flow: give flow_type 0.',
      { on: /^project_workflows_get$/ },
    ],
    [
      20027,
      'Item With Nodes',
      'The item has nodes, not states: project_nodes_complete completes them.',
      { on: states },
    ],
    [20006, 'Role Id Taken', 'Choose an id that is not taken.', { on: /^project_roles_/ }],
    [
      20006,
      'Invalid Parameter',
      'Give both start and end, at most 7 days apart, or neither; the space by its key.',
      { on: /^project_op_records_list$/ },
    ],
    [
      20002,
      'Page Size Over Limit',
      'Views come 10 in a page, comments 200 at most.',
      { on: /^project_(views|comments)_/ },
    ],
    [
      1000051280,
      'Params Invalid',
      'Check item, type and space of the comment, and that it has a text.',
      { on: /^project_comments_/ },
    ],
    [
      9999,
      'Template Not Deletable',
      'Check the template id, and that nothing uses the template.',
      { on: /^project_templates_/ },
    ],
    ...badTimes.map(({ on, hint }) => [20013, 'Bad Time', hint, { on }] as const),
  ]),
  ...projectRows('auth', 'permanent', [
    [
      10211,
      'User Token Needed',
      'User groups take the token of a user alone: set FEISHU_PROJECT_USER_TOKEN, and renew it when it is older than two hours.',
      { on: /^project_user_groups_/ },
    ],
  ]),
  ...projectRows('conflict', 'permanent', [
    [
      20037,
      'Sub-task Not Completed',
      'The sub-task is not completed, so that there is nothing to roll back.',
      { on: subTasks, alreadyInDesiredState: true },
    ],
    [
      50006,
      'Sub-task Is Finished',
      'The sub-task is completed already: nothing is left to do; to reopen it, use action rollback.',
      { on: subTasks, says: /has been finished|already confirmed/i, alreadyInDesiredState: true },
    ],
    [10002, 'Item Frozen', thaw, { says: /frozen|freeze|冻结/i }],
    [
      10002,
      'Transition Not From Here',
      'The state that the item is in does not lead there: project_workflows_get (flow_type 1) shows the states and the transitions from each. Name the state to go to in transition_id.',
      { on: states },
    ],
    [
      20007,
      'WorkItem Is Already Aborted',
      'The item is terminated already.',
      { on: /^project_work_items_abort$/, alreadyInDesiredState: true },
    ],
    [
      20008,
      'WorkItem Is Already Restored',
      'The item is not terminated, or was resumed already.',
      { on: /^project_work_items_abort$/, alreadyInDesiredState: true },
    ],
  ]),
  ...projectRows('permission', 'permanent', [
    [
      10001,
      'Not The Author',
      'Comments are changed and deleted by those who wrote them.',
      { on: /^project_comments_(update|delete)/ },
    ],
  ]),
];
