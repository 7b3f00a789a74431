import type { Candidate } from '../../../core/choose.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { fieldNamed, type ProjectOption, withSubFields } from '../resolve/field.js';
import { unless } from '../resolve/issues.js';
import { objectsIn, textOf, textsIn } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';
import { idAmong, isIdForm } from './listed.js';

/** Gives the values of options of a field, by value or label; those that can be chosen no more are among them. */
export async function optionValues(
  resolution: ResolutionContext,
  key: string,
  given: unknown,
  path: string,
): Promise<string[]> {
  const fields = await resolution.fields();
  const options = optionsOf(fields?.find(({ id }) => id === key)?.everyOption ?? []);
  return resolution.issues.attemptAll(textsIn(given), (name, at) =>
    idAmong({ what: 'option', name, path: `${path}[${at}]` }, options, resolution),
  );
}

/** Gives the value of an option of the field that a call names. */
export async function optionOfField(
  resolution: ResolutionContext,
  name: string,
  path: string,
  field: string,
): Promise<string> {
  const fields = await resolution.fields();
  const known = fields && fieldNamed(field, withSubFields(fields), 'field_key');
  const options = optionsOf(known?.everyOption ?? []);
  return idAmong({ what: 'option', name, path }, options, resolution);
}

/** Undefined for a field that lists none: its options cannot be told. */
function optionsOf(options: readonly ProjectOption[]): readonly Candidate[] | undefined {
  return options.length === 0 ? undefined : flat(options);
}

function flat(options: readonly ProjectOption[]): readonly Candidate[] {
  return options.flatMap((option) => [option, ...flat(option.children)]);
}

const conclusionLists = [
  'finished_conclusion_option',
  'finished_owners_conclusion_option',
  'finished_overall_conclusion_option',
];

/** Gives the key of a conclusion that the review of a node can come to, by key or label. */
async function conclusionKey(
  resolution: ResolutionContext,
  text: string,
  path: string,
  node: string,
): Promise<string> {
  if (isIdForm(text) && resolution.trusts()) {
    return text;
  }
  const listing = resolution.names.list('project_reviews_list_options', {
    project_key: resolution.space,
    work_item_id: resolution.item,
    node_ids: [node],
  });
  const nodes = await unless(listing, 'permission');
  const labels = nodes?.flatMap((told) => conclusionLists.flatMap((key) => objectsIn(told[key])));
  const wanted = { what: 'conclusion', name: text, path };
  return idAmong(wanted, labels?.map(conclusionOf), resolution);
}

function conclusionOf({ key, label, origin_label }: JsonObject): Candidate {
  return { id: textOf(key), name: textOf(label), others: [textOf(origin_label)] };
}

/** Gives the key of a conclusion that was given as a value. */
export function toConclusion(
  resolution: ResolutionContext,
  given: Json,
  ...at: readonly [path: string, node: string]
): Promise<string> {
  return conclusionKey(resolution, textOf(given), ...at);
}

/** The review of a node on the way: puts the key of a conclusion in place of its label. */
export async function writeFinishedInfos(
  resolution: ResolutionContext,
  given: Json,
  path: string,
  node: string,
): Promise<Json> {
  const { conclusion } = isJsonObject(given) ? given : {};
  if (!isJsonObject(given) || conclusion === undefined) {
    return given;
  }
  // A label alone stands for the conclusion of the node.
  const whole = isJsonObject(conclusion) ? conclusion : { [nodeResult]: conclusion };
  const { [nodeResult]: result } = whole;
  const place = `${path}.conclusion.${nodeResult}`;
  const text = isJsonObject(result)
    ? textOf(result['key']) || textOf(result['label'])
    : textOf(result);
  return text === ''
    ? given
    : {
        ...given,
        conclusion: {
          ...whole,
          [nodeResult]: {
            ...(isJsonObject(result) && result),
            key: await conclusionKey(resolution, text, place, node),
          },
        },
      };
}

const nodeResult = 'finished_conclusion_result';
