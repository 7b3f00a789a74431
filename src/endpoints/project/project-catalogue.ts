import { projectAiFields, projectAiNodes } from './ai-nodes.js';
import { projectAssociations, projectStoryRelations } from './associations.js';
import { projectAttachments } from './attachments.js';
import { projectCharts } from './charts.js';
import { projectComments, projectFileComments, projectNewerComments } from './comments.js';
import { projectCompoundFields } from './compound-fields.js';
import { projectDeliverables, projectMultiSignals } from './deliverables.js';
import { projectFields } from './fields.js';
import { projectNodes } from './nodes.js';
import { projectOpRecords } from './op-records.js';
import type { ProjectEndpoint } from './project-endpoint.js';
import { projectRelations } from './relations.js';
import { projectResourceItems } from './resources.js';
import { projectReviews } from './reviews.js';
import { projectRoles } from './roles.js';
import { projectBusinessLines, projectSpaces, projectTeams } from './spaces.js';
import { projectSubtasks } from './subtasks.js';
import { projectElementTemplates, projectTemplates, projectWbsTemplates } from './templates.js';
import { projectAccounts, projectDepartments, projectTenants } from './tenants.js';
import { projectUserGroups } from './user-groups.js';
import { projectUsers } from './users.js';
import { projectConditionViews, projectFixedViews, projectViews } from './views.js';
import { projectWbsDrafts, projectWbsViews } from './wbs.js';
import { projectWorkHours } from './work-hours.js';
import { projectResources, projectWorkItemSearch } from './work-item-search.js';
import { projectWorkItemTypes } from './work-item-types.js';
import { projectTasks, projectWorkItems } from './work-items.js';
import { projectStates, projectTransitions, projectWorkflows } from './workflows.js';

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

export type ProjectEndpointName = keyof typeof projectCatalogue;

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
