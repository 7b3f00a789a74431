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
import { contactUserHandlers } from './contact/users.js';
import { docxBlockHandlers } from './docx/blocks.js';
import { fileHandlers } from './drive/files.js';
import { mediaHandlers } from './drive/medias.js';
import { permissionMemberHandlers } from './drive/permission-members.js';
import { permissionPublicHandlers } from './drive/permission-public.js';
import type { Handlers } from './handler.js';
import { metainfoHandlers } from './sheets/metainfo.js';
import { wikiNodeHandlers } from './wiki/nodes.js';

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
  ...mediaHandlers,
  ...fileHandlers,
  ...permissionMemberHandlers,
  ...permissionPublicHandlers,
  ...wikiNodeHandlers,
  ...docxBlockHandlers,
  ...metainfoHandlers,
  ...contactUserHandlers,
};
