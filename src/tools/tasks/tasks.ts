import { bitableDescribeBase } from './bitable-describe-base.js';
import { bitableExportTable } from './bitable-export-table.js';
import { bitableImportFile } from './bitable-import-file.js';
import { bitableRecordsAggregate } from './bitable-records-aggregate.js';
import { bitableRecordsUpsert } from './bitable-records-upsert.js';
import { bitableResolveLink } from './bitable-resolve-link.js';
import { driveMediasDownload } from './drive-medias-download.js';
import { driveMediasUpload } from './drive-medias-upload.js';
import { projectAttachmentsDownload } from './project-attachments-download.js';
import { projectAttachmentsUpload } from './project-attachments-upload.js';
import { projectNodesComplete } from './project-nodes-complete.js';
import type { Task } from './task.js';

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

export type TaskName = keyof typeof tasks;

export function isTaskName(name: string): name is TaskName {
  return Object.hasOwn(tasks, name);
}
