import { type ZodTypeAny, z } from 'zod';
import { terse } from '../../core/terse.js';
import {
  fieldProperty,
  fieldShape,
  replacedFieldShape,
} from '../../endpoints/bitable/fields/field-schemas.js';
import {
  baseTableRolesBriefly,
  roleName,
  tableRolesBriefly,
} from '../../endpoints/bitable/roles/role-schemas.js';
import { appToken, fieldId, recordId, tableId } from '../../endpoints/bitable/schemas.js';
import { viewSettings, viewSettingsText } from '../../endpoints/bitable/views/views.js';
import type { EndpointName } from '../../endpoints/catalogue.js';
import { changesShape } from '../answer/changes.js';
import type { Extension } from '../context/operation.js';
import { setChange } from '../input/set-change.js';

const optionName = z.string().min(1);

const option = z.union([
  optionName,
  z
    .object({
      id: z.string().min(1).max(64).optional(),
      name: optionName.optional(),
      color: z.number().int().min(0).max(54).optional(),
    })
    .strict()
    .refine(({ id, name }) => id !== undefined || name !== undefined, 'with name or id'),
]);

/** One item is as good as a list of it. */
function listOf<Item extends z.ZodTypeAny>(item: Item) {
  return z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(20_000).optional(),
  );
}

/** The name of one option may stand without its list. */
const optionChange = z.preprocess(
  (value) => (typeof value === 'string' && value !== '' ? [value] : value),
  z.union(
    [
      z.array(option).max(20_000),
      z
        .object({
          add: listOf(option),
          remove: listOf(optionName),
          rename: z.record(optionName).optional(),
        })
        .strict(),
    ],
    { errorMap: () => ({ message: 'a list of names, or {add, remove, rename}' }) },
  ),
);

const otherTables = z.record(z.string()).optional().describe('What tables that were not named get');

/** What is not named of a role stays. */
const changedRole = (tableRoles: ZodTypeAny): Extension => ({
  input: { role_name: roleName.optional(), table_roles: tableRoles.optional() },
  output: { ...changesShape, other_tables: otherTables },
});

const newRole: Extension = { output: { other_tables: otherTables } };

/** What some tools take and answer beyond their endpoints. */
const extensions: Partial<Readonly<Record<EndpointName, Extension>>> = {
  drive_files_delete: {
    output: {
      name: z.string().nullish().describe('Of what was deleted'),
      contents: z.array(z.string()).optional().describe('What the folder held'),
    },
  },
  bitable_roles_create: newRole,
  bitable_roles_update: changedRole(tableRolesBriefly),
  bitable_base_roles_create: newRole,
  bitable_base_roles_update: changedRole(baseTableRolesBriefly),
  bitable_views_update: {
    input: {
      property: terse(
        viewSettings
          .extend({ hidden_fields: setChange(fieldId).optional() })
          .describe(viewSettingsText),
      ).optional(),
    },
  },
  bitable_fields_update: {
    input: {
      field_name: fieldShape.field_name.optional().describe('New name'),
      type: replacedFieldShape.type.optional(),
      property: terse(
        fieldProperty
          .extend({ options: optionChange.optional() })
          .describe(
            'As in bitable_fields_create; options also {add: [name], remove: [name], rename: {old: new}}; only remove deletes',
          ),
      ).optional(),
      convert: z.boolean().optional().describe('Convert the cells to a new type'),
      replace: z.boolean().optional().describe('Send as given: all else is lost'),
    },
    output: {
      ...changesShape,
      removed_options: z
        .array(z.object({}).passthrough())
        .optional()
        .describe('With the number of records that had it'),
      conversion: z.object({}).passthrough().optional().describe('Cells before and after'),
    },
  },
  drive_medias_get_tmp_urls: {
    input: {
      app_token: appToken.optional(),
      table_id: tableId.optional(),
      field_id: fieldId.optional(),
      record_id: recordId.optional(),
    },
  },
};

export function bitableExtension(name: EndpointName): Extension | undefined {
  return extensions[name];
}
