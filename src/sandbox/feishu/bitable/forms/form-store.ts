import type { SandboxRequest } from '../../handler.js';
import { refuse } from '../../refusal.js';
import type { World } from '../../world.js';
import { typeOf } from '../fields/field-types.js';
import { viewOf } from '../lookup.js';
import type { Field, Scope, Table } from '../model.js';
import type { Form, Question, View } from '../views/view-model.js';

/** The form of a new form view: of the older kind, with a question for every field. */
export function createForm(): Form {
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

export interface FormView {
  readonly scope: Scope;
  readonly view: View;
  readonly form: Form;
}

/** The form of a request's path; other views are no forms. */
export function formOf(request: SandboxRequest, world: World): FormView {
  const { scope, view } = viewOf(request, world, 'form_id');
  return { scope, view, form: view.form ?? refuse(1254019) };
}

/** What nobody can fill in is not asked for: what is computed, stages and buttons. */
export function canBeAsked(field: Field): boolean {
  return typeOf(field).write !== undefined;
}

/** The fields that a form asks for, in its order; fields it does not know follow as the table has them. */
export function askedFields({ fields }: Table, { order }: Form): Field[] {
  const place = new Map(order.map((fieldId, index) => [fieldId, index]));
  const placeOf = ({ fieldId }: Field) => place.get(fieldId) ?? order.length;
  return fields.filter(canBeAsked).sort((a, b) => placeOf(a) - placeOf(b));
}

const unsaid: Question = {
  title: '',
  description: '',
  richDescription: undefined,
  required: false,
  visible: true,
};

export function questionOf({ questions }: Form, { fieldId }: Field): Question {
  return questions.get(fieldId) ?? unsaid;
}
