import { z } from 'zod';
import { publishedAs, terse } from '../../../core/terse.js';
import { blockId, tableId } from '../schemas.js';

/** The pages of base/v2: up to 100 characters. */
export const roleName = z
  .string()
  .min(1)
  .max(100)
  .refine((name) => name.trim() !== '', 'not blank')
  .describe('Role name');

function oneOf(...numbers: readonly number[]) {
  return z
    .number()
    .int()
    .refine((number) => numbers.includes(number), `one of ${numbers.join(', ')}`);
}

const offOrOn = oneOf(0, 1);

/** A list of texts; one value stands for a list of one. */
function values(max?: number) {
  const texts = z.array(z.string());
  return z.preprocess(
    (value) => (value === undefined ? value : [value].flat().map(asText)),
    max === undefined ? texts : texts.max(max),
  );
}

function asText(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

const condition = z
  .object({
    field_name: z.string(),
    operator: z
      .enum(['is', 'isNot', 'contains', 'doesNotContain', 'isEmpty', 'isNotEmpty'])
      .optional(),
    value: values().optional(),
  })
  .strict();

const conjunction = z.enum(['and', 'or']).optional();
const otherPerm = offOrOn.optional();

const permWords: Readonly<Record<string, number>> = {
  none: 0,
  无权限: 0,
  read: 1,
  可阅读: 1,
  edit: 2,
  可编辑: 2,
  manage: 4,
  可管理: 4,
};

/** No `table_perm`, so that a word which means none is refused with those that there are. */
const noPerm = -1;

const tablePerm = z.preprocess(
  (value) =>
    typeof value === 'string' && !/^\s*\d+\s*$/.test(value)
      ? (permWords[value.trim().toLowerCase()] ?? noPerm)
      : value,
  oneOf(0, 1, 2, 4),
);

/** "At least one of table_id and table_name" (page "Create a role"). */
function namesTable(role: {
  readonly table_id?: string | undefined;
  readonly table_name?: string | undefined;
}): boolean {
  return role.table_id !== undefined || role.table_name !== undefined;
}

const needsTable = 'with table_id or table_name';

const tableRights = z
  .object({
    table_id: tableId.optional(),
    table_name: z.string().min(1).optional(),
    table_perm: tablePerm,
    rec_rule: z
      .object({
        conditions: z.array(condition).max(100),
        conjunction,
        other_perm: otherPerm,
      })
      .strict()
      .optional(),
    field_perm: z.record(oneOf(1, 2)).optional(),
    allow_add_record: z.boolean().optional(),
    allow_delete_record: z.boolean().optional(),
  })
  .strict();

const tableRole = tableRights.refine(namesTable, needsTable);

/** Of a table that the role has rights in already, only what changes; 0 hides a field. */
const changedTableRole = tableRights
  .extend({ table_perm: tablePerm.optional(), field_perm: z.record(oneOf(0, 1, 2)).optional() })
  .refine(namesTable, needsTable);

const tableRoleForm = [
  '[{table_id or table_name',
  'table_perm: 0 none, 1 read, 2 edit records, 4 manage',
  'rec_rule?: {conditions: [{field_name, operator?, value?: [names or ids]}], conjunction?, other_perm?: 0 hide, 1 show the other records}; a person field without value: contains the visitor; field_name "": the creator',
  'field_perm?: {field name: 1 read, 2 edit}, others hidden',
  'allow_add_record?',
  'allow_delete_record?}]',
].join('; ');

/** What a role may do in each table. */
export const tableRoles = terse(z.array(tableRole).max(100).describe(tableRoleForm));

/** The same, where saying the form once in a tool list is enough. */
export const tableRolesBriefly = terse(
  z
    .array(changedTableRole)
    .max(100)
    .describe('As in bitable_roles_create; what is not named stays; field_perm 0 hides'),
);

const blockRole = z.object({ block_id: blockId, block_perm: offOrOn }).strict();

export const blockRoles = terse(
  z.array(blockRole).max(100).describe('Dashboards: [{block_id, block_perm: 0 none, 1 read}]'),
);

export const blockRolesBriefly = terse(blockRoles.describe('As in bitable_roles_create'));

/** The pages of base/v2 reset this list with an object: an empty list is sent as one. */
export const resettableBlockRoles = terse(
  blockRoles.describe('As in bitable_roles_create; [] resets'),
).transform((roles) => (roles.length === 0 ? {} : roles));

const shortCondition = condition.extend({ value: values(50).optional() });
const conditions = z.array(shortCondition).max(10).optional();

const baseTableRights = z
  .object({
    table_id: tableId.optional(),
    table_name: z.string().min(1).max(50).optional(),
    table_perm: tablePerm,
    rec_rule: z
      .object({
        conditions,
        conjunction,
        other_perm: otherPerm,
        condition_groups: z
          .array(
            z.object({ condition_type: oneOf(1, 2).optional(), conditions, conjunction }).strict(),
          )
          .optional(),
        display_rec_rule_version: offOrOn.optional(),
      })
      .strict()
      .optional(),
    other_rec_rule: z.object({ conditions, conjunction }).strict().optional(),
    field_perm: z.record(oneOf(1, 2, 3)).optional(),
    allow_add_record: z.boolean().optional(),
    allow_delete_record: z.boolean().optional(),
    view_perm: oneOf(1, 2).optional(),
    view_rules: z.record(offOrOn).optional(),
    field_action_rules: z
      .object({
        select_option_edit: z.record(offOrOn).optional(),
        attachment_export: z.record(offOrOn).optional(),
      })
      .strict()
      .optional(),
  })
  .strict();

const baseTableRole = baseTableRights.refine(namesTable, needsTable);

const changedBaseTableRole = baseTableRights
  .extend({ table_perm: tablePerm.optional(), field_perm: z.record(oneOf(0, 1, 2, 3)).optional() })
  .refine(namesTable, needsTable);

const baseTableRoleForm = [
  'As in bitable_roles_create, but field_perm: 1 read, 2 fill in new records, 3 edit',
  'rec_rule takes condition_groups?: [{conditions, conjunction?}] with display_rec_rule_version: 1',
  'other_rec_rule?: {conditions, conjunction?}, records to read only',
  'view_perm?: 1 read, 2 edit',
  'view_rules?: {view: 0|1}',
  'field_action_rules?: {select_option_edit or attachment_export: {field name: 0|1}}',
].join('; ');

export const baseTableRoles = terse(z.array(baseTableRole).max(100).describe(baseTableRoleForm));

export const baseTableRolesBriefly = terse(
  z
    .array(changedBaseTableRole)
    .max(100)
    .describe(
      'As in bitable_base_roles_create; what is not named stays; field_perm 0 hides; {} resets a rule or map',
    ),
);

export const baseRule = terse(
  z
    .object({ base_complex_edit: offOrOn.optional(), copy: offOrOn.optional() })
    .strict()
    .describe('{base_complex_edit: 0|1 (duplicate, download, print), copy: 0|1}; {} allows both'),
);

const memberIdTypes = [
  'open_id',
  'union_id',
  'user_id',
  'chat_id',
  'department_id',
  'open_department_id',
] as const;

export const memberIdType = z.enum(memberIdTypes).describe('Kind of member_id; default open_id');

/** Person and department ids that a tenant chose itself have other characters than the vendor's. */
export const memberId = z
  .string()
  .refine((id) => /^[A-Za-z0-9_@.-]{1,64}$/.test(id), 'an id, or the e-mail address of a person')
  .describe('Id of a person, group or department, or e-mail');

/** A role takes 200 members. */
export const memberList = publishedAs(
  z
    .array(z.object({ id: memberId, type: z.enum(memberIdTypes).optional() }).strict())
    .min(1)
    .max(200)
    .describe('type as member_id_type in bitable_role_members_create'),
  z.array(z.object({ id: z.string(), type: z.string().optional() }).strict()),
);
