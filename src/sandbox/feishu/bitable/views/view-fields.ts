import type { View } from './view-model.js';

/** Takes a field that was deleted out of the settings of a view. */
export function forgetField(view: View, fieldId: string): void {
  const { property } = view;
  forgetConditions(view, fieldId);
  if (property.hidden_fields !== null) {
    property.hidden_fields = property.hidden_fields.filter((hidden) => hidden !== fieldId);
  }
  if (property.hierarchy_config?.field_id === fieldId) property.hierarchy_config = null;
}

/** Takes a field's conditions out of a view's filter: its type changed, they mean nothing now. */
export function forgetConditions({ property }: View, fieldId: string): void {
  const filter = property.filter_info;
  if (filter === null) return;
  filter.conditions = filter.conditions.filter((condition) => condition.field_id !== fieldId);
}
