import { isJsonObject } from '../../../core/json.js';
import { quoted } from '../../../core/text.js';
import { listAll } from '../../context/tool-context.js';
import type { StoredCheck } from './stored-check.js';

/** Tells which formulas of the table use a field that goes. */
export const tellsFormulas: StoredCheck = async (args, { context }) => {
  const { app_token, table_id, field_id } = args;
  const fields = await listAll(context, 'bitable_fields_list', { app_token, table_id });
  const using = fields.filter(({ property }) => {
    const formula = isJsonObject(property) ? property['formula_expression'] : undefined;
    return typeof formula === 'string' && formula.includes(`[${String(field_id)}]`);
  });
  if (using.length > 0) {
    const names = using.map(({ field_name }) => quoted(String(field_name))).join(', ');
    context.note(`formulas of the table that use it, and would show nothing: ${names}`);
  }
  return [];
};
