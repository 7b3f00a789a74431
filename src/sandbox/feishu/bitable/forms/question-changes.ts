import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { refuse } from '../../../kernel/refusal.js';
import {
  bodyBoolean,
  bodyList,
  bodyOption,
  bodyText,
  checkLength,
  refuseType,
  requiredText,
} from '../body.js';
import { invalidParameter } from '../invalid-parameter.js';
import { refuseParameter } from '../records/query.js';
import type { Question } from '../views/view-model.js';

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

export function readQuestionChanges(body: JsonObject): QuestionChanges {
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
export function changedQuestion(question: Question, changes: QuestionChanges): Question {
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
