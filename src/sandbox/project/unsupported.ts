import type { ProjectEndpointName } from '../../endpoints/catalogue.js';
import { reachSpace } from './gateway/access.js';
import { refuse } from './gateway/refusal.js';
import { bodyText, type ProjectHandler, requiredText } from './gateway/request.js';

/** The vendor's refusal of what the tenant of the sandbox has not bought or enabled. */
interface StandingRefusal {
  readonly code: number;
  /** `err.msg`, where it is not the usual text of the code. */
  readonly msg?: string;
  /** The body must name a space; without one that is what it lacks. */
  readonly needsSpace?: true;
}

/** No type of the sandbox has a resource library. */
const noLibrary: StandingRefusal = { code: 1000053507 };
/** No type is of the industry edition. */
const noWbs: StandingRefusal = { code: 20089 };
/** The plugin has no right to people or AI. */
const noScope: StandingRefusal = {
  code: 10301,
  msg: 'the plugin has no permission for this API',
};

/** "非交付物": no type is one of deliverables. */
const noDeliverable: StandingRefusal = { code: 1000053287, needsSpace: true };

/** Endpoints that are always refused, by name. */
const unsupported = {
  project_resources_create: noLibrary,
  project_resources_get: noLibrary,
  project_resources_update: noLibrary,
  project_resources_create_instance: noLibrary,
  project_resources_search: noLibrary,
  project_element_templates_create: noLibrary,
  project_element_templates_list: noLibrary,
  project_deliverables_get: noDeliverable,
  project_wbs_templates_get: noWbs,
  project_wbs_views_get: noWbs,
  project_wbs_drafts_get: noWbs,
  project_wbs_drafts_patch: noWbs,
  project_wbs_drafts_publish: noWbs,
  project_wbs_drafts_reset: noWbs,
  project_wbs_drafts_get_sub_item_conf: noWbs,
  project_wbs_drafts_publish_shared: noWbs,
  project_wbs_drafts_switch: noWbs,
  project_wbs_drafts_update_frozen_rows: noWbs,
  project_wbs_drafts_complete_audit: noWbs,
  project_ai_nodes_get: noScope,
  project_ai_nodes_update: noScope,
  project_ai_nodes_confirm: noScope,
  project_ai_fields_update: noScope,
  project_ai_fields_delete_files: noScope,
  project_tenants_get: noScope,
  project_accounts_create: noScope,
  project_accounts_update: noScope,
  project_accounts_activate: noScope,
  project_accounts_stop: noScope,
  project_departments_create: noScope,
  project_departments_update: noScope,
  project_departments_delete: noScope,
  project_departments_get: noScope,
} as const satisfies Partial<Readonly<Record<ProjectEndpointName, StandingRefusal>>>;

export type UnsupportedName = keyof typeof unsupported;

export function isUnsupported(name: ProjectEndpointName): name is UnsupportedName {
  return Object.hasOwn(unsupported, name);
}

/** Refuses whatever is asked, once the space that is named can be reached. */
export function unsupportedHandler(name: UnsupportedName): ProjectHandler {
  const { code, msg, needsSpace } = unsupported[name];
  return (request, world) => {
    const inBody = needsSpace ? requiredText : bodyText;
    const key = request.path['project_key'] ?? inBody(request.body, 'project_key') ?? '';
    if (key !== '') reachSpace(key, request, world);
    return refuse(code, msg);
  };
}
