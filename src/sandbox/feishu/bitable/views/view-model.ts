import type { Json } from '../../../../core/json.js';

export type ViewType = 'grid' | 'kanban' | 'gallery' | 'gantt' | 'form';

export interface View {
  readonly viewId: string;
  name: string;
  readonly type: ViewType;
  /** Private views are there for their owner alone. */
  readonly publicLevel: 'Public' | 'Locked' | 'Private';
  /** open_id, of a private view. */
  readonly privateOwner?: string;
  readonly property: ViewProperty;
  /** Of a form view. */
  readonly form?: Form;
}

export interface ViewProperty {
  filter_info: ViewFilter | null;
  hidden_fields: string[] | null;
  hierarchy_config: { field_id: string } | null;
}

/** View filters speak of field ids, and hold values as JSON text. */
export interface ViewFilter {
  conjunction: 'and' | 'or';
  conditions: {
    condition_id: string;
    field_id: string;
    field_type: number;
    operator: string;
    value: string | null;
  }[];
}

/** A form is a view: its id and its name are the view's. */
export interface Form {
  description: string;
  shared: boolean;
  /** The last part of its link; empty until it is shared for the first time. */
  shareToken: string;
  sharedLimit: SharedLimit;
  submitLimitOnce: boolean;
  /** Of the newer kind; undefined as long as it is of the older one. */
  displayMode: DisplayMode | undefined;
  /** Field ids in the order of the questions, as far as questions were moved. */
  order: string[];
  /** By field id, what was said of a question. */
  readonly questions: Map<string, Question>;
}

export type SharedLimit = 'off' | 'tenant_editable' | 'anyone_editable';
export type DisplayMode = 'traditional' | 'one_question_per_page';

export interface Question {
  /** The field's name when empty. */
  readonly title: string;
  readonly description: string;
  readonly richDescription: readonly Json[] | undefined;
  readonly required: boolean;
  readonly visible: boolean;
}
