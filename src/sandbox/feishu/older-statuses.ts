import { errorTable } from './error-table.js';

/** Calls whose older pages (A10 to A49) send nearly all of Bitable's codes with HTTP 200. */
const quietPages: ReadonlySet<string> = new Set([
  'bitable_apps_get',
  'bitable_apps_update',
  'bitable_tables_list',
  'bitable_tables_create',
  'bitable_tables_batch_create',
  'bitable_tables_delete',
  'bitable_tables_batch_delete',
  'bitable_views_list',
  'bitable_views_create',
  'bitable_views_delete',
  'bitable_records_get',
  'bitable_records_list',
  'bitable_records_create',
  'bitable_records_update',
  'bitable_records_delete',
  'bitable_records_batch_create',
  'bitable_records_batch_update',
  'bitable_records_batch_delete',
  'bitable_fields_list',
  'bitable_fields_create',
  'bitable_fields_update',
  'bitable_fields_delete',
  'bitable_roles_list',
  'bitable_roles_create',
  'bitable_roles_update',
  'bitable_roles_delete',
  'bitable_role_members_list',
  'bitable_role_members_create',
  'bitable_role_members_delete',
]);

/** What those pages send with another status; from 1254080 to 1254096 are the settings of fields. */
const loudCodes: ReadonlySet<number> = new Set([
  1254013, 1254027, 1254032, 1254033, 1254034, 1254036, 1254037, 1254047, 1254048, 1254110, 1254111,
  1254301, 1254302, 1254304, 1254607, 1255006, 1255040,
]);

/** The status of a code on the older page of a call; that of the newest pages where there is no older one. */
export function olderStatus(code: number, call: string): number {
  const isBitable = code >= 1254000 && code < 1256000;
  const isLoud = loudCodes.has(code) || (code >= 1254080 && code <= 1254096);
  const isQuiet = isBitable && !isLoud && quietPages.has(call);
  return isQuiet ? 200 : (errorTable.get(code)?.documented ?? 200);
}
