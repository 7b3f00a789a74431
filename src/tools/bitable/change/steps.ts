import type { EndpointName } from '../../../endpoints/catalogue.js';
import type { EndpointSteps } from '../../context/operation.js';
import { tmpUrlSteps } from '../media/tmp-urls.js';
import { appUpdateSteps } from './app-update.js';
import { fieldCreateSteps, tableCreateSteps } from './field-create.js';
import { fieldUpdateSteps } from './field-update.js';
import { fileDeleteSteps } from './file-delete.js';
import { roleCreateSteps, roleUpdateSteps } from './role-update.js';

/** What the tools of some endpoints do around their requests: a row each. */
const steps: Partial<Readonly<Record<EndpointName, () => EndpointSteps>>> = {
  bitable_apps_update: () => appUpdateSteps,
  bitable_fields_create: () => fieldCreateSteps,
  bitable_fields_update: fieldUpdateSteps,
  bitable_tables_create: () => tableCreateSteps,
  bitable_roles_create: () => roleCreateSteps('bitable_roles_list'),
  bitable_roles_update: () => roleUpdateSteps('bitable_roles_list'),
  bitable_base_roles_create: () => roleCreateSteps('bitable_base_roles_list'),
  bitable_base_roles_update: () => roleUpdateSteps('bitable_base_roles_list'),
  drive_files_delete: fileDeleteSteps,
  drive_medias_get_tmp_urls: () => tmpUrlSteps,
};

/** Gives the steps of one call; undefined for a plain request. */
export function bitableSteps(name: EndpointName): EndpointSteps | undefined {
  return steps[name]?.();
}
