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
