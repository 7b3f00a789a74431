import { ApiError, InputError } from '../../../core/errors.js';
import { isJsonObject } from '../../../core/json.js';
import type { EndpointName } from '../../../endpoints/catalogue.js';
import type { Args, ToolContext } from '../../context/tool-context.js';
import { NameFinder } from '../read/name-finder.js';
import { namedKinds } from '../read/named-kinds.js';
import { tellsFormulas } from './formulas.js';
import { membersHaveRole } from './members.js';
import { freeNames, keepsOne } from './names.js';
import { fitsPrimary, keepsPrimary } from './primary.js';
import { linkedRecordsExist, recordsExist } from './records.js';
import type { StoredCheck } from './stored-check.js';
import { fitsHierarchy, hidesNoPrimary, sharesForm, showsQuestion } from './views.js';

const { table, view, field, dashboard, role } = namedKinds;

const newField = freeNames({ kind: field, at: ['field_name'] });
const backField = freeNames({
  kind: field,
  at: ['property', 'back_field_name'],
  scopeOf: ({ app_token, property }) =>
    isJsonObject(property) ? { app_token, table_id: property['table_id'] } : undefined,
});
const newRole = freeNames({ kind: role, at: ['role_name'] });
const renamedRole = freeNames({ kind: role, at: ['role_name'], renamed: 'role_id' });

/** What the vendor alone refuses in a call for what is stored: a dry run, which does not ask it, reads that. */
const checks: Partial<Readonly<Record<EndpointName, readonly StoredCheck[]>>> = {
  bitable_tables_create: [freeNames({ kind: table, at: ['table', 'name'] })],
  bitable_tables_batch_create: [freeNames({ kind: table, at: ['tables', 'name'] })],
  bitable_tables_update: [freeNames({ kind: table, at: ['name'], renamed: 'table_id' })],
  bitable_tables_delete: [keepsOne(table, 'table_id')],
  bitable_tables_batch_delete: [keepsOne(table, 'table_ids')],
  bitable_fields_create: [newField, backField],
  bitable_fields_update: [
    freeNames({ kind: field, at: ['field_name'], renamed: 'field_id' }),
    fitsPrimary,
  ],
  bitable_fields_delete: [keepsPrimary, tellsFormulas],
  bitable_views_create: [freeNames({ kind: view, at: ['view_name'] })],
  bitable_views_update: [
    freeNames({ kind: view, at: ['view_name'], renamed: 'view_id' }),
    hidesNoPrimary,
    fitsHierarchy,
  ],
  bitable_views_delete: [keepsOne(view, 'view_id')],
  bitable_forms_update: [freeNames({ kind: view, at: ['name'], renamed: 'form_id' }), sharesForm],
  bitable_forms_upgrade: [freeNames({ kind: view, at: ['form_name'], renamed: 'form_id' })],
  bitable_form_fields_update: [showsQuestion],
  bitable_dashboards_copy: [freeNames({ kind: dashboard, at: ['name'] })],
  bitable_roles_create: [newRole],
  bitable_roles_update: [renamedRole],
  bitable_base_roles_create: [newRole],
  bitable_base_roles_update: [renamedRole],
  bitable_role_members_delete: [membersHaveRole],
  bitable_role_members_batch_delete: [membersHaveRole],
  bitable_records_create: [linkedRecordsExist],
  bitable_records_batch_create: [linkedRecordsExist],
  bitable_records_update: [recordsExist, linkedRecordsExist],
  bitable_records_batch_update: [recordsExist, linkedRecordsExist],
  bitable_records_delete: [recordsExist],
  bitable_records_batch_delete: [recordsExist],
};

/** Refuses in a dry run what the vendor would refuse for what is stored. */
export async function checkStored(
  context: ToolContext,
  name: EndpointName,
  args: Args,
): Promise<void> {
  const reads = { context, finder: new NameFinder(context) };
  const issues = [];
  for (const check of checks[name] ?? []) {
    issues.push(...(await unlessDenied(check(args, reads), context)));
  }
  if (issues.length > 0) {
    throw new InputError(issues);
  }
}

async function unlessDenied(
  checking: ReturnType<StoredCheck>,
  { note }: ToolContext,
): ReturnType<StoredCheck> {
  try {
    return await checking;
  } catch (error) {
    if (error instanceof ApiError && error.facts.kind === 'permission') {
      note(`what is stored could not be read for the dry run: ${error.message}`);
      return [];
    }
    throw error;
  }
}
