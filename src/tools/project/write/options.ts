import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { choose } from '../../input/choose.js';
import type { ProjectOption } from '../resolve/field.js';
import { refusal } from '../resolve/issues.js';
import type { FieldValueContext } from '../resolve/resolution-context.js';
import { idOf } from '../resolve/set-values.js';

/** `{value}` of an option by its value or label; the vendor's own shape as it is. */
export function optionOf(value: Json, { field, path, resolution }: FieldValueContext): JsonObject {
  if (isJsonObject(value) && typeof value['value'] === 'string') {
    return value;
  }
  const name = nameIn(value, path);
  const { options } = field;
  const id = options.length === 0 ? name : choose({ what: 'option', name, path }, options).id;
  resolution.givenNames.set(id, name);
  return { value: id };
}

/** A path through a tree of options: `商城/支付`, its parts in a list, or what is its last part only. */
export function treeOptionOf(
  value: Json,
  { field, path, resolution }: FieldValueContext,
): JsonObject {
  if (isJsonObject(value) && typeof value['value'] === 'string') {
    return value;
  }
  const parts = Array.isArray(value) ? value.map((part) => nameIn(part, path)) : undefined;
  const name = (parts?.join('/') ?? nameIn(value, path)).replaceAll(/\s*[/>›]\s*/g, '/');
  const branches = field.options.flatMap((option) => branchesOf(option, []));
  const option = nested(choose({ what: 'option', name, path }, branches).values);
  resolution.givenNames.set(idOf(option), name);
  return option;
}

/** A path through the options of a tree. */
export interface OptionBranch {
  readonly id: string;
  readonly name: string;
  readonly others: readonly string[];
  /** From the root on. */
  readonly values: readonly string[];
}

/** The paths to an option and to all below it. */
export function branchesOf(
  option: ProjectOption,
  above: readonly ProjectOption[],
): readonly OptionBranch[] {
  const steps = [...above, option];
  const values = steps.map(({ id }) => id);
  const own = {
    id: values.join('/'),
    name: steps.map(({ name }) => name).join('/'),
    others: [option.name, option.id],
    values,
  };
  return [own, ...option.children.flatMap((child) => branchesOf(child, steps))];
}

function nested([value = '', ...rest]: readonly string[]): JsonObject {
  return { value, children: rest.length === 0 ? null : nested(rest) };
}

function nameIn(value: Json, path: string): string {
  const name = isJsonObject(value) ? value['label'] : value;
  if (typeof name === 'string' || typeof name === 'number') {
    return String(name).trim();
  }
  throw refusal(path, `was ${JSON.stringify(value)}`, 'the label of an option');
}
