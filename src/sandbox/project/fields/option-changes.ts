import { refuse } from '../gateway/refusal.js';
import { bodyBoolean, bodyInteger, bodyText } from '../gateway/request.js';
import { isWireList, isWireObject, type Wire, type WireObject } from '../gateway/wire.js';
import type { FieldOption } from '../model/fields.js';
import type { ProjectWorld } from '../model/model.js';

/** The options of a new field. */
export function newOptions(value: Wire, newValue: () => string): FieldOption[] {
  return (isWireList(value) ? value : []).filter(isWireObject).map((option) => ({
    value: bodyText(option, 'value') || newValue(),
    label: bodyText(option, 'label') ?? '',
    disabled: bodyBoolean(option, 'is_disabled') ?? false,
    children: newOptions(option['children'] ?? null, newValue),
  }));
}

type ChangeOptions = (
  options: readonly FieldOption[],
  changed: FieldOption,
  parent: string,
) => readonly FieldOption[];

/** How the options of a tree change, by `action`. */
const optionChanges: ReadonlyMap<number, ChangeOptions> = new Map<number, ChangeOptions>([
  [0, addOption],
  [
    1,
    (options, { value, label }) =>
      throughTree(options, (one) => (one.value === value ? [{ ...one, label }] : [one])),
  ],
  [2, (options, { value }) => throughTree(options, (one) => (one.value === value ? [] : [one]))],
]);

function addOption(options: readonly FieldOption[], added: FieldOption, parent: string) {
  return parent === ''
    ? [...options, added]
    : throughTree(options, (one) =>
        one.value === parent ? [{ ...one, children: [...one.children, added] }] : [one],
      );
}

function throughTree(
  options: readonly FieldOption[],
  change: (option: FieldOption) => readonly FieldOption[],
): readonly FieldOption[] {
  return options.flatMap((option) =>
    change({ ...option, children: throughTree(option.children, change) }),
  );
}

/** The options of a field after a list of changes, each with its `action`. */
export function changedOptions(
  options: readonly FieldOption[],
  changes: readonly WireObject[],
  { ids }: ProjectWorld,
): readonly FieldOption[] {
  return changes.reduce((result, asked) => {
    const change = optionChanges.get(bodyInteger(asked, 'action') ?? 0) ?? refuse(20006, 'action');
    const parent = bodyText(asked, 'parent_value') ?? '';
    const [option] = newOptions([asked], ids.newOptionValue);
    return option === undefined ? result : change(result, option, parent);
  }, options);
}
