import { quoted } from '../../../core/text.js';
import { tableRefOf } from '../../context/tool-context.js';
import { primaryIssue } from '../change/field-rules.js';
import { freshSchemaIfSeen } from '../query/table-schema.js';
import type { StoredCheck } from './stored-check.js';

/** Refuses to delete the primary field. */
export const keepsPrimary: StoredCheck = async (args, { context }) => {
  const schema = await freshSchemaIfSeen(context, tableRefOf(args));
  const field = schema?.fields.find(({ id }) => id === args['field_id']);
  return field?.isPrimary === true
    ? [
        {
          path: 'field_id',
          problem: `is ${quoted(field.name)}, the primary field, which cannot be deleted`,
        },
      ]
    : [];
};

/** Refuses a type that the primary field cannot have. */
export const fitsPrimary: StoredCheck = async (args, { context }) => {
  const { field_id, field_name: name, type, ui_type = null } = args;
  if (typeof type !== 'number') {
    return [];
  }
  const schema = await freshSchemaIfSeen(context, tableRefOf(args));
  const isPrimary = schema?.fields.find(({ id }) => id === field_id)?.isPrimary === true;
  const form = typeof ui_type === 'string' ? { ui_type } : {};
  const issue = isPrimary ? primaryIssue({ type, ...form }, { path: '', name }) : undefined;
  return issue === undefined ? [] : [issue];
};
