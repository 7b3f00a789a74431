import { appHandlers } from './bitable/bases/apps.js';
import { dashboardHandlers, workflowHandlers } from './bitable/bases/blocks.js';
import { fieldHandlers } from './bitable/fields/fields.js';
import { formFieldHandlers } from './bitable/forms/form-questions.js';
import { formHandlers } from './bitable/forms/forms.js';
import { recordSearchHandlers } from './bitable/records/record-search.js';
import { recordHandlers } from './bitable/records/records.js';
import { roleMemberHandlers } from './bitable/roles/role-members.js';
import { roleHandlers } from './bitable/roles/roles.js';
import { fieldGroupHandlers, tableHandlers } from './bitable/tables/tables.js';
import { viewHandlers } from './bitable/views/views.js';
import { contactUserHandlers } from './contact.js';
import { docxBlockHandlers, metainfoHandlers, wikiNodeHandlers } from './documents.js';
import { downloadHandlers } from './drive/downloads.js';
import { fileHandlers } from './drive/files.js';
import { permissionMemberHandlers, permissionPublicHandlers } from './drive/permissions.js';
import { uploadHandlers } from './drive/uploads.js';
import type { Handlers } from './request.js';

/** The handler of every endpoint of the catalogue. */
export const handlers: Handlers = {
  ...appHandlers,
  ...tableHandlers,
  ...fieldHandlers,
  ...recordHandlers,
  ...recordSearchHandlers,
  ...viewHandlers,
  ...formHandlers,
  ...formFieldHandlers,
  ...fieldGroupHandlers,
  ...dashboardHandlers,
  ...workflowHandlers,
  ...roleHandlers,
  ...roleMemberHandlers,
  ...uploadHandlers,
  ...downloadHandlers,
  ...fileHandlers,
  ...permissionMemberHandlers,
  ...permissionPublicHandlers,
  ...wikiNodeHandlers,
  ...docxBlockHandlers,
  ...metainfoHandlers,
  ...contactUserHandlers,
};
