import type { JsonObject } from '../../../../core/json.js';
import type { FeishuEndpointName } from '../../../../endpoints/catalogue.js';
import { refuse } from '../../../kernel/refusal.js';
import type { Handlers } from '../../handler.js';
import { isId } from '../fields/lookup.js';
import type { Field } from '../model.js';
import { page } from '../paging.js';
import { touch } from '../revision.js';
import { askedFields, canBeAsked, type FormView, formOf, questionOf } from './form-store.js';
import { changedQuestion, readQuestionChanges } from './question-changes.js';

export const formFieldHandlers = {
  bitable_form_fields_list: (request, world) => {
    const found = formOf(request, world);
    const { scope, view, form } = found;
    const rule = {
      listing: `questions of ${view.viewId}`,
      maxSize: 100,
      options: world.bitable.options,
    };
    const fields = askedFields(scope.table, form);
    const { items, ...rest } = page(fields, request.query, rule, (field) => field.fieldId);
    const questions = items.map((field) => ({
      field_id: field.fieldId,
      ...questionReply(found, field),
    }));
    return { ...rest, items: questions };
  },

  bitable_form_fields_update: (request, world) => {
    const changes = readQuestionChanges(request.body);
    const found = formOf(request, world);
    const { scope, form } = found;
    const field = findAsked(found, request.path['field_id'] ?? '');
    const changed = changedQuestion(questionOf(form, field), changes);
    if (changes.preFieldId !== undefined) move(found, field, changes.preFieldId);
    form.questions.set(field.fieldId, changed);
    touch(scope);
    const asked = askedFields(scope.table, form);
    const before = asked[asked.indexOf(field) - 1];
    const reply = { pre_field_id: before?.fieldId ?? '', ...questionReply(found, field) };
    return { [world.bitable.options.formFieldKey]: reply };
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `bitable_form_fields_${string}`>>;

function findAsked({ scope }: FormView, fieldId: string): Field {
  if (!isId('fld', fieldId)) refuse(1254009);
  const field = scope.table.fields.find((each) => each.fieldId === fieldId) ?? refuse(1254049);
  return canBeAsked(field) ? field : refuse(1254012);
}

/** Puts a question behind another, or first; behind itself it stays where it is. */
function move(found: FormView, field: Field, preFieldId: string): void {
  const { scope, form } = found;
  const before = preFieldId === '' ? undefined : findAsked(found, preFieldId);
  if (before === field) return;
  const others = askedFields(scope.table, form).filter((other) => other !== field);
  const place = before === undefined ? 0 : others.indexOf(before) + 1;
  form.order = others.toSpliced(place, 0, field).map(({ fieldId }) => fieldId);
}

function questionReply({ form }: FormView, field: Field): JsonObject {
  const { title, description, richDescription, required, visible } = questionOf(form, field);
  return {
    title: title || field.name,
    description,
    required,
    visible,
    ...(richDescription === undefined ? {} : { rich_description: richDescription }),
  };
}
