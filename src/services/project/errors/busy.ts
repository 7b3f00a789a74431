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
