import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { choose } from '../../input/choose.js';
import type { ArgumentIn } from '../resolve/argument.js';
import { fieldNamed, type ProjectField } from '../resolve/field.js';
import { personKey } from '../resolve/people.js';
import { textOf } from '../resolve/reply-values.js';
import { branchesOf } from '../write/options.js';

/** Values of options and keys of people in the place of their names; any other value as it is. */
export async function toDefaultValue(value: Json, given: ArgumentIn): Promise<Json> {
  const field = await fieldOfCall(given);
  const isPerson = field?.type === 'user' || field?.type === 'multi_user';
  const labels = newLabels(given.args);
  if (field === undefined && labels.length === 0) {
    return value;
  }
  const find = async (name: Json, path: string): Promise<Json> => {
    if (typeof name !== 'string' || labels.includes(name)) {
      return name;
    }
    return isPerson ? personKey(given.resolution, name, path) : optionOf(name, path, field, labels);
  };
  return Array.isArray(value)
    ? given.resolution.issues.attemptAll<Json, Json>(value, (name, at) =>
        find(name, `${given.path}[${at}]`),
      )
    : find(value, given.path);
}

/** The field that an update changes. */
async function fieldOfCall({ args, resolution }: ArgumentIn): Promise<ProjectField | undefined> {
  const name = textOf(args['field_key']);
  const fields = name === '' ? undefined : await resolution.fields();
  return fields && fieldNamed(name, fields, 'field_key');
}

/** The labels and values of the options that the call brings along. */
function newLabels({ options, field_value }: JsonObject): readonly string[] {
  const lists = [field_value, isJsonObject(options) ? options['add'] : options];
  const renamed = isJsonObject(options) ? options['rename'] : undefined;
  return [...lists, isJsonObject(renamed) ? Object.values(renamed) : []]
    .flat()
    .flatMap((option = null) =>
      isJsonObject(option) ? [option['label'], option['value']] : [option],
    )
    .map(textOf)
    .filter((label) => label !== '');
}

function optionOf(
  name: string,
  path: string,
  field: ProjectField | undefined,
  labels: readonly string[],
): string {
  const stored = field?.options.flatMap((option) => branchesOf(option, [])) ?? [];
  if (stored.length + labels.length === 0) {
    return name;
  }
  const added = labels.map((label) => ({ id: label, name: label, others: [], values: [label] }));
  const { values } = choose({ what: 'option', name, path }, [...stored, ...added]);
  return values.at(-1) ?? name;
}
