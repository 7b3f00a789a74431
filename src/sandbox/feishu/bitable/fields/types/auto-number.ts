import type { Json } from '../../../../../core/json.js';
import type { FieldProperty } from '../../model.js';
import { type FieldType, settingsRule, wrongBody } from './field-type.js';
import { serialDateFormats } from './formats.js';
import { Settings } from './settings.js';

type AutoSerial = NonNullable<FieldProperty['auto_serial']>;

export const autoNumberType: FieldType = {
  type: 1005,
  uiTypes: ['AutoNumber'],
  creatable: true,
  primary: false,
  property: settingsRule(wrongBody, (settings) => ({ auto_serial: autoSerial(settings) })),
};

/** Whether new rules also renumber the rows there are; asked in a request, never replied. */
export function reformatsExisting(sent: Json | undefined): boolean {
  return Settings.of(sent, wrongBody).part('auto_serial').flag('reformat_existing_records', false);
}

function autoSerial(settings: Settings): AutoSerial {
  if (!settings.has('auto_serial')) return { type: 'auto_increment_number' };
  const sent = settings.part('auto_serial');
  const type = sent.choice('type', ['custom', 'auto_increment_number']);
  if (type === 'auto_increment_number') return { type };
  return { type, options: sent.parts('options').map(rule) };
}

const valueRules: Readonly<Record<string, (part: Settings) => string>> = {
  system_number: (part) => part.choice('value', ['1', '2', '3', '4', '5', '6', '7', '8', '9']),
  fixed_text: fixedText,
  created_time: (part) => part.choice('value', serialDateFormats),
};

function rule(part: Settings): { type: string; value: string } {
  const type = part.choice('type', Object.keys(valueRules));
  return { type, value: valueRules[type]?.(part) ?? '' };
}

function fixedText(part: Settings): string {
  const value = part.text('value');
  return value.length <= 20 ? value : part.fail('value', 'at most 20 characters');
}
