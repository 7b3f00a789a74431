import { type ProjectErrorRow, projectRows } from './error-row.js';

const names = 'Choose a name that is not taken.';

/** 50006 carries overload and business failures alike; nothing but its message tells which. */
export const busyErrors: readonly ProjectErrorRow[] = [
  ...projectRows('invalid', 'permanent', [
    [
      50006,
      'Too many items',
      'At most 50 items in one call: split the list.',
      { on: /^project_work_items_batch_update$/, says: /50|exceed|limit|too many/i },
    ],
    [50006, 'Name taken', names, { says: /duplicate|already exist|repeat/i }],
    [
      50006,
      'Role owners not understood',
      'Check the shape of role_owners, [{role, owners: [user_key]}], and the roles with project_roles_list.',
      { says: /role.?owners?/i },
    ],
    [
      50006,
      'Template invalid',
      'Take the template from project_templates_list of the same type.',
      { says: /template/i },
    ],
    [
      50006,
      'Deliverable missing',
      'Give the deliverable of the sub-task in the same call.',
      { says: /deliverable/i },
    ],
    [
      50006,
      'Not a node flow',
      'Items with a state flow are moved with project_states_change.',
      { says: /workflow mode/i },
    ],
    [
      50006,
      'Chart misconfigured',
      'Open the chart in Feishu Project and mend its settings.',
      { on: /^project_charts_/, says: /chart|config/i },
    ],
    [
      50006,
      'Not a fixed view',
      'Panorama views are read with project_views_get_panorama.',
      { on: /^project_fixed_views_/, says: /view|panorama/i },
    ],
  ]),
  ...projectRows('unavailable', 'ambiguous', [
    [
      50006,
      'System overload',
      'The service is overloaded: try again in a minute.',
      { says: /openapi system err|try again later|overload|^rpc call err(or)?\.?$|^$/i },
    ],
  ]),
  ...projectRows('unknown', 'permanent', [
    [
      50006,
      'Refused for another reason',
      'The message says why; the same request will be refused again.',
    ],
  ]),
];

const space =
  'project_spaces_list and project_spaces_get show keys and simple names of the spaces.';
const resource = 'Check the resource, its type, and that its fields belong to the library.';
const settings = 'Check the type of the field and its settings against project_fields_list.';
const group = 'Check the group, its kind, and that all user keys are those of members.';
const chart =
  'Open the chart in Feishu Project: it may be gone, or its settings may be in disorder.';

/** Codes of 10 digits, as the pages of the single calls list them. */
export const longErrors: readonly ProjectErrorRow[] = [
  ...projectRows('not_found', 'permanent', [
    [
      1000051743,
      'User Info Not Found',
      'Give user keys of users of this tenant (project_users_query).',
    ],
    [1000052062, 'Project Key Wrong', space],
    [1000052063, 'Project Not Found', space],
    [1000050255, 'Project Not Found', space],
    [1000050244, 'WorkItem Not Found', 'Take the id from project_work_items_filter.'],
    [1000050248, 'Field Not Found', 'project_fields_list shows the fields and their keys.'],
    [1000051135, 'WorkItem Not Found', 'Take the id from project_work_items_filter.'],
    [1000050052, 'Comment Not Found', 'project_comments_list shows the comments of the item.'],
    [1000051120, 'Workflow Not Found', 'The item has no node flow: see project_workflows_get.'],
    [1000051814, 'Node Not Found', 'Take node_id from project_workflows_get of the same item.'],
    [
      1000053308,
      'Conclusion Not Found',
      'project_reviews_list_options shows the conclusions that the node takes.',
    ],
  ]),
  ...projectRows('permission', 'permanent', [
    [1000051256, 'No Permission', 'The user of the calls may not see the comments of this item.'],
    [1000053219, 'Only Node Owners', 'Only owners of the node write its review.'],
    [1000051195, 'Cross-tenant Delete', 'Items of another tenant cannot be deleted from here.'],
    [1000053507, 'Resource Library Off', 'The type has no resource library: switch it on first.'],
  ]),
  ...projectRows('invalid', 'permanent', [
    [
      1000050156,
      'Invalid Param',
      'Check that space, item and field belong together; of a compound field read the group_uuids anew.',
    ],
    [1000050174, 'File Too Large', 'Files take at most 100 MB.'],
    [1000050190, 'Form Is Empty', 'The upload carried no file.'],
    [1000050178, 'Too Many Ids', 'At most 50 ids in one call.'],
    [1000053593, 'Resource Update Refused', resource],
    [1000050438, 'Resource Update Refused', resource],
    [1000050183, 'Resource Update Refused', resource],
    [1000053645, 'Too Many Items', 'A fixed view takes at most 200 ids in one call.'],
    [1000051280, 'Params Invalid', 'Check item, type, space and node ids.'],
    [1000051468, 'Field Settings Wrong', settings],
    [1000051469, 'Field Settings Wrong', settings],
    [1000051750, 'Field Settings Wrong', settings],
    [1000050746, 'Field Settings Wrong', settings],
    [1000053603, 'Field Settings Wrong', settings],
    [1000053604, 'Field Settings Wrong', settings],
    [1000053605, 'Field Settings Wrong', settings],
    ...userGroupCodes().map((code) => [code, 'User Group Refused', group] as const),
    [1000051401, 'Chart Refused', chart],
    [1000051872, 'Chart Refused', chart],
    [1000050535, 'Chart Refused', chart],
    [
      1000053287,
      'Not Deliverable',
      'The item is no deliverable: give ids of items of a type whose items are.',
    ],
  ]),
  ...projectRows('unavailable', 'ambiguous', [
    [1000050262, 'Upload Failed', 'See whether the file is there, then upload it once more.'],
  ]),
  ...projectRows('conflict', 'permanent', [
    [
      1000051617,
      'Relation Already Bound',
      'The two are associated already.',
      { alreadyInDesiredState: true },
    ],
  ]),
];

/** 1000053001 to 1000053011. */
function userGroupCodes(): readonly number[] {
  return Array.from({ length: 11 }, (_, index) => 1_000_053_001 + index);
}

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
      'The present state of the item does not allow this: look at it with project_workflows_get; a frozen item is thawed with project_work_items_freeze, a terminated one restored with project_work_items_abort (is_aborted false).',
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
    [
      50001,
      'Create Failed',
      'The service could not make it: check the arguments, and look whether it is there before calling again.',
    ],
    [50005, 'Internal Error', 'The service failed inside.'],
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
