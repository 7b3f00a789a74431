import { type ProjectErrorRow, projectRows } from './error-row.js';

const credentials =
  'Check FEISHU_PROJECT_PLUGIN_ID and FEISHU_PROJECT_PLUGIN_SECRET (developer console of Feishu Project: the plugin, Basic Info).';
const token = `${credentials} A user token lives two hours: set FEISHU_PROJECT_USER_TOKEN anew.`;
const userKey =
  'Check FEISHU_PROJECT_USER_KEY: in Feishu Project, double-click on the picture of the user to copy it.';
const signedIn = `The token was refused, or the user key is missing. ${token} ${userKey}`;
const installed =
  'Three things must hold: the plugin was published with this permission, it is installed in this space, and the user has access.';
const items =
  'Check the id, the type and the space: all three must belong together (project_work_items_filter finds items).';

/** "Open API 错误码", but for the parameters. */
export const commonErrors: readonly ProjectErrorRow[] = [
  ...projectRows('auth', 'renew', [
    [10021, 'Token Not Exist', token],
    [10022, 'Check Token Failed', token],
    [10211, 'Token Info Is Invalid', signedIn],
  ]),
  ...projectRows('auth', 'permanent', [
    [10023, 'User Not Exist', userKey],
    [10204, 'Wrong Plugin Id Or Secret', credentials],
    [10210, 'Code Is Invalid', 'The code lives 5 minutes and works once: get a new one.'],
    [10302, 'User Resigned', 'The user of the calls has left: set FEISHU_PROJECT_USER_KEY anew.'],
  ]),
  ...projectRows('permission', 'permanent', [
    [
      10001,
      'No Permission',
      'The user of the calls may not do this here: let an administrator of the space grant it, or somebody do it who may.',
    ],
    [10005, 'Not An Administrator', 'Only administrators of the space may do this.'],
    [10301, 'No API Permission', installed],
    [10404, 'No Project Permission', `The space is out of reach. ${installed}`],
    [
      1000051942,
      'Quota Used Up',
      'The tenant has used up what it paid for: ask its administrator.',
    ],
  ]),
  ...projectRows('conflict', 'permanent', [
    [
      10002,
      'Illegal Operation',
      'The present state of the item does not allow this: look at it with project_workflows_get; a frozen one is thawed with project_work_items_freeze.',
    ],
    [10004, 'Operation Failed', 'The template would lose nodes that are in use.'],
    [
      10430,
      'Idempotency Key Conflict',
      'A request with this X-IDEM-UUID came before: read back whether it was applied before sending anything again.',
    ],
  ]),
  ...projectRows('rate_limited', 'not_applied', [
    [10429, 'Rate Limit', 'Too many calls: wait a moment and try again.'],
  ]),
  ...projectRows('unavailable', 'ambiguous', [
    [50001, 'Create Failed', 'The service could not make it: check the arguments and try again.'],
    [50005, 'Internal Error', 'The service failed: try again later.'],
  ]),
  ...projectRows('not_found', 'permanent', [
    [13001, 'View Not Found', 'project_views_list shows the views of a type.'],
    [30001, 'Data Not Found', 'Nothing is there under these ids: check each of them.'],
    [30004, 'View Not Found', 'project_views_list shows the views of a type.'],
    [30005, 'WorkItem Not Found', items],
    [30006, 'User Not Found', 'No such user, or not in reach of the plugin: project_users_search.'],
    [30007, 'Workflow Not Found', `The item has no such workflow. ${items}`],
    [30008, 'Business Not Found', 'project_business_lines_list shows the business lines.'],
    [30009, 'Field Not Found', 'project_fields_list shows the fields of the type and their keys.'],
    [30010, 'State Flow Not Found', `The item has no state flow. ${items}`],
    [30011, 'Node Not In Workflow', 'Take node_id from project_workflows_get of the same item.'],
    [
      30012,
      'State Not In State Flow',
      'Take the state from project_workflows_get (flow_type 1) of the same item.',
    ],
    [
      30014,
      'Work Item Type Not Found',
      'No such type in this space, or no right to see it: project_work_item_types_list shows the keys.',
    ],
    [30015, 'Record Not Found', 'Nothing is there under this id: list what there is.'],
    [30016, 'Project Not Found', 'project_spaces_list shows the spaces that can be reached.'],
    [30018, 'Relation Not Found', 'project_relations_list shows the relations of the space.'],
    [30019, 'File Not Found', 'Read the attachment field of the item for the uuids there are.'],
  ]),
];
