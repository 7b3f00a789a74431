const service = '/batch-processing-service/v2.1';

type OperationRow = readonly [name: string, method: string, resource: string, action: string];

/** The operations by method, resource and action. The last ones ask for no user. */
const rows = [
  ['enos_flows_search', 'POST', 'flows', 'search'],
  ['enos_flows_get_mine', 'GET', 'flows', 'getMyFlow'],
  ['enos_flows_get', 'GET', 'flows', 'get'],
  ['enos_flows_load_for_edit', 'GET', 'flows', 'loadForEdit'],
  ['enos_flows_save', 'POST', 'flows', 'save'],
  ['enos_flows_import', 'POST', 'flows', 'import'],
  ['enos_flows_export', 'GET', 'flows', 'export'],
  ['enos_flows_delete', 'GET', 'flows', 'delete'],
  ['enos_flows_enable', 'POST', 'flows', 'enable'],
  ['enos_flows_disable', 'POST', 'flows', 'disable'],
  ['enos_flows_trigger', 'POST', 'flows', 'trigger'],
  ['enos_flows_update_and_trigger', 'POST', 'flows', 'updateAndTrigger'],
  ['enos_flows_trigger_from_task', 'POST', 'flows', 'triggerFromTask'],
  ['enos_flow_instances_search', 'POST', 'flowInstances', 'search'],
  ['enos_flow_instances_get', 'GET', 'flowInstances', 'get'],
  ['enos_flow_instances_cancel', 'POST', 'flowInstances', 'cancel'],
  ['enos_task_instances_get', 'GET', 'taskInstances', 'get'],
  ['enos_task_instances_get_log', 'GET', 'taskInstances', 'getLog'],
  ['enos_directories_create', 'POST', 'directories', 'create'],
  ['enos_directories_list', 'GET', 'directories', 'listWorkFlowDirs'],
  ['enos_time_get_current', 'GET', 'time', 'getCurrentTime'],
  ['enos_time_get_zone', 'GET', 'time', 'getTimeZone'],
] as const satisfies readonly OperationRow[];

export type EnosOperationName = (typeof rows)[number][0];

/** Whether there is such a resource, and the operation that is meant. */
export function findOperation(
  method: string,
  pathname: string,
  action: string | null,
): { readonly known: boolean; readonly name: EnosOperationName | undefined } {
  const found = rows.filter(([, , resource]) => pathname === `${service}/${resource}`);
  const meant = found.find(([, by, , does]) => by === method && does === action);
  return { known: found.length > 0, name: meant?.[0] };
}
