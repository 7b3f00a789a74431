import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { choose } from '../../input/choose.js';
import type { ProjectOption } from '../resolve/field.js';
import { refusal } from '../resolve/issues.js';
import { textOf } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';
import { branchesOf, type OptionBranch } from '../write/options.js';

/** Of one option, as the vendor takes it: 0 add, 1 change, 2 delete. */
type OptionAction = JsonObject;

interface OptionsChange {
  readonly actions: readonly OptionAction[];
  /** The values of options that are taken away. */
  readonly removed: readonly OptionBranch[];
}

const forms =
  '{add: [label], remove: [label], rename: {old: new}}, or a list, which adds what lacks';

/** What `options` asks for, one action an option. A plain list deletes nothing. */
export function optionActions(
  options: readonly ProjectOption[],
  given: Json,
  resolution: ResolutionContext,
): OptionsChange {
  const branches = options.flatMap((option) => branchesOf(option, []));
  if (Array.isArray(given) || typeof given === 'string') {
    return listed(branches, [given].flat(), resolution);
  }
  if (!isJsonObject(given)) {
    throw refusal('options', `was ${JSON.stringify(given)}`, forms);
  }
  const { add = [], remove = [], rename = {}, ...rest } = given;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) {
    throw refusal(`options.${unknown}`, 'is unknown', forms);
  }
  const removed = texts(remove).map((name) => branchOf(branches, name, 'options.remove'));
  return {
    actions: [
      ...Object.entries(isJsonObject(rename) ? rename : {}).map(([old, label]) => {
        const branch = branchOf(branches, old, 'options.rename');
        return { action: 1, value: ownValue(branch), label: freeLabel(branches, branch, label) };
      }),
      ...addActions(branches, Array.isArray(add) ? add : [add], resolution),
      ...removed.map((branch) => ({ action: 2, value: ownValue(branch), label: branch.name })),
    ],
    removed,
  };
}

/** Two options of one label could not be told apart afterwards. */
function freeLabel(
  branches: readonly OptionBranch[],
  branch: OptionBranch,
  given: Json | undefined,
): string {
  const label = textOf(given);
  const path = [...branch.name.split('/').slice(0, -1), label].join('/');
  if (branches.some((other) => other !== branch && other.name === path)) {
    throw refusal(`options.rename.${branch.name}`, `is to become ${label}, which is there already`);
  }
  return label;
}

function texts(value: Json): readonly string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map((item) => (isJsonObject(item) ? textOf(item['label']) : textOf(item)));
}

function branchOf(branches: readonly OptionBranch[], name: string, path: string): OptionBranch {
  return choose({ what: 'option', name, path }, branches);
}

/** The value of the option itself: the last one of its path. */
function ownValue({ values }: OptionBranch): string {
  return values.at(-1) ?? '';
}

/** A list says what there shall be; what it leaves out stays, for only `remove` deletes. */
function listed(
  branches: readonly OptionBranch[],
  given: readonly Json[],
  resolution: ResolutionContext,
): OptionsChange {
  const labels = texts(given);
  const kept = branches.filter(
    ({ name, others, values }) =>
      !labels.some((label) => label === name || others.includes(label)) &&
      !given.some((item) => isJsonObject(item) && item['value'] === values.at(-1)),
  );
  if (kept.length > 0) {
    const names = kept.map(({ name }) => name).join(', ');
    resolution.notes.note(
      `options that the list leaves out stay: ${names}; {"remove": […]} deletes them`,
    );
  }
  return { actions: addActions(branches, given, resolution), removed: [] };
}

/** Adds what lacks; an option that is given by its value gets the label beside it. */
function addActions(
  branches: readonly OptionBranch[],
  given: readonly Json[],
  { notes }: ResolutionContext,
): readonly OptionAction[] {
  return given.flatMap((item) => {
    const label = isJsonObject(item) ? textOf(item['label']) : textOf(item);
    const value = isJsonObject(item) ? textOf(item['value']) : '';
    const known = branches.find((branch) => value !== '' && ownValue(branch) === value);
    if (known !== undefined) {
      return relabelled(known, label);
    }
    if (branches.some(({ name }) => name === label)) {
      notes.note(`the option ${label} is there already`);
      return [];
    }
    return [{ action: 0, ...newOption(branches, label), ...(value !== '' && { value }) }];
  });
}

function relabelled(option: OptionBranch, label: string): readonly OptionAction[] {
  const isSame = label === '' || option.others[0] === label;
  return isSame ? [] : [{ action: 1, value: ownValue(option), label }];
}

/** An option of a tree is added under the one before it in its path. */
function newOption(branches: readonly OptionBranch[], path: string): JsonObject {
  const cut = path.lastIndexOf('/');
  const parent = branches.find(({ name }) => name === path.slice(0, Math.max(0, cut)));
  return cut > 0 && parent !== undefined
    ? { label: path.slice(cut + 1), parent_value: ownValue(parent) }
    : { label: path };
}
