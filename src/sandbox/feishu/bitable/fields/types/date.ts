import { type FieldType, settingsRule } from './field-type.js';
import { dateFormats, defaultDateFormat } from './formats.js';
import type { Settings } from './settings.js';

export const dateType: FieldType = {
  type: 5,
  uiTypes: ['DateTime'],
  creatable: true,
  primary: true,
  property: settingsRule(1254084, (settings) => ({
    date_formatter: dateFormat(settings),
    auto_fill: settings.flag('auto_fill', false),
  })),
};

export const createdTimeType = timestampType(1001, 'CreatedTime', 1254093);
export const modifiedTimeType = timestampType(1002, 'ModifiedTime', 1254094);

/** The `date_formatter` of a property. */
export function dateFormat(settings: Settings): string {
  return settings.choice('date_formatter', dateFormats, defaultDateFormat);
}

function timestampType(type: number, uiType: string, code: number): FieldType {
  return {
    type,
    uiTypes: [uiType],
    creatable: true,
    primary: false,
    property: settingsRule(code, (settings) => ({ date_formatter: dateFormat(settings) })),
  };
}
