import { appHandlers } from './bitable/apps.js';
import { dashboardHandlers } from './bitable/dashboards.js';
import { fieldGroupHandlers } from './bitable/field-groups.js';
import { fieldHandlers } from './bitable/fields.js';
import { formFieldHandlers } from './bitable/form-fields.js';
import { formHandlers } from './bitable/forms.js';
import { recordHandlers } from './bitable/records.js';
import { roleMemberHandlers } from './bitable/role-members.js';
import { roleHandlers } from './bitable/roles.js';
import { tableHandlers } from './bitable/tables.js';
import { viewHandlers } from './bitable/views.js';
import { workflowHandlers } from './bitable/workflows.js';
import type { Handlers } from './handler.js';

/** The handler of every endpoint of the catalogue. */
export const handlers: Handlers = {
  ...appHandlers,
  ...tableHandlers,
  ...fieldHandlers,
  ...recordHandlers,
  ...viewHandlers,
  ...formHandlers,
  ...formFieldHandlers,
  ...fieldGroupHandlers,
  ...dashboardHandlers,
  ...workflowHandlers,
  ...roleHandlers,
  ...roleMemberHandlers,
};
