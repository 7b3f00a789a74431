import { amount, choice, defaultsOf, flag, type SwitchValues } from '../kernel/switches.js';

/**
 * Switches for what the sources leave open, and for behaviour that only some tests want. The defaults follow
 * what was measured on the live service where somebody measured it.
 */
export const feishuSwitches = {
  httpStatus: choice(
    'HTTP status of 1254xxx and 1255xxx: 200, that of the newest pages, or that of the page of the call (A10 to A49)',
    ['measured', 'documented', 'older'],
    'older',
  ),
  recordsPerTable: amount(
    'records a table takes; the text of 1254103 says 20,000, live limits depend on the plan',
    20_000,
  ),
  recordsPerBatch: amount(
    'records of one batch_create or batch_update; newer pages say 1,000, the documents 500',
    1_000,
    500,
  ),
  writeConflicts: flag('parallel writes on one table answer 1254291', true),
  uploadConflicts: flag('parallel uploads of one app answer 1061045', true),
  copyMs: amount('how long a copied base answers 1254036, in ms', 300),
  rolesReadyMs: amount(
    'how long roles answer 1254301 after advanced permissions were switched on, in ms',
    300,
  ),
  tokenLifetimeS: amount('lifetime of tenant tokens, in s', 7_200),
  clientTokenMs: amount('how long a client_token is remembered, in ms', 24 * 60 * 60 * 1_000),
  emptyClientToken: choice(
    'an empty client_token: none, as A34 and A38 say, or refused as no UUID',
    ['none', 'refused'],
    'none',
  ),
  legacyNumbers: choice(
    'numbers in the answers of records list and get',
    ['text', 'number'],
    'text',
  ),
  unknownFieldNameCode: choice(
    'code for an unknown name in field_names; the sources name both',
    [1254024, 1254045],
  ),
  searchLengths: choice(
    'whether 1254107 and 1254108 count the JSON of a search, or legacy query strings only',
    ['counted', 'free'],
  ),
  dateGreater: choice('isGreater on a date passes over its midnight, or its whole day', [
    'midnight',
    'day',
  ]),
  unknownBaseCode: choice(
    'code for a base that does not exist; 91402 was measured, the pages name 1254040',
    [91402, 1254040],
    1254040,
  ),
  wrongSecretCode: choice(
    'code for a wrong app secret; 10014 was recorded, the table of codes says 10015',
    [10014, 10015],
    10015,
  ),
  pageSizeCode: choice('code for a page_size out of range', [99992402, 1254011]),
  largePage: choice(
    'a page_size above the maximum: no reply was recorded; refused, or cut to the maximum',
    ['refuse', 'clamp'],
  ),
  pageTokenOnLastPage: choice(
    'a page_token beside has_more: false: recorded for tables, fields, views and records list; examples have it everywhere',
    ['recorded', 'always', 'never'],
    'always',
  ),
  formFieldKey: choice(
    'key of a changed form question in the answer: older pages say field, newer ones fields',
    ['both', 'fields', 'field'],
    'field',
  ),
  permissionDenial: choice(
    'how advanced permissions refuse: 1254302, or a success without data whose msg says no',
    ['code', 'empty'],
  ),
  sharing: choice(
    'who has no right to a document: can do everything, or nothing as on the live service',
    ['open', 'enforced'],
  ),
  roleUpdate: choice(
    'the older update of a role: replaces it whole (A44), or leaves what it does not name',
    ['replace', 'merge'],
    'replace',
  ),
  rowAndFieldPermissions: flag('roles for some records or fields; without it 1254304', true),
  formulaCheck: choice(
    'a formula that the sandbox cannot compute: refused with 1254091, or kept and empty in every row',
    ['refuse', 'keep'],
  ),
  writeMs: amount('how long a write holds its table, in ms; 0 on a clock moved by hand', 5),
  gatewayLimits: flag('calls beyond the documented rate of an endpoint answer 99991400', false),
  baseCallsPerSecond: amount('calls on one base a second, beyond it 1254290; 0 is no limit', 0),
};

export type FeishuOptions = SwitchValues<typeof feishuSwitches>;

export const defaultFeishuOptions = defaultsOf(feishuSwitches);
