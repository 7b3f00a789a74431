import { type ProjectErrorRow, projectRows } from './error-row.js';

const required = 'project_transitions_get_required shows all that is missing.';
const fieldsHere = 'Give the field that is named under fields in the same call.';

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
      'The workflow of the item is in disorder: see whether the item can be used in Feishu Project.',
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
    [20038, 'Field required', `${fieldsHere} ${required}`, { on: /^project_nodes_/ }],
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
