/** What an argument of a tool may name, and how. */
export interface NamedArgument {
  /** Tools that have it: their names begin so. */
  readonly tools: readonly string[];
  /** Paths of arguments; `*` stands for any part of a path. */
  readonly paths: readonly string[];
  /** What is named. */
  readonly kind: string;
  /** `id` also stands for keys; `exact name` is the vendor's to understand, without folding and candidates. */
  readonly accepts: readonly Form[];
  /** The module in `src/tools` or `src/cells` that finds it; absent where ids go as they are. */
  readonly resolvedIn?: string;
}

type Form = 'id' | 'name' | 'alias' | 'exact name' | 'link' | 'e-mail';

const bitable = ['bitable_'];
const project = ['project_'];
const withPeople = ['id', 'name', 'e-mail'] as const;
const projectNames = ['id', 'alias', 'name'] as const;
const idOrName = ['id', 'name'] as const;
const bitableNames = 'tools/bitable/read/names.ts';
const bitableRoles = 'tools/bitable/read/role-names.ts';
const projectArguments = 'tools/project/resolve/arguments.ts';
const projectLookups = 'tools/project/names/lookups.ts';
const projectPlace = 'tools/project/resolve/work-item-ref.ts';

/** Arguments that name something, by vendor. The first row that fits an argument holds. */
export const namedArguments: readonly NamedArgument[] = [
  // Bitable and what lies around it
  {
    tools: ['bitable_', 'drive_'],
    paths: ['app_token'],
    kind: 'base',
    accepts: ['id', 'link'],
    resolvedIn: 'tools/bitable/read/base-link.ts',
  },
  {
    tools: ['bitable_', 'drive_'],
    paths: ['table_id', 'view_id'],
    kind: 'table or view',
    accepts: ['id', 'name', 'link'],
    resolvedIn: bitableNames,
  },
  {
    tools: bitable,
    paths: ['table_ids', '*property.table_id'],
    kind: 'table',
    accepts: idOrName,
    resolvedIn: bitableNames,
  },
  {
    tools: bitable,
    paths: ['table_roles[].table_id', 'table_roles[].table_name'],
    kind: 'table',
    accepts: idOrName,
    resolvedIn: bitableRoles,
  },
  { tools: bitable, paths: ['form_id'], kind: 'form', accepts: idOrName, resolvedIn: bitableNames },
  {
    tools: bitable,
    paths: ['block_id'],
    kind: 'dashboard',
    accepts: idOrName,
    resolvedIn: bitableNames,
  },
  {
    tools: bitable,
    paths: ['block_roles[].block_id'],
    kind: 'dashboard',
    accepts: idOrName,
    resolvedIn: bitableRoles,
  },
  {
    tools: bitable,
    paths: ['workflow_id'],
    kind: 'automation',
    accepts: idOrName,
    resolvedIn: bitableNames,
  },
  { tools: bitable, paths: ['role_id'], kind: 'role', accepts: idOrName, resolvedIn: bitableNames },
  {
    tools: ['bitable_', 'drive_'],
    paths: ['field_id', 'pre_field_id', 'field_groups[].children[].id'],
    kind: 'field',
    accepts: idOrName,
    resolvedIn: bitableNames,
  },
  {
    tools: ['bitable_views_update'],
    paths: ['property.hidden_fields', 'property.*field_id'],
    kind: 'field',
    accepts: idOrName,
    resolvedIn: bitableNames,
  },
  {
    tools: ['bitable_fields_update'],
    paths: ['property.options.rename{}'],
    kind: 'option',
    accepts: idOrName,
    resolvedIn: 'tools/bitable/change/merge-options.ts',
  },
  {
    tools: bitable,
    paths: [
      'table_roles[]*field_name',
      'table_roles[].field_perm{}',
      'table_roles[].field_action_rules.*{}',
    ],
    kind: 'field, and in the values of a condition options, people and linked records',
    accepts: idOrName,
    resolvedIn: 'tools/bitable/read/role-rules.ts',
  },
  {
    tools: bitable,
    paths: ['table_roles[].view_rules{}'],
    kind: 'view',
    accepts: idOrName,
    resolvedIn: bitableRoles,
  },
  {
    tools: bitable,
    paths: ['*property.formula_expression'],
    kind: 'field of the formula',
    accepts: ['exact name'],
  },
  {
    tools: ['bitable_records_list'],
    paths: ['filter', 'sort'],
    kind: 'field',
    accepts: ['exact name'],
  },
  {
    tools: bitable,
    paths: ['field_names', 'sort[].field_name', 'key_fields', 'group_by', 'measures', 'sort'],
    kind: 'field',
    accepts: idOrName,
    resolvedIn: 'tools/bitable/query/field-finder.ts',
  },
  {
    tools: bitable,
    paths: ['filter', 'filter.*field_name'],
    kind: 'field',
    accepts: idOrName,
    resolvedIn: 'cells/filter/bind.ts',
  },
  {
    tools: ['bitable_records_', 'bitable_import_file'],
    paths: ['fields', 'fields{}', 'records[].fields', 'records[].fields{}', 'rows', 'rows[]{}'],
    kind: 'field, and in its value options, people, linked records and files',
    accepts: idOrName,
    resolvedIn: 'cells/write/writing.ts',
  },
  {
    tools: ['bitable_import_file'],
    paths: ['mapping', 'mapping{}'],
    kind: 'column of the file, and in its value a field',
    accepts: idOrName,
    resolvedIn: 'tools/bitable/tasks/import-file/targets.ts',
  },
  {
    tools: ['bitable_records_', 'drive_medias_'],
    paths: ['record_id'],
    kind: 'record',
    accepts: ['id', 'link'],
    resolvedIn: 'tools/bitable/read/base-link.ts',
  },
  {
    tools: bitable,
    paths: ['record_ids', 'records', 'records[].record_id'],
    kind: 'record',
    accepts: ['id'],
  },
  {
    tools: ['bitable_role_members_', 'drive_permission_members_'],
    paths: ['member_id', 'member_list', 'member_list[].id'],
    kind: 'person',
    accepts: ['id'],
  },
  { tools: ['contact_'], paths: ['emails'], kind: 'person', accepts: ['e-mail'] },

  // Feishu Project
  {
    tools: project,
    paths: ['project_key', 'project_keys', 'relation_project_key', 'remote_projects'],
    kind: 'space',
    accepts: ['id', 'alias', 'name', 'link'],
    resolvedIn: projectPlace,
  },
  { tools: project, paths: ['simple_names'], kind: 'space', accepts: ['alias'] },
  {
    tools: project,
    paths: [
      'work_item_type_key',
      'work_item_type_keys',
      'relation_work_item_type_key',
      'reference_work_item_type_key',
      'query_sub_type',
    ],
    kind: 'work item type',
    accepts: ['id', 'alias', 'name', 'link'],
    resolvedIn: projectPlace,
  },
  {
    tools: project,
    paths: ['*.project_key', '*.work_item_type_key', '*.work_item_type_keys'],
    kind: 'space or work item type',
    accepts: ['id'],
  },
  {
    tools: project,
    paths: ['work_item_id'],
    kind: 'work item',
    accepts: ['id', 'link'],
    resolvedIn: 'tools/project/read/read-given.ts',
  },
  {
    tools: project,
    paths: ['*work_item_id', '*work_item_ids', 'work_item_id_list'],
    kind: 'work item',
    accepts: ['id'],
  },
  {
    tools: ['project_nodes_complete'],
    paths: ['owners'],
    kind: 'person',
    accepts: withPeople,
    resolvedIn: 'tools/project/resolve/people.ts',
  },
  { tools: ['project_users_query'], paths: ['user_keys'], kind: 'person', accepts: ['id'] },
  { tools: ['project_users_query'], paths: ['emails'], kind: 'person', accepts: ['e-mail'] },
  {
    tools: project,
    paths: [
      'node_owners',
      'assignee',
      'user_keys',
      'cooperation_user_keys',
      'users',
      'add_users',
      'delete_users',
      'replace_users',
      'operator',
      'user_key',
      'created_by',
      'node_schedule.owners',
      'schedule.owners',
      'schedules[].owners',
      'role_assignee[].owners',
      'role_owners[].owners',
      'search_user.user_keys',
      'role',
      'role.members',
    ],
    kind: 'person',
    accepts: withPeople,
    resolvedIn: projectArguments,
  },
  {
    tools: project,
    paths: [
      'role_id',
      'belong_role_keys',
      'authorized_roles',
      'role_assignee*',
      'role_owners*',
      'search_user.role',
    ],
    kind: 'role',
    accepts: projectNames,
    resolvedIn: projectArguments,
  },
  { tools: ['project_roles_'], paths: ['role_alias'], kind: 'role', accepts: ['id'] },
  {
    tools: ['project_ai_nodes_update'],
    paths: ['*_fields*'],
    kind: 'field',
    accepts: ['id'],
  },
  {
    tools: ['project_attachments_upload'],
    paths: ['field'],
    kind: 'field',
    accepts: projectNames,
    resolvedIn: 'tools/project/tasks/attachments-upload/run.ts',
  },
  {
    tools: project,
    paths: [
      'update_fields*',
      'field_value_pairs*',
      'deliverable*',
      'fields*',
      'field_key',
      'parent_field_key',
      'schedule_field_key',
      'estimate_point_field_key',
      'actual_work_time_field_key',
      'field_selected',
      'before_field_value',
      'after_field_value',
      'search_group*param_key',
      'sort',
      'sort.field_key',
    ],
    kind: 'field, and in its value options, people, business lines, work items, nodes and statuses',
    accepts: projectNames,
    resolvedIn: projectArguments,
  },
  {
    tools: project,
    paths: ['node_custom_fields*', 'node_fields*', 'object.field_key'],
    kind: 'field',
    accepts: ['id', 'alias'],
  },
  {
    tools: project,
    paths: ['search_user.field_key', 'reference_field_key', 'field_alias'],
    kind: 'field',
    accepts: ['id'],
  },
  {
    tools: project,
    paths: ['relation_key'],
    kind: 'relation, or field',
    accepts: idOrName,
    resolvedIn: 'tools/project/resolve/keys.ts',
  },
  {
    tools: ['project_nodes_complete'],
    paths: ['node'],
    kind: 'node',
    accepts: idOrName,
    resolvedIn: 'tools/project/tasks/nodes-complete/run.ts',
  },
  {
    tools: project,
    paths: ['node_id', 'node_ids', 'working_hour_records', 'working_hour_records[].resource_id'],
    kind: 'node',
    accepts: idOrName,
    resolvedIn: projectArguments,
  },
  {
    tools: project,
    paths: ['state_key'],
    kind: 'node or state',
    accepts: idOrName,
    resolvedIn: projectArguments,
  },
  {
    tools: project,
    paths: ['transition_id'],
    kind: 'state that the transition leads to',
    accepts: idOrName,
    resolvedIn: projectArguments,
  },
  {
    tools: project,
    paths: ['work_item_status', 'work_item_status[].state_key', 'sub_stages'],
    kind: 'status',
    accepts: idOrName,
    resolvedIn: projectLookups,
  },
  { tools: project, paths: ['schedule_constraint_rule.*node'], kind: 'node', accepts: ['id'] },
  {
    tools: project,
    paths: ['businesses'],
    kind: 'business line',
    accepts: idOrName,
    resolvedIn: projectArguments,
  },
  {
    tools: project,
    paths: ['priorities', 'tags'],
    kind: 'option',
    accepts: idOrName,
    resolvedIn: projectLookups,
  },
  {
    tools: project,
    paths: ['first_option_key', 'finished_conclusion_option_key', 'reason_option'],
    kind: 'option',
    accepts: ['id'],
  },
  { tools: project, paths: ['view_id', 'view_ids'], kind: 'view', accepts: ['id'] },
  {
    tools: project,
    paths: ['template_id', 'template_ids', 'template_key', 'copy_template_id'],
    kind: 'template',
    accepts: ['id'],
  },
  {
    tools: project,
    paths: ['relation_id', 'relation_rule_id', 'story_relations[].relation_id'],
    kind: 'relation',
    accepts: ['id'],
  },
  {
    tools: project,
    paths: [
      'user_group_id',
      'user_group_ids',
      'cooperation_team_ids',
      '*team_id',
      'cooperation_teams[].id',
    ],
    kind: 'group of people',
    accepts: ['id'],
  },
  {
    tools: project,
    paths: ['*department_meego_key', 'department_meego_keys'],
    kind: 'department',
    accepts: ['id'],
  },
  {
    tools: project,
    paths: ['user_meego_key', 'meego_user_key', 'role.members'],
    kind: 'person',
    accepts: ['id'],
  },
  { tools: project, paths: ['task_id', 'details[].id'], kind: 'sub-task', accepts: ['id'] },

  // EnOS
  { tools: ['enos_flows_import'], paths: ['flowId'], kind: 'flow that is made', accepts: ['id'] },
  {
    tools: ['enos_'],
    paths: ['flowId', 'id'],
    kind: 'flow',
    accepts: idOrName,
    resolvedIn: 'tools/enos/resolve/flows.ts',
  },
  {
    tools: ['enos_'],
    paths: ['taskId'],
    kind: 'task of a flow',
    accepts: idOrName,
    resolvedIn: 'tools/enos/resolve/tasks.ts',
  },
  {
    tools: ['enos_'],
    paths: ['dirId', 'parentId'],
    kind: 'directory',
    accepts: idOrName,
    resolvedIn: 'tools/enos/resolve/directories.ts',
  },
  {
    tools: ['enos_'],
    paths: ['flowInstId'],
    kind: 'run, also by its flow',
    accepts: idOrName,
    resolvedIn: 'tools/enos/resolve/runs.ts',
  },
  {
    tools: ['enos_'],
    paths: ['owner', 'owners', 'visitors', 'doAs'],
    kind: 'person',
    accepts: ['id'],
  },
];

/** Arguments that look as if they named something and do not. */
export interface PlainArgument {
  readonly tools: readonly string[];
  readonly paths: readonly string[];
  readonly why: string;
}

export const plainArguments: readonly PlainArgument[] = [
  {
    tools: [''],
    paths: ['client_token'],
    why: 'marks a repeated request',
  },
  {
    tools: [''],
    paths: [
      'name',
      'field_name',
      'view_name',
      'form_name',
      'role_name',
      'template_name',
      'flowName',
      'dirName',
    ],
    why: 'a new name, or a text to search for',
  },
  {
    tools: [''],
    paths: [
      '*table.name',
      'tables[].name',
      'table.default_view_name',
      'table.fields',
      '*table.fields[].*',
      '*back_field_name',
      'work_item_name',
      '*.options[].id',
      '*.options[].name',
      '*.options.add[].id',
      '*.options.add[].name',
      'field_groups[].name',
      'role.name',
      '*_element.name',
    ],
    why: 'belongs to what is created or searched for',
  },
  {
    tools: [
      'drive_',
      'wiki_',
      'docx_',
      'sheets_',
      'bitable_apps_',
      'bitable_import_',
      'bitable_export_',
      'project_',
    ],
    paths: [
      'token',
      '*file_token',
      'file_tokens',
      'folder_token',
      'document_id',
      'document_revision_id',
      'spreadsheet_token',
    ],
    why: 'documents, folders and files go by tokens; bitable_resolve_link reads links',
  },
  {
    tools: ['enos_'],
    paths: ['taskInstId'],
    why: 'the run of a task has no name',
  },
  {
    tools: ['project_'],
    paths: [
      '*uuid',
      '*uuids',
      'comment_id',
      'tenant_group_id',
      'tenant_key',
      'asset_key',
      'alias_key',
      'out_ids',
      'out_users',
      'commit_id',
      'draft_id',
      'chart_id',
      'search_id',
      'quick_filter_id',
      'ai_task_id',
      'app_ids',
      '*out_user_id',
      'object.parent_id',
      'working_hour_record_ids',
      'working_hour_records[].id',
      '*element_key',
    ],
    why: 'comments, drafts, charts, jobs and records of hours have no names',
  },
  {
    tools: ['project_'],
    paths: [
      'field_type_key',
      'role.id',
      'role.role_alias',
      '*project_name',
      '*work_item_type_name',
      '*operator',
      'scopes',
    ],
    why: 'a word of the vendor, or part of what is created',
  },
  {
    tools: ['bitable_', 'project_'],
    paths: ['field_groups[].id', '*.operator'],
    why: 'not a name that people give',
  },
  {
    tools: ['enos_'],
    paths: ['parameters[].key'],
    why: 'the key of a parameter, which the caller defines',
  },
  {
    tools: [''],
    paths: ['automatic_fields', 'table_roles', 'block_roles', 'role_mode'],
    why: 'a switch, or a container: what stands within it is told by itself',
  },
  { tools: ['drive_'], paths: ['fields'], why: 'words of the vendor' },
  {
    tools: ['project_'],
    paths: [
      'related_field_extra_display_infos[]{}',
      'number_config{}',
      'sort.params{}',
      'features{}',
      'query{}',
      'schedule_constraint_rule.*{}',
      'finished_infos{}',
      '*rich_text[]{}',
      'doc_rich_text{}',
      '*_confs[]{}',
      'name{}',
      'operations[]{}',
    ],
    why: 'objects of the vendor that are sent as they are',
  },
  {
    tools: ['enos_'],
    paths: ['tasks[]{}', 'flows[]{}', 'relations[]{}', 'flowJson{}'],
    why: 'objects of the vendor that are sent as they are',
  },
];
