import { type ProjectErrorRow, projectRows } from './error-row.js';

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
    [1000053287, 'Not Deliverable', 'The item is no deliverable: see project_deliverables_get.'],
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
