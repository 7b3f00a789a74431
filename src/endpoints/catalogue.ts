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
import { driveFiles, driveMetas } from './drive/files.js';
import { driveMedias } from './drive/medias.js';
import { drivePermissionMembers, drivePermissionPublic } from './drive/permissions.js';
import { enosDirectories, enosFlows } from './enos/flows.js';
import { enosFlowInstances, enosTaskInstances, enosTime } from './enos/runs.js';
import {
  projectComments,
  projectFileComments,
  projectNewerComments,
} from './project/comments/comments.js';
import { projectUserGroups, projectUsers } from './project/config/people.js';
import { projectRoles } from './project/config/roles.js';
import {
  projectBusinessLines,
  projectSpaces,
  projectTeams,
  projectWorkItemTypes,
} from './project/config/spaces.js';
import {
  projectElementTemplates,
  projectTemplates,
  projectWbsTemplates,
} from './project/config/templates.js';
import { projectAccounts, projectDepartments, projectTenants } from './project/config/tenants.js';
import { projectCompoundFields, projectFields } from './project/fields/fields.js';
import {
  projectAssociations,
  projectRelations,
  projectStoryRelations,
} from './project/items/associations.js';
import { projectAttachments } from './project/items/attachments.js';
import { projectOpRecords, projectWorkHours } from './project/items/item-records.js';
import { projectResourceItems, projectResources } from './project/items/resources.js';
import { projectTasks, projectWorkItems } from './project/items/work-items.js';
import { projectAiFields, projectAiNodes } from './project/nodes/ai-nodes.js';
import { projectNodes, projectStates, projectWorkflows } from './project/nodes/nodes.js';
import {
  projectDeliverables,
  projectMultiSignals,
  projectReviews,
} from './project/nodes/reviews.js';
import { projectTransitions } from './project/nodes/transitions.js';
import { projectWbsDrafts, projectWbsViews } from './project/nodes/wbs.js';
import type { ProjectEndpoint } from './project/project-endpoint.js';
import { projectWorkItemSearch } from './project/search/search.js';
import { projectSubtasks } from './project/subtasks/subtasks.js';
import { projectCharts } from './project/views/charts.js';
import { projectConditionViews, projectFixedViews, projectViews } from './project/views/views.js';
import {
  contactUsers,
  docxBlocks,
  docxDocuments,
  sheetsMetainfo,
  wikiNodes,
  wikiSpaces,
} from './workspace.js';

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
  ...driveMetas,
  ...drivePermissionMembers,
  ...drivePermissionPublic,
  ...wikiSpaces,
  ...wikiNodes,
  ...docxDocuments,
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

/** Every endpoint of Feishu Project, by name. */
export const projectCatalogue = {
  ...projectSpaces,
  ...projectWorkItemTypes,
  ...projectFields,
  ...projectWorkItems,
  ...projectWorkItemSearch,
  ...projectTasks,
  ...projectWorkflows,
  ...projectTransitions,
  ...projectNodes,
  ...projectStates,
  ...projectSubtasks,
  ...projectCompoundFields,
  ...projectComments,
  ...projectUsers,
  ...projectViews,
  ...projectFixedViews,
  ...projectAttachments,
  ...projectWorkHours,
  ...projectOpRecords,
  ...projectTemplates,
  ...projectRoles,
  ...projectBusinessLines,
  ...projectTeams,
  ...projectRelations,
  ...projectAssociations,
  ...projectStoryRelations,
  ...projectReviews,
  ...projectDeliverables,
  ...projectMultiSignals,
  ...projectFileComments,
  ...projectNewerComments,
  ...projectConditionViews,
  ...projectCharts,
  ...projectUserGroups,
  ...projectTenants,
  ...projectAccounts,
  ...projectDepartments,
  ...projectResourceItems,
  ...projectResources,
  ...projectWbsTemplates,
  ...projectElementTemplates,
  ...projectWbsViews,
  ...projectWbsDrafts,
  ...projectAiNodes,
  ...projectAiFields,
} as const satisfies Readonly<Record<string, ProjectEndpoint>>;

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

/** What an agent needs around the two documented calls; the other endpoints are in the toolset `all` only. */
export const usualProjectEndpoints = [
  'project_spaces_list',
  'project_spaces_get',
  'project_work_item_types_list',
  'project_fields_list',
  'project_work_items_meta',
  'project_work_items_create',
  'project_work_items_get',
  'project_work_items_update',
  'project_work_items_delete',
  'project_work_items_abort',
  'project_work_items_freeze',
  'project_work_items_batch_update',
  'project_tasks_get_result',
  'project_work_items_filter',
  'project_work_items_filter_across',
  'project_work_items_search',
  'project_work_items_full_text',
  'project_work_items_search_by_relation',
  'project_work_items_universal_search',
  'project_workflows_get',
  'project_transitions_get_required',
  'project_nodes_operate',
  'project_nodes_update',
  'project_states_change',
  'project_subtasks_list',
  'project_subtasks_search',
  'project_subtasks_create',
  'project_subtasks_update',
  'project_subtasks_operate',
  'project_subtasks_delete',
  'project_compound_fields_update',
  'project_comments_list',
  'project_comments_create',
  'project_comments_update',
  'project_comments_delete',
  'project_users_query',
  'project_users_search',
  'project_views_list',
  'project_fixed_views_get',
  'project_fixed_views_create',
  'project_fixed_views_update',
  'project_fixed_views_delete',
  'project_work_hours_list',
  'project_work_hours_create',
  'project_work_hours_update',
  'project_work_hours_delete',
  'project_op_records_list',
  'project_templates_list',
  'project_templates_get',
  'project_roles_list',
  'project_business_lines_list',
  'project_teams_list',
  'project_relations_list',
] as const satisfies readonly ProjectEndpointName[];
