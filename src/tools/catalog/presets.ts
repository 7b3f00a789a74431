import {
  catalogue,
  type EndpointName,
  isEndpointName,
  usualProjectEndpoints,
} from '../../endpoints/catalogue.js';
import type { OperationName } from './operations.js';

/** What most tasks of a service need: see the structure, ask, write; in Project move work on, in EnOS run and watch. */
export const core: ReadonlySet<OperationName> = new Set<OperationName>([
  'bitable_describe_base',
  'bitable_records_upsert',
  'bitable_records_aggregate',
  'bitable_tables_create',
  'bitable_fields_create',
  'bitable_records_search',
  'bitable_records_batch_create',
  'bitable_records_batch_update',
  'bitable_records_batch_delete',
  'project_nodes_complete',
  'project_spaces_list',
  'project_work_item_types_list',
  'project_fields_list',
  'project_work_items_get',
  'project_work_items_create',
  'project_work_items_update',
  'project_work_items_filter',
  'project_work_items_search',
  'project_workflows_get',
  'project_states_change',
  'project_comments_create',
  'project_users_search',
  'enos_flows_search',
  'enos_flows_get',
  'enos_flows_trigger',
  'enos_flows_update_and_trigger',
  'enos_flow_instances_search',
  'enos_flow_instances_get',
  'enos_flow_instances_cancel',
  'enos_task_instances_get_log',
]);

/** In place of `default` where several services are configured: what fits beside each other. */
export const shared: ReadonlySet<OperationName> = new Set<OperationName>([
  ...core,
  'bitable_resolve_link',
  'bitable_import_file',
  'bitable_export_table',
  'bitable_tables_list',
  'bitable_fields_list',
  'bitable_fields_update',
  'bitable_records_batch_get',
  'bitable_views_list',
  'bitable_apps_create',
  'bitable_workflows_update',
  'drive_medias_upload',
  'drive_medias_download',
  'project_transitions_get_required',
  'project_nodes_operate',
  'project_compound_fields_update',
  'project_subtasks_list',
  'project_comments_list',
]);

/** In `all` only: newer than the documents that the server was made for, seldom needed, or done by a task. */
export const onlyInAll: ReadonlySet<OperationName> = new Set<OperationName>([
  'bitable_field_groups_create',
  'bitable_forms_upgrade',
  'bitable_block_workflows_list',
  ...endpointsOf('bitable_base_roles'),
  ...endpointsOf('drive_files'),
  ...endpointsOf('drive_metas'),
  ...endpointsOf('drive_permission'),
  // bitable_resolve_link asks these.
  ...endpointsOf('wiki'),
  ...endpointsOf('docx'),
  ...endpointsOf('sheets'),
  ...endpointsOf('contact'),
  ...endpointsOf('project').filter((name) => !isUsual(name)),
]);

function isUsual(name: EndpointName): boolean {
  return usualProjectEndpoints.some((usual) => usual === name);
}

function endpointsOf(prefix: string): readonly EndpointName[] {
  return Object.keys(catalogue)
    .filter(isEndpointName)
    .filter((name) => name.startsWith(`${prefix}_`));
}
