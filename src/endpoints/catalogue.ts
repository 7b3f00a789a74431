import type { Endpoint } from '../core/endpoint.js';
import {
  bitableApps,
  bitableBlockWorkflows,
  bitableDashboards,
  bitableWorkflows,
} from './bitable/bases/bases.js';
import { bitableFieldGroups, bitableFields } from './bitable/fields/fields.js';
import { bitableRecords } from './bitable/records/records.js';
import { bitableBaseRoles, bitableRoleMembers, bitableRoles } from './bitable/roles/roles.js';
import { bitableTables } from './bitable/tables/tables.js';
import { bitableFormFields, bitableForms } from './bitable/views/forms.js';
import { bitableViews } from './bitable/views/views.js';
import { contactUsers } from './contact/users.js';
import { docxBlocks, sheetsMetainfo, wikiNodes } from './documents/documents.js';
import { driveFiles } from './drive/files.js';
import { driveMedias } from './drive/medias.js';
import { drivePermissionMembers, drivePermissionPublic } from './drive/permissions.js';
import { enosDirectories, enosFlows } from './enos/flows.js';
import { enosFlowInstances, enosTaskInstances, enosTime } from './enos/runs.js';
import { projectCatalogue } from './project/project-catalogue.js';

/** Every endpoint of Feishu's open platform, by name. */
export const feishuCatalogue = {
  ...bitableApps,
  ...bitableTables,
  ...bitableFields,
  ...bitableRecords,
  ...bitableViews,
  ...bitableForms,
  ...bitableFormFields,
  ...bitableFieldGroups,
  ...bitableDashboards,
  ...bitableWorkflows,
  ...bitableBlockWorkflows,
  ...bitableRoles,
  ...bitableBaseRoles,
  ...bitableRoleMembers,
  ...driveMedias,
  ...driveFiles,
  ...drivePermissionMembers,
  ...drivePermissionPublic,
  ...wikiNodes,
  ...docxBlocks,
  ...sheetsMetainfo,
  ...contactUsers,
} as const satisfies Readonly<Record<string, Endpoint>>;

/** Every operation of EnOS batch flows, by name. */
export const enosCatalogue = {
  ...enosFlows,
  ...enosFlowInstances,
  ...enosTaskInstances,
  ...enosDirectories,
  ...enosTime,
} as const satisfies Readonly<Record<string, Endpoint>>;

/** Every endpoint of every service, by name. */
export const catalogue = {
  ...feishuCatalogue,
  ...projectCatalogue,
  ...enosCatalogue,
} as const satisfies Readonly<Record<string, Endpoint>>;

export type FeishuEndpointName = keyof typeof feishuCatalogue;

export type ProjectEndpointName = keyof typeof projectCatalogue;

export type EnosEndpointName = keyof typeof enosCatalogue;

export type EndpointName = keyof typeof catalogue;

export function isEndpointName(name: string): name is EndpointName {
  return Object.hasOwn(catalogue, name);
}

export function isProjectEndpointName(name: string): name is ProjectEndpointName {
  return Object.hasOwn(projectCatalogue, name);
}
