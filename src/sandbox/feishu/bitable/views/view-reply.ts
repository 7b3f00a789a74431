import type { JsonObject } from '../../../../core/json.js';
import type { View } from './view-model.js';

/** A view with its settings, as the pages "Get a view" and "Update a view" show it. */
export function viewReply({ viewId, name, type, property }: View): JsonObject {
  const { filter_info, hidden_fields, hierarchy_config } = property;
  return {
    view_id: viewId,
    view_name: name,
    view_type: type,
    property: {
      filter_info: filter_info && {
        condition_omitted: null,
        conditions: filter_info.conditions.map((condition) => ({ ...condition })),
        conjunction: filter_info.conjunction,
      },
      hidden_fields,
      hierarchy_config: hierarchy_config && { ...hierarchy_config },
    },
  };
}
