import { appHandlers } from './bitable/bases/apps.js';
import { dashboardHandlers, workflowHandlers } from './bitable/bases/blocks.js';
import { fieldHandlers } from './bitable/fields/fields.js';
import { formFieldHandlers } from './bitable/forms/form-questions.js';
import { formHandlers } from './bitable/forms/forms.js';
import { recordHandlers } from './bitable/records/records.js';
import { roleMemberHandlers } from './bitable/roles/role-members.js';
import { roleHandlers } from './bitable/roles/roles.js';
import { fieldGroupHandlers, tableHandlers } from './bitable/tables/tables.js';
import { viewHandlers } from './bitable/views/views.js';
import { contactUserHandlers } from './contact.js';
import { docxBlockHandlers } from './docx.js';
import { fileHandlers } from './drive/files.js';
import { mediaHandlers } from './drive/medias/medias.js';
import { permissionMemberHandlers, permissionPublicHandlers } from './drive/permissions.js';
import type { Handlers } from './handler.js';
import { metainfoHandlers } from './sheets.js';
import { wikiNodeHandlers } from './wiki.js';

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
