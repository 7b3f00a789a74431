import type { Json } from '../../core/json.js';

/** One setting of a field, a key of its `property`: what it takes, and how a change of the field merges it. */
export interface SettingRule {
  /** The texts that it takes. */
  readonly oneOf?: readonly string[];
  /** The whole numbers that it takes, first and last. */
  readonly between?: readonly [first: number, last: number];
  /** The setting that must be less. */
  readonly above?: string;
  /** The vendor refuses a field without it. */
  readonly required?: true;
  /** What the vendor's own pages give it, for a setting that the vendor wants said. */
  readonly standard?: Json;
  /** The flag that must be on for it to mean anything; it is required then. */
  readonly onlyWith?: string;
  /** The settings inside of it: those that a change does not name stay. */
  readonly parts?: SettingRules;
  /** The part that says which the others are: where it changes, the others do not stay. */
  readonly tag?: string;
  /** The items of a list, by the value of their `type`: what their `value` takes. */
  readonly items?: Readonly<Record<string, SettingRule>>;
  /** Options of a select: each has an id, and none goes unless it is removed. */
  readonly isOptions?: true;
  /** Told in replies alone, or about what is done once: it is no state to compare or to send back. */
  readonly isPassing?: true;
}

export type SettingRules = Readonly<Record<string, SettingRule>>;

/** A field type with its forms, which the vendor calls `ui_type`; the first is the plain one. */
export interface TypeSettings {
  readonly forms: Readonly<Record<string, SettingRules>>;
  /** The vendor's code for a wrong property, where the type has one of its own. */
  readonly code?: number;
  /** Refuses even an empty property (page "Field guide"; the vendor's own plugin). */
  readonly refusesEmpty?: true;
}

const numberFormats = [
  '0',
  '0.0',
  '0.00',
  '0.000',
  '0.0000',
  '1,000',
  '1,000.00',
  '%',
  '0.00%',
  '¥',
  '¥0.00',
  '$',
  '$0.00',
];

/** Field guide A05, "网页中日期格式与date_formatter的对应关系". */
const dateFormats = [
  'yyyy/MM/dd',
  'yyyy/MM/dd HH:mm',
  'yyyy-MM-dd',
  'yyyy-MM-dd HH:mm',
  'MM-dd',
  'MM/dd/yyyy',
  'dd/MM/yyyy',
];

const formulaFormats = [
  '',
  ...numberFormats,
  'yyyy/MM/dd HH:mm',
  'yyyy/MM/dd',
  'yyyy-MM-dd',
  'MM-dd',
];

const currencies =
  'CNY USD EUR GBP AED AUD BRL CAD CHF HKD INR IDR JPY KRW MOP MXN MYR PHP PLN RUB SGD THB TRY TWD VND'.split(
    ' ',
  );

const symbols = 'star heart thumbsup fire smile lightning flower number'.split(' ');

const currency: SettingRules = {
  // The vendor wants it said (newer field guide); A05 names the standard of a number.
  formatter: { oneOf: numberFormats.slice(0, 5), required: true, standard: '0.0' },
  currency_code: { oneOf: currencies, required: true },
};

const progress: SettingRules = {
  formatter: { oneOf: ['0', '0.0', '0.00', '0%', '0.0%', '0.00%'] },
  range_customize: {},
  min: { onlyWith: 'range_customize' },
  max: { onlyWith: 'range_customize', above: 'min' },
};

const rating: SettingRules = {
  formatter: { oneOf: ['0'] },
  min: { between: [0, 1] },
  max: { between: [1, 10] },
  rating: { parts: { symbol: { oneOf: symbols } } },
};

const date: SettingRules = { date_formatter: { oneOf: dateFormats } };

const several: SettingRules = { multiple: {} };

const link: SettingRules = {
  ...several,
  table_id: { required: true },
  table_name: { isPassing: true },
};

const options: SettingRules = { options: { isOptions: true } };

/** Field guide A05, "自动编号字段". */
const autoSerial: SettingRules = {
  auto_serial: {
    parts: {
      type: { oneOf: ['custom', 'auto_increment_number'], required: true },
      reformat_existing_records: { isPassing: true },
      options: {
        items: {
          system_number: { oneOf: '123456789'.split('') },
          fixed_text: {},
          created_time: { oneOf: ['yyyyMMdd', 'yyyyMM', 'yyyy', 'MMdd', 'MM', 'dd'] },
        },
      },
    },
    tag: 'type',
  },
};

const formula: SettingRules = {
  formatter: { oneOf: formulaFormats },
  formula_expression: {},
  type: { parts: { data_type: {}, ui_type: {}, ui_property: {} }, tag: 'ui_type' },
};

const none: SettingRules = {};

/** Settings by the vendor's number of the type: field guide A05 and the newer field guide. */
export const typeSettings: ReadonlyMap<number, TypeSettings> = new Map([
  [
    1,
    {
      forms: {
        Text: none,
        Barcode: { allowed_edit_modes: { parts: { manual: {}, scan: {} } } },
        Email: none,
      },
      code: 1254080,
    },
  ],
  [
    2,
    {
      forms: {
        Number: { formatter: { oneOf: numberFormats } },
        Currency: currency,
        Progress: progress,
        Rating: rating,
      },
      code: 1254081,
    },
  ],
  [3, { forms: { SingleSelect: options }, code: 1254082 }],
  [4, { forms: { MultiSelect: options }, code: 1254083 }],
  [5, { forms: { DateTime: { ...date, auto_fill: {} } }, code: 1254084 }],
  [7, { forms: { Checkbox: none }, code: 1254085, refusesEmpty: true }],
  [11, { forms: { User: several }, code: 1254086 }],
  [13, { forms: { Phone: none } }],
  [15, { forms: { Url: none }, code: 1254087, refusesEmpty: true }],
  [17, { forms: { Attachment: none }, code: 1254088 }],
  [18, { forms: { SingleLink: link }, code: 1254089 }],
  [20, { forms: { Formula: formula }, code: 1254091 }],
  [
    21,
    {
      forms: { DuplexLink: { ...link, back_field_name: {}, back_field_id: { isPassing: true } } },
      code: 1254092,
    },
  ],
  [22, { forms: { Location: { location: { parts: { input_type: {} } } } } }],
  [23, { forms: { GroupChat: several } }],
  [1001, { forms: { CreatedTime: date }, code: 1254093 }],
  [1002, { forms: { ModifiedTime: date }, code: 1254094 }],
  [1003, { forms: { CreatedUser: none }, code: 1254095 }],
  [1004, { forms: { ModifiedUser: none }, code: 1254096 }],
  [1005, { forms: { AutoNumber: autoSerial } }],
]);

/** Gives the settings of one form of a type; undefined for a type or a form that is newer than the table. */
export function settingsOf(type: number, uiType: string | undefined): SettingRules | undefined {
  const forms = typeSettings.get(type)?.forms;
  const [plain] = Object.values(forms ?? {});
  if (forms === undefined || uiType === undefined || uiType === '') {
    return plain;
  }
  return Object.hasOwn(forms, uiType) ? forms[uiType] : undefined;
}

/** Gives the type whose property a code of the vendor is about; undefined for any other code. */
export function typeOfPropertyCode(code: number | undefined): number | undefined {
  return [...typeSettings].find(
    ([, settings]) => settings.code !== undefined && settings.code === code,
  )?.[0];
}
