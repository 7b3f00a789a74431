import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import type { FeishuEndpointName } from '../../../../endpoints/catalogue.js';
import { page } from '../../paging.js';
import { invalidParameter, refuseParameter } from '../../parameters.js';
import { refuse } from '../../refusal.js';
import type { Handlers } from '../../request.js';
import {
  bodyBoolean,
  bodyList,
  bodyOption,
  bodyText,
  checkLength,
  refuseType,
  requiredText,
} from '../body.js';
import { isId } from '../lookup.js';
import { type BitableField, touch } from '../model.js';
import type { Question } from '../views/view-model.js';
import { askedFields, canBeAsked, type FormView, formOf, questionOf } from './forms.js';

export const formFieldHandlers = {
  bitable_form_fields_list: (request, world) => {
    const found = formOf(request, world);
    const { scope, view, form } = found;
    const rule = {
      listing: `questions of ${view.viewId}`,
      maxSize: 100,
      bitable: world.bitable,
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
    const { formFieldKey } = world.bitable.options;
    return formFieldKey === 'both' ? { field: reply, fields: reply } : { [formFieldKey]: reply };
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `bitable_form_fields_${string}`>>;

function findAsked({ scope }: FormView, fieldId: string): BitableField {
  if (!isId('fld', fieldId)) refuse(1254009);
  const field = scope.table.fields.find((each) => each.fieldId === fieldId) ?? refuse(1254049);
  return canBeAsked(field) ? field : refuse(1254012);
}

/** Puts a question behind another, or first; behind itself it stays where it is. */
function move(found: FormView, field: BitableField, preFieldId: string): void {
  const { scope, form } = found;
  const before = preFieldId === '' ? undefined : findAsked(found, preFieldId);
  if (before === field) return;
  const others = askedFields(scope.table, form).filter((other) => other !== field);
  const place = before === undefined ? 0 : others.indexOf(before) + 1;
  form.order = others.toSpliced(place, 0, field).map(({ fieldId }) => fieldId);
}

function questionReply({ form }: FormView, field: BitableField): JsonObject {
  const { title, description, richDescription, required, visible } = questionOf(form, field);
  return {
    title: title || field.name,
    description,
    required,
    visible,
    ...(richDescription === undefined ? {} : { rich_description: richDescription }),
  };
}

/** What the page "Update a form question" changes; what is undefined stays. */
interface QuestionChanges {
  readonly preFieldId: string | undefined;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly richDescription: readonly Segment[] | undefined;
  readonly required: boolean | undefined;
  readonly visible: boolean | undefined;
}

interface Segment extends JsonObject {
  readonly segment_type: string;
  readonly text: string;
}

const maxSegments = 500;
const maxCharacters = 1_000;

function readQuestionChanges(body: JsonObject): QuestionChanges {
  return {
    preFieldId: bodyText(body, 'pre_field_id'),
    title: bodyText(body, 'title'),
    description: bodyText(body, 'description'),
    richDescription: readSegments(bodyList(body, 'rich_description')),
    required: bodyBoolean(body, 'required'),
    visible: bodyBoolean(body, 'visible'),
  };
}

/** A question that nobody sees takes no change but to be shown. */
function changedQuestion(question: Question, changes: QuestionChanges): Question {
  const { visible = question.visible, ...others } = changes;
  if (!visible && Object.values(others).some((change) => change !== undefined)) {
    const expected = 'nothing else can be changed while visible is false';
    refuse(1254001, undefined, invalidParameter('visible', expected));
  }
  return {
    title: changes.title ?? question.title,
    required: changes.required ?? question.required,
    visible,
    ...descriptions(question, changes),
  };
}

/** A description with links says as plain text what it shows; a plain one takes its place. */
function descriptions(
  before: Question,
  { description, richDescription }: QuestionChanges,
): Pick<Question, 'description' | 'richDescription'> {
  if (richDescription !== undefined) {
    const shown = richDescription.map(({ text }) => text).join('');
    return { description: description ?? shown, richDescription };
  }
  return description === undefined
    ? { description: before.description, richDescription: before.richDescription }
    : { description, richDescription: undefined };
}

function readSegments(sent: readonly Json[] | undefined): readonly Segment[] | undefined {
  if (sent === undefined) return undefined;
  checkLength('rich_description', sent.length, maxSegments);
  return sent.map(readSegment);
}

function readSegment(sent: Json): Segment {
  if (!isJsonObject(sent)) refuseType('rich_description', 'array of object');
  const segmentType =
    bodyOption(sent, 'segment_type', ['text', 'url'] as const) ??
    refuseParameter('segment_type', 'segment_type is required');
  const text = requiredText(sent, 'text');
  const link = bodyText(sent, 'link');
  checkLength('text', text.length, maxCharacters);
  if (link !== undefined) checkLength('link', link.length, maxCharacters);
  return { segment_type: segmentType, text, ...(link === undefined ? {} : { link }) };
}
