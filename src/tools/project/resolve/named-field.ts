import type { ApiError } from '../../../core/errors.js';
import { listAll } from '../../context/listing.js';
import type { Args, ToolContext } from '../../context/tool-context.js';

/** Where a refusal of Feishu Project names a field by its key alone: what people call it. */
export async function fieldLines(
  context: ToolContext,
  { project_key, work_item_type_key }: Args,
  { facts }: ApiError,
): Promise<readonly string[]> {
  const key = facts.details?.['field_key'];
  if (typeof key !== 'string' || project_key === undefined) {
    return [];
  }
  const fields = await listAll(context, 'project_fields_list', { project_key, work_item_type_key });
  const name = fields.find((field) => field['field_key'] === key)?.['field_name'];
  return typeof name === 'string' ? [`The field is ${name} (${key}).`] : [];
}
