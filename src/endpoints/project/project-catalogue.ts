import { projectResourceItems } from './config/resources.js';
import { projectRoles } from './config/roles.js';
import { projectBusinessLines, projectSpaces, projectTeams } from './config/spaces.js';
import {
  projectElementTemplates,
  projectTemplates,
  projectWbsTemplates,
} from './config/templates.js';
import { projectAccounts, projectDepartments, projectTenants } from './config/tenants.js';
import { projectUserGroups } from './config/user-groups.js';
import { projectUsers } from './config/users.js';
import { projectWorkItemTypes } from './config/work-item-types.js';
import { projectCompoundFields } from './fields/compound-fields.js';
import { projectFields } from './fields/fields.js';
import { projectAssociations, projectStoryRelations } from './items/associations.js';
import { projectAttachments } from './items/attachments.js';
import { projectOpRecords } from './items/op-records.js';
import { projectRelations } from './items/relations.js';
import { projectWorkHours } from './items/work-hours.js';
import { projectResources, projectWorkItemSearch } from './items/work-item-search.js';
import { projectTasks, projectWorkItems } from './items/work-items.js';
import { projectAiFields, projectAiNodes } from './nodes/ai-nodes.js';
import { projectDeliverables, projectMultiSignals } from './nodes/deliverables.js';
import { projectNodes } from './nodes/nodes.js';
import { projectReviews } from './nodes/reviews.js';
import { projectSubtasks } from './nodes/subtasks.js';
import { projectWbsDrafts, projectWbsViews } from './nodes/wbs.js';
import { projectStates, projectTransitions, projectWorkflows } from './nodes/workflows.js';
import type { ProjectEndpoint } from './project-endpoint.js';
import { projectCharts } from './views/charts.js';
import { projectComments, projectFileComments, projectNewerComments } from './views/comments.js';
import { projectConditionViews, projectFixedViews, projectViews } from './views/views.js';

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
] as const satisfies readonly (keyof typeof projectCatalogue)[];
