import { appHandlers } from './bitable/bases/apps.js';
import { dashboardHandlers } from './bitable/bases/dashboards.js';
import { workflowHandlers } from './bitable/bases/workflows.js';
import { fieldHandlers } from './bitable/fields/fields.js';
import { formFieldHandlers } from './bitable/forms/form-fields.js';
import { formHandlers } from './bitable/forms/forms.js';
import { recordHandlers } from './bitable/records/records.js';
import { roleMemberHandlers } from './bitable/roles/role-members.js';
import { roleHandlers } from './bitable/roles/roles.js';
import { fieldGroupHandlers } from './bitable/tables/field-groups.js';
import { tableHandlers } from './bitable/tables/tables.js';
import { viewHandlers } from './bitable/views/views.js';
import { contactUserHandlers } from './contact/users.js';
import { docxBlockHandlers } from './docx/blocks.js';
import { fileHandlers } from './drive/files.js';
import { mediaHandlers } from './drive/medias/medias.js';
import { permissionMemberHandlers } from './drive/permissions/permission-members.js';
import { permissionPublicHandlers } from './drive/permissions/permission-public.js';
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
