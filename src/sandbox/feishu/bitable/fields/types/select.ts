import { refuse } from '../../../refusal.js';
import type { SelectOption } from '../../model.js';
import { type FieldType, type PropertyContext, settingsRule } from './field-type.js';
import type { Settings } from './settings.js';

const lastColor = 54;
const maxOptions = 20_000;

export const singleSelectType = selectType(3, 'SingleSelect', 1254082);
export const multiSelectType = selectType(4, 'MultiSelect', 1254083);

/** An option's colour unless it is given: one after the option before it (field guide A05). */
export function nextColor(previous: SelectOption | undefined): number {
  return previous === undefined ? 0 : (previous.color + 1) % (lastColor + 1);
}

function selectType(type: number, uiType: string, code: number): FieldType {
  return {
    type,
    uiTypes: [uiType],
    creatable: true,
    primary: false,
    property: settingsRule(code, (settings, context) => ({ options: options(settings, context) })),
  };
}

function options(settings: Settings, context: PropertyContext): SelectOption[] {
  const sent = settings.parts('options');
  if (sent.length > maxOptions) settings.fail('options', `at most ${maxOptions} options`);
  const known = new Set(context.options.map((option) => option.id));
  const kept: SelectOption[] = [];
  for (const part of sent) {
    kept.push({
      id: optionId(part, known) ?? context.scope.bitable.ids.newOptionId(),
      name: optionName(part),
      color: part.integer('color', 0, lastColor, nextColor(kept.at(-1))),
    });
  }
  return kept;
}

function optionName(part: Settings): string {
  const name = part.text('name', '');
  return name === '' ? refuse(1254026) : name;
}

/** Each id may be taken once, so a taken one is forgotten. */
function optionId(part: Settings, known: Set<string>): string | undefined {
  const id = part.text('id', '');
  if (id === '') return undefined;
  return known.delete(id) ? id : part.fail('id', 'the id of an option that the field has');
}
