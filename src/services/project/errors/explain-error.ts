import type { ErrorRow } from '../../../core/errors.js';
import { rowForStatus } from '../../shared/foreign-reply.js';
import { callErrors } from './calls.js';
import { type ProjectErrorRow, projectRows } from './error-row.js';
import { busyErrors, commonErrors, longErrors } from './general.js';
import { nodeErrors } from './nodes.js';

/** What a refusal says of itself. */
export interface RefusedCall {
  readonly code: number;
  readonly status: number;
  /** The vendor's specific words. */
  readonly message: string;
  /** The endpoint that was called, where it is known. */
  readonly call: string | undefined;
}

/** What a refusal means; of a code that nobody documented, what its HTTP status tells. */
export function rowFor(refusal: RefusedCall): ErrorRow & Pick<ProjectErrorRow, 'retryAfterMs'> {
  return (
    projectErrors.find((row) => fits(row, refusal)) ?? rowForStatus(refusal.status) ?? undocumented
  );
}

function fits({ code, on, says }: ProjectErrorRow, refusal: RefusedCall): boolean {
  return (
    code === refusal.code &&
    (on === undefined || on.test(refusal.call ?? '')) &&
    (says === undefined || says.test(refusal.message))
  );
}

const undocumented: ErrorRow = {
  name: 'unknown error',
  kind: 'unknown',
  recovery: 'permanent',
  hint: 'Look the code up in the Feishu Project documentation.',
};

/** What the vendor's words name: nodes, fields, roles, sub-tasks. The first shape that fits. */
const shapes: readonly RegExp[] = [
  /node (?<node>.+) cannot be completed because task (?<sub_task>.+) is not completed/i,
  /^node (?<node>\S+) 实际工时 is required/i,
  /^(?<node>.+?) ?估分 ?and schedule required/i,
  /^role (?<role>.+?) ?[(（](?<role_id>[^()（）]+)[)）] required/i,
  /^unable to edit (?<field>.+?) ?[(（](?<field_key>[^()（）]+)[)）]/i,
  // The page "节点完成/回滚": {{节点名}}({{字段ID}}) Required.
  /^(?<node>.+?) ?[(（](?<field_key>[^()（）]+)[)）] required/i,
  /^(?<field>.+?) ?[(（](?<field_key>[^()（）]+)[)）] should be passed/i,
  /field alias (?<field_alias>[\w-]+) ?: ?can ?not find/i,
  /field \[(?<field>[^\]]+)\] is illegal/i,
];

export function namedIn(message: string): Readonly<Record<string, string>> {
  for (const shape of shapes) {
    const found = shape.exec(message)?.groups;
    if (found !== undefined) {
      return { ...found };
    }
  }
  return {};
}

const types = 'project_work_item_types_list shows the keys of the types.';
const fields = 'project_fields_list shows the fields of the type, their types and options.';
const workflow = 'project_workflows_get shows the nodes of the item and their sub-tasks.';
const people = 'Give user keys (project_users_search), and roles of the type (project_roles_list).';
const relations = 'project_relations_list shows the relations and the types they lead to.';
const conditions =
  'Each condition takes certain operators and value types: ids and keys in lists, times as numbers of milliseconds.';
const fewer = 'Narrow the search: more than 5,000 items match.';
const nodeFlow =
  'This works for items with a node flow only; project_states_change moves the others.';

/** "Open API 错误码", HTTP 400. */
const parameterErrors: readonly ProjectErrorRow[] = [
  ...projectRows('invalid', 'permanent', [
    [9999, 'Invalid Param', 'Check the arguments: ids, keys and their types.'],
    [20001, 'Too Many Parameters', 'At most 100 spaces in one call.'],
    [20002, 'Page Size Over Limit', 'Ask for a smaller page.'],
    [
      20003,
      'Wrong Work Item Type',
      `${types} Where the type has a state flow, leave need_workflow out.`,
    ],
    [20004, 'Too Many Users', 'At most 10 user keys in a filter, 100 in a query of users.'],
    [20005, 'Missing Parameter', 'Give the argument that the message names.'],
    [20006, 'Invalid Parameter', 'Correct the argument that the message names.'],
    [20009, 'No Reason Given', 'Give reason_option, and a reason where it is other.'],
    [20010, 'Item Types Differ', 'Give items of one type only.'],
    [
      20011,
      'Not A Fixed View',
      'Only fixed views can be changed so: see view_type in project_views_list.',
    ],
    [20012, 'View Not In Space', 'Take the view from project_views_list of the same space.'],
    [
      20013,
      'Bad Time',
      'A time or a span is wrong: give dates (2026-11-21), and the start no later than the end.',
    ],
    [20014, 'Project And Item Differ', 'The item is in another space: use the space of the item.'],
    [20015, 'Fields Mixed', 'Name either the fields to have, or those to leave out with "-".'],
    [20019, 'Too Many Bots', 'At most 5 bots in one call.'],
    [20020, 'No Bots Given', 'Give app_ids.'],
    [20024, 'File Too Large', 'Files take at most 100 MB.'],
    [20025, 'No Field Named', 'Give field_key or field_alias.'],
    [20026, 'Wrong Flow Type', 'Give flow_type 0 for a node flow, 1 for a state flow.'],
    [20027, 'Wrong Flow Type', 'Give flow_type 0 for a node flow, 1 for a state flow.'],
    [20028, 'Too Many Ids', 'At most 50 ids in one call.'],
    [
      20029,
      'Field Type Not Supported',
      'This call does not take a field or a condition of this type: leave it out. APPEND takes fields of several values.',
    ],
    [20032, 'Schedule Owner Invalid', 'Give schedules for owners of the node only, one each.'],
    [
      20033,
      'Field Not Updatable',
      `Leave the field out: it is computed, or has a call of its own. ${fields}`,
    ],
    [
      20038,
      'Required Item Missing',
      'Give what the message names; project_transitions_get_required shows all that is missing.',
    ],
    [20040, 'Form Is Empty', 'Give the form fields.'],
    [20043, 'Too Many Views', 'At most 10 view ids in one call.'],
    [20044, 'Work Item Type Disabled', `The type is out of use. ${types}`],
    [20045, 'Comment Not Of Item', 'Take the comment from project_comments_list of the same item.'],
    [20046, 'Sub-task Not In Workflow', workflow],
    [20047, 'Two Kinds Of Owners', 'Give either assignee or role_assignee.'],
    [20048, 'Role Mismatch', people],
    [20049, 'Tenant Group Wrong', 'Leave tenant_group_id out.'],
    [
      20050,
      'Option Value Wrong',
      `The option is gone or was never there: choose one that is offered. ${fields}`,
    ],
    [20051, 'Linked Item Wrong', 'Give ids of items that this field may link to.'],
    [20052, 'Operator Wrong', people],
    [20053, 'Reporter Wrong', people],
    [20055, 'Result Too Large', 'Narrow the search: too many items match.'],
    [20056, 'Only Node Flows Can Be Terminated', nodeFlow],
    [20057, 'Too Many Spaces', 'At most 10 spaces, keys and simple names together.'],
    [20058, 'Search User Wrong', people],
    [20059, 'Search User Wrong', people],
    [20060, 'Relation Wrong', relations],
    [20061, 'Relation Wrong', relations],
    [20062, 'Relation Type Wrong', relations],
    [20063, 'Operator Not Supported', `This field does not take this operator. ${conditions}`],
    [20064, 'Too Many Conditions', 'At most 50 conditions or options.'],
    [20065, 'Not For State Flows', nodeFlow],
    [20066, 'Signal Value Wrong', 'A signal is passed, processing or rejected.'],
    [20067, 'Signal Value Wrong', 'A signal is passed, processing or rejected.'],
    [20068, 'Search Parameter Not Supported', `This field cannot be searched. ${fields}`],
    [20069, 'Search Value Wrong', `The value has the wrong type. ${conditions}`],
    [20070, 'Search Field Invalid', fields],
    [20071, 'Search Field Invalid', 'Defects have no "people": search by role_owners.'],
    [20072, 'Conjunction Wrong', 'The conjunction is AND or OR, in capitals.'],
    [20080, 'Query Length', 'The query takes 1 to 200 characters.'],
    [20081, 'Query Type', 'Set query_type to workitem or view.'],
    [20082, 'Action Not Supported', 'The action is confirm or rollback.'],
    [20083, 'Duplicate Field', 'Give each field once; name and template_id not among the fields.'],
    [20089, 'Not A WBS Item', 'This item has no work breakdown structure.'],
    [20094, 'Too Many Results', fewer],
  ]),
  ...projectRows('not_found', 'permanent', [
    [20021, 'Chat Not Bound', 'The item has no chat group: bind one to it first.'],
  ]),
  ...projectRows('auth', 'permanent', [
    [20039, 'User Key Required', 'Set FEISHU_PROJECT_USER_KEY.'],
    [20042, 'User Key Wrong', 'Check FEISHU_PROJECT_USER_KEY: it belongs to no user.'],
  ]),
  ...projectRows('permission', 'permanent', [
    [
      20090,
      'Request Intercepted',
      'A plugin of the space forbids this change: its rules must be met, or an administrator of the space must change them.',
    ],
  ]),
  ...projectRows('conflict', 'permanent', [
    [
      20007,
      'WorkItem Is Aborted',
      'The item is terminated: resume it first (project_work_items_abort with is_aborted false).',
    ],
    [20008, 'WorkItem Is Restored', 'The item is not terminated.'],
    [
      20037,
      'Node Not Completed',
      'Only a completed node can be rolled back (status 3 in project_workflows_get).',
    ],
    [20093, 'Role In Use', 'Take the role out of nodes and items first.'],
  ]),
];

/** Every documented code; where one has several rows, the first that fits the call and its message. */
export const projectErrors: readonly ProjectErrorRow[] = [
  ...callErrors,
  ...nodeErrors,
  ...busyErrors,
  ...longErrors,
  ...parameterErrors,
  ...commonErrors,
];
