import { z } from 'zod';
import { baseArgument, type Endpoint, serviceOf } from '../../core/endpoint.js';
import { catalogue, type EndpointName, isEndpointName } from '../../endpoints/catalogue.js';
import { hiddenArguments, inputSchema, notes, outputSchema } from '../answer/schema.js';
import { bitableDescribeBase } from '../bitable/tasks/describe-base/tool.js';
import { bitableExportTable } from '../bitable/tasks/export-table/tool.js';
import { bitableImportFile } from '../bitable/tasks/import-file/tool.js';
import { driveMediasDownload } from '../bitable/tasks/medias-download/tool.js';
import { driveMediasUpload } from '../bitable/tasks/medias-upload/tool.js';
import { bitableRecordsAggregate } from '../bitable/tasks/records-aggregate/tool.js';
import { bitableRecordsUpsert } from '../bitable/tasks/records-upsert/tool.js';
import { bitableResolveLink } from '../bitable/tasks/resolve-link/tool.js';
import type { EndpointOperation, Operation, TaskOperation } from '../context/operation.js';
import type { Task } from '../context/task.js';
import { projectAttachmentsDownload } from '../project/tasks/attachments-download/tool.js';
import { projectAttachmentsUpload } from '../project/tasks/attachments-upload/tool.js';
import { projectNodesComplete } from '../project/tasks/nodes-complete/tool.js';
import { vendors } from './vendors.js';

/** Every task tool, by name, in the order in which they are listed. */
export const tasks = {
  bitable_describe_base: bitableDescribeBase,
  bitable_resolve_link: bitableResolveLink,
  bitable_records_upsert: bitableRecordsUpsert,
  bitable_records_aggregate: bitableRecordsAggregate,
  bitable_import_file: bitableImportFile,
  bitable_export_table: bitableExportTable,
  drive_medias_upload: driveMediasUpload,
  drive_medias_download: driveMediasDownload,
  project_nodes_complete: projectNodesComplete,
  project_attachments_upload: projectAttachmentsUpload,
  project_attachments_download: projectAttachmentsDownload,
} as const satisfies Readonly<Record<string, Task>>;

type TaskName = keyof typeof tasks;

/** A tool's name: an endpoint's, or a task's. */
export type OperationName = EndpointName | TaskName;

export function isTaskName(name: string): name is TaskName {
  return Object.hasOwn(tasks, name);
}

const operations = new Map<OperationName, Operation>();

/** Gives what a tool does: an endpoint, or a task. */
export function operationNamed(name: OperationName): Operation {
  const operation = operations.get(name) ?? create(name);
  operations.set(name, operation);
  return operation;
}

function create(name: OperationName): Operation {
  return isEndpointName(name) ? endpointOperation(name) : taskOperation(name, tasks[name]);
}

function endpointOperation(name: EndpointName): EndpointOperation {
  const endpoint: Endpoint = catalogue[name];
  const extension = vendors[serviceOf(endpoint)].extend?.(name);
  return {
    kind: 'endpoint',
    name,
    endpoint,
    service: serviceOf(endpoint),
    title: endpoint.title,
    summary: endpoint.summary,
    effect: endpoint.effect,
    input: inputSchema(endpoint).extend(extension?.input ?? {}),
    hiddenArguments: hiddenArguments(endpoint),
    output: outputSchema(endpoint).extend(extension?.output ?? {}),
    base: baseArgument(endpoint),
  };
}

function taskOperation(name: string, task: Task): TaskOperation {
  const {
    service = 'feishu',
    title,
    summary,
    effect,
    annotationsAs = effect,
    input,
    output,
    base,
    wholeBase,
  } = task;
  return {
    kind: 'task',
    name,
    service,
    title,
    summary,
    effect,
    annotationsAs,
    input,
    base,
    wholeBase,
    output: z.object({ ...output, notes }),
    parse: (given) => task.parse(given),
  };
}
