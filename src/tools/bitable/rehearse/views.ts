import { describeField } from '../../../cells/kinds/kinds.js';
import type { InputIssue } from '../../../core/errors.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import { quoted } from '../../../core/text.js';
import { callEndpoint, listAll, tableRefOf } from '../../context/tool-context.js';
import { freshSchemaIfSeen } from '../query/table-schema.js';
import type { StoredCheck } from './stored-check.js';

/** Refuses to hide the primary field. */
export const hidesNoPrimary: StoredCheck = async (args, { context }) => {
  const { hidden_fields: hidden } = settingsIn(args['property']);
  if (!Array.isArray(hidden) || hidden.length === 0) {
    return [];
  }
  const schema = await freshSchemaIfSeen(context, tableRefOf(args));
  const primary = schema?.fields.find(({ isPrimary }) => isPrimary);
  return primary !== undefined && hidden.includes(primary.id)
    ? [
        {
          path: 'property.hidden_fields',
          problem: `has ${quoted(primary.name)}, the primary field, which cannot be hidden`,
        },
      ]
    : [];
};

/** Rows of a grid lie under those that they link to in their own table. */
export const fitsHierarchy: StoredCheck = async (args, { context }) => {
  const { hierarchy_config: hierarchy } = settingsIn(args['property']);
  if (!isJsonObject(hierarchy)) {
    return [];
  }
  const { app_token, table_id, view_id } = args;
  const views = await listAll(context, 'bitable_views_list', { app_token, table_id });
  const type = views.find((view) => view['view_id'] === view_id)?.['view_type'];
  if (type !== undefined && type !== 'grid') {
    const problem = `is for grid views, and this is a ${String(type)} view`;
    return [{ path: 'property.hierarchy_config', problem }];
  }
  const schema = await freshSchemaIfSeen(context, tableRefOf(args));
  const field = schema?.fields.find(({ id }) => id === hierarchy['field_id']);
  if (schema === undefined || field === undefined || field.property['table_id'] === table_id) {
    return [];
  }
  const fitting = schema.fields.filter(({ property }) => property['table_id'] === table_id);
  const problem = `is ${quoted(field.name)}, a ${describeField(field)} field that does not link to this table`;
  const path = 'property.hierarchy_config.field_id';
  return fitting.length === 0
    ? [{ path, problem, allowed: 'a field that links to this table, of which there is none' }]
    : [
        {
          path,
          problem,
          options: fitting.map(({ id, name }) => ({ id, name })),
          optionKind: 'item',
        },
      ];
};

/** Who may fill in a form can be said while it is shared. */
export const sharesForm: StoredCheck = async (args, { context }) => {
  const { app_token, table_id, form_id, shared, shared_limit: limit } = args;
  if (limit === undefined || shared === true) {
    return [];
  }
  return shared === false || !(await isShared({ app_token, table_id, form_id })) ? [notShared] : [];

  async function isShared(formRef: object): Promise<boolean> {
    const { form } = await callEndpoint(context, 'bitable_forms_get', { ...formRef });
    return isJsonObject(form) && form['shared'] === true;
  }
};

const notShared: InputIssue = {
  path: 'shared_limit',
  problem: 'means nothing while the form is not shared',
  allowed: 'shared: true beside it',
};

/** A question that is hidden takes no change but to be shown. */
export const showsQuestion: StoredCheck = async (args, { context }) => {
  const { app_token, table_id, form_id, field_id, visible, ...others } = args;
  const changed = Object.keys(others).filter((key) => others[key] !== undefined);
  if (visible === true || changed.length === 0) {
    return [];
  }
  const form = { app_token, table_id, form_id };
  const questions = await listAll(context, 'bitable_form_fields_list', form);
  const stored = questions.find((question) => question['field_id'] === field_id);
  const isHidden = visible === false || stored?.['visible'] === false;
  const problem = 'cannot be changed while the question is hidden';
  return isHidden
    ? changed.map((path) => ({ path, problem, allowed: 'visible: true beside it' }))
    : [];
};

function settingsIn(property: unknown): JsonObject {
  return isJsonObject(property) ? property : {};
}
