import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { EndpointSteps } from '../../context/operation.js';
import { type Args, callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { readFirst } from './read-first.js';

/** Conditions that are given without their conjunction are joined as those of the view are; the vendor would join by `and`. */
export const viewUpdateSteps: EndpointSteps = {
  locked: true,
  async before(args, context) {
    const property = isJsonObject(args['property']) ? args['property'] : {};
    const filter = property['filter_info'];
    if (!isJsonObject(filter) || filter['conjunction'] !== undefined) {
      return args;
    }
    const conjunction = await conjunctionOf(args, filter, context);
    return { ...args, property: { ...property, filter_info: { conjunction, ...filter } } };
  },
};

async function conjunctionOf(
  { app_token, table_id, view_id }: Args,
  { conditions }: JsonObject,
  context: ToolContext,
): Promise<Json> {
  if (!Array.isArray(conditions) || conditions.length === 0) {
    return 'and';
  }
  const table = { app_token, table_id, view_id };
  const { view } = await readFirst('the view', callEndpoint(context, 'bitable_views_get', table));
  const { property } = isJsonObject(view) ? view : {};
  const { filter_info: stored } = isJsonObject(property) ? property : {};
  return isJsonObject(stored) && stored['conjunction'] === 'or' ? 'or' : 'and';
}
