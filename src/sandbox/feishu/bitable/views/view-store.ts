import { refuse } from '../../refusal.js';
import { type Bitable, type Scope, type Table, touch } from '../model.js';
import type { Form, View, ViewType } from './view-model.js';

/** The page "Create a view": public, locked and private ones together. */
const maxViews = 200;

/** A view that shows everything. */
export function createView(bitable: Bitable, name: string, type: ViewType): View {
  return {
    viewId: bitable.ids.newViewId(),
    name,
    type,
    publicLevel: 'Public',
    property: { filter_info: null, hidden_fields: null, hierarchy_config: null },
    ...(type === 'form' ? { form: createForm() } : {}),
  };
}

/** The grid that every new table starts with. */
export function createDefaultView(bitable: Bitable, name = '表格'): View {
  return createView(bitable, name, 'grid');
}

export function addView(scope: Scope, name: string, type: ViewType): View {
  const { bitable, table } = scope;
  checkViewNameIsFree(table, name);
  if (table.views.length >= maxViews) refuse(1254101);
  const view = createView(bitable, name, type);
  table.views.push(view);
  touch(scope);
  return view;
}

export function removeView(scope: Scope, view: View): void {
  const { table } = scope;
  if (table.views.length === 1) refuse(1254023);
  table.views = table.views.filter((other) => other !== view);
  touch(scope);
}

/** A view's name without the blanks around it; 1 to 100 characters, no square brackets. */
export function checkViewName(text: string): string {
  const name = text.trim();
  if (name === '') refuse(1254021);
  return isBlockName(name) ? name : refuse(1254022);
}

/** What views, forms, dashboards and field groups can be called. */
export function isBlockName(name: string): boolean {
  return [...name].length <= 100 && !/[[\]]/.test(name);
}

/** `except` is the view that is being renamed. */
export function checkViewNameIsFree(table: Table, name: string, except?: View): void {
  if (isViewNameTaken(table, name, except)) refuse(1254020);
}

export function isViewNameTaken(table: Table, name: string, except?: View): boolean {
  return table.views.some((view) => view.name === name && view !== except);
}

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

/** The form of a new form view: of the older kind, with a question for every field. */
function createForm(): Form {
  return {
    description: '',
    shared: false,
    shareToken: '',
    sharedLimit: 'off',
    submitLimitOnce: false,
    displayMode: undefined,
    order: [],
    questions: new Map(),
  };
}
