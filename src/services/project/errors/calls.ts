import { type ProjectErrorRow, projectRows } from './error-row.js';

const compound = /^project_compound_fields_update$/;
const itemTypes = 'project_work_item_types_list shows the types of the space.';

/** Codes that mean something of their own where these calls are answered with them. */
export const callErrors: readonly ProjectErrorRow[] = [
  /** Page "按组更新复合字段值". */
  ...projectRows('not_found', 'permanent', [
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
      'Give a transition_id from project_workflows_get (flow_type 1), neither 0 nor null.',
      { on: /^project_states_change$/ },
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
    [
      20013,
      'Bad Time',
      'Give start and end in Unix milliseconds (13 digits), at most 7 days apart.',
      { on: /^project_op_records_/ },
    ],
  ]),
  ...projectRows('conflict', 'permanent', [
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

const required = 'project_transitions_get_required shows all that is missing.';

/** Page "节点完成/回滚": most of its codes mean several things, which the message tells apart. */
export const nodeErrors: readonly ProjectErrorRow[] = [
  ...projectRows('conflict', 'permanent', [
    [
      20017,
      'Node Is Completed',
      'The node is completed already: nothing is left to do; to reopen it, roll it back with a reason.',
      { alreadyInDesiredState: true },
    ],
    [
      20016,
      'Node Is Not Arrived',
      'The node has not begun: complete the nodes before it first; project_workflows_get shows which are under way (status 2).',
    ],
    [
      50006,
      'Task has been finished',
      'This user has confirmed the node already; the others who must confirm have not: project_workflows_get shows them under sub_status.',
      { says: /task has been finished|already confirmed/i, alreadyInDesiredState: true },
    ],
    [
      50006,
      'Sub Task Not Completed',
      'Complete the sub-task that is named first (project_subtasks_operate), then the node.',
      { says: /is not completed|sub ?task not completed/i },
    ],
    [
      50006,
      'Signal not passed',
      'The field that is named is a signal and must be passed first: set it to true, or let the system that gives it do so.',
      { says: /should be passed/i },
    ],
    [
      50006,
      'workflow err',
      'The workflow of the item is in disorder: see whether the item can be used in Feishu Project, and look at it with project_workflows_get.',
      { says: /workflow err/i },
    ],
  ]),
  ...projectRows('conflict', 'not_applied', [
    [
      50006,
      'Workflow transitioning',
      'Another request is moving this node: look at its status with project_workflows_get after 2 seconds or more, then go on.',
      { says: /transitioning|in transition/i, retryAfterMs: 2_000 },
    ],
  ]),
  ...projectRows('permission', 'permanent', [
    [
      50006,
      'No right to edit',
      'The user of the calls may not edit what is named: let somebody with the right do it, or leave it out.',
      { says: /unable to edit|no right to edit/i },
    ],
  ]),
  ...projectRows('not_found', 'permanent', [
    [
      20018,
      'Node ID Not Exist In Workflow',
      'This item has no such node: take node_id (the state_key) from project_workflows_get of the same item.',
    ],
    [
      20041,
      'Role Owner Must Be Set',
      'The type has no such role: project_roles_list shows which there are, for role_assignee.',
    ],
  ]),
  ...projectRows('invalid', 'permanent', [
    [
      20038,
      'Owner Required',
      `The node has no owner: give node_owners, or role_assignee where a role owns it, in the same call. ${required}`,
      { says: /owner required|person in charge/i },
    ],
    [
      20038,
      'Estimates and schedules required',
      `Give node_schedule with points, estimate_start_date and estimate_end_date (schedules, where each owner has one) in the same call. ${required}`,
      { says: /schedule required|estimates and schedules/i },
    ],
    [
      20038,
      'Role required',
      `Nobody has the role that is named: give role_assignee [{role, owners}] in the same call. ${required}`,
      { says: /^role .*required|role info is mandatory/i },
    ],
    [
      20038,
      'Actual hours required',
      `Give node_schedule.actual_work_time, or register hours with project_work_hours_create. ${required}`,
      { says: /实际工时|actual working time/i },
    ],
    [
      20038,
      'Milestone due time required',
      `Give node_schedule.estimate_end_date of the node first (project_nodes_update). ${required}`,
      { says: /milestone due time/i },
    ],
    [
      20038,
      'Field required',
      `Give the field that is named under fields in the same call. ${required}`,
      { on: /^project_nodes_/ },
    ],
    [
      20005,
      'Missing action or rollback reason',
      'Give action confirm, or action rollback with a rollback_reason.',
      { on: /^project_nodes_operate$/ },
    ],
    [
      1000051743,
      'Points lower than those of the sub-tasks',
      'Give node_schedule.points no lower than the sum of its sub-tasks (project_subtasks_list).',
      { says: /sub-?task|估分/i },
    ],
  ]),
];
