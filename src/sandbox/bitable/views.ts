import { refuse } from '../refusal.js';
import type { Bitable, View } from './model.js';

/** The grid that every new table starts with. */
export function createDefaultView(bitable: Bitable, name = '表格'): View {
  return {
    viewId: bitable.ids.newViewId(),
    name,
    type: 'grid',
    property: { filter_info: null, hidden_fields: null, hierarchy_config: null },
  };
}

/** A view's name without the blanks around it; 1 to 100 characters, no square brackets. */
export function checkViewName(text: string): string {
  const name = text.trim();
  if (name === '') refuse(1254021);
  if ([...name].length > 100 || /[[\]]/.test(name)) refuse(1254022);
  return name;
}
