import type { JsonObject } from '../../../../core/json.js';
import type { FeishuEndpointName } from '../../../../endpoints/catalogue.js';
import { invalidParameter } from '../../parameters.js';
import { refuse } from '../../refusal.js';
import type { Handlers, SandboxRequest } from '../../request.js';
import type { World } from '../../world.js';
import { bodyBoolean, bodyOption, bodyText, requiredText } from '../body.js';
import { typeOf } from '../fields/field-types.js';
import { viewOf } from '../lookup.js';
import { type BitableField, type Scope, type Table, touch } from '../model.js';
import type { DisplayMode, Form, Question, SharedLimit, View } from '../views/view-model.js';
import {
  checkViewName,
  checkViewNameIsFree,
  isBlockName,
  isViewNameTaken,
} from '../views/view-store.js';

const sharedLimits: readonly SharedLimit[] = ['off', 'tenant_editable', 'anyone_editable'];
const displayModes: readonly DisplayMode[] = ['traditional', 'one_question_per_page'];

export const formHandlers = {
  bitable_forms_get: (request, world) => ({ form: formReply(formOf(request, world), request) }),

  bitable_forms_update: (request, world) => {
    const name = bodyText(request.body, 'name');
    const changes = readChanges(request.body);
    const found = formOf(request, world);
    const { scope, view, form } = found;
    checkSharing(changes, form);
    if (name !== undefined) rename(scope.table, view, name);
    Object.assign(form, changes);
    if (form.shared && form.shareToken === '') {
      form.shareToken = scope.bitable.ids.newShareToken();
    }
    touch(scope);
    return { form: formReply(found, request) };
  },

  bitable_forms_upgrade: (request, world) => {
    const name = checkNewName(requiredText(request.body, 'form_name'));
    const asked = requiredText(request.body, 'display_mode');
    const displayMode = displayModes.find((mode) => mode === asked) ?? refuse(1254126);
    const { scope, view, form } = formOf(request, world);
    if (form.displayMode !== undefined) refuse(1254128);
    if (isViewNameTaken(scope.table, name, view)) refuse(1254127);
    view.name = name;
    form.displayMode = displayMode;
    touch(scope);
    return { form: { id: view.viewId } };
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `bitable_forms_${string}`>>;

/** What the page "Update form metadata" changes, besides the name. */
function readChanges(body: JsonObject): Partial<Form> {
  const changes = {
    description: bodyText(body, 'description'),
    shared: bodyBoolean(body, 'shared'),
    sharedLimit: bodyOption(body, 'shared_limit', sharedLimits),
    submitLimitOnce: bodyBoolean(body, 'submit_limit_once'),
  };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

/** Who may fill in a form can be said of a shared form only (page "Update form metadata"). */
function checkSharing({ shared, sharedLimit }: Partial<Form>, form: Form): void {
  if (sharedLimit === undefined || (shared ?? form.shared)) return;
  const expected = 'shared_limit is only allowed when shared is true';
  refuse(1254001, undefined, invalidParameter('shared_limit', expected));
}

function rename(table: Table, view: View, text: string): void {
  const name = checkViewName(text);
  checkViewNameIsFree(table, name, view);
  view.name = name;
}

function checkNewName(text: string): string {
  const name = text.trim();
  if (name === '') refuse(1254124);
  return isBlockName(name) ? name : refuse(1254125);
}

function formReply({ view, form }: FormView, { origin }: SandboxRequest): JsonObject {
  return {
    name: view.name,
    description: form.description,
    shared: form.shared,
    ...(form.shared ? { shared_url: `${origin}/share/base/${form.shareToken}` } : {}),
    shared_limit: form.sharedLimit,
    submit_limit_once: form.submitLimitOnce,
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
export function canBeAsked(field: BitableField): boolean {
  return typeOf(field).write !== undefined;
}

/** The fields that a form asks for, in its order; fields it does not know follow as the table has them. */
export function askedFields({ fields }: Table, { order }: Form): BitableField[] {
  const positions = new Map(order.map((fieldId, index) => [fieldId, index]));
  const positionOf = ({ fieldId }: BitableField) => positions.get(fieldId) ?? order.length;
  return fields.filter(canBeAsked).sort((a, b) => positionOf(a) - positionOf(b));
}

const unsaid: Question = {
  title: '',
  description: '',
  richDescription: undefined,
  required: false,
  visible: true,
};

export function questionOf({ questions }: Form, { fieldId }: BitableField): Question {
  return questions.get(fieldId) ?? unsaid;
}
