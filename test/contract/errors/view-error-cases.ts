import type { Api, DocumentsTable } from '../documents/fixtures/table.js';
import type { ErrorCase } from './error-cases.js';

const is400 = { documented: 400 };
const is404 = { documented: 404 };

/** Names and kinds of views (A20 to A24), and of forms (A25 to A28 and the page "Upgrade a form"). */
export const viewErrors: readonly ErrorCase[] = [
  [1254019, 'InvalidViewType', view({ view_name: '视图', view_type: 'list' })],
  [1254020, 'ViewNameDuplicated', view({ view_name: '表格' })],
  [1254021, 'EmptyViewName', view({ view_name: '' })],
  [1254022, 'InvalidViewName', view({ view_name: '[视图]' })],
  [1254023, 'LastViewDeleteForbidden', onlyView],
  [1254049, 'FormFieldNotFound', question('fldPTb0U2y'), is404],
  [1254124, 'The name of the new form is empty', upgrade({ form_name: '' }), is400],
  [1254125, 'The name of the new form is invalid.', upgrade({ form_name: '[' }), is400],
  [1254126, 'The display mode of the new form is invalid.', upgrade({ display_mode: '' }), is400],
  [1254127, 'The name of the new form is duplicated.', upgrade({ form_name: '表格' }), is400],
  [
    1254128,
    'The form is already a new version, no upgrade required.',
    async (at, api) => {
      const form = await newForm(at, api);
      const body = { form_name: '新', display_mode: 'traditional' };
      await api('POST', `${form}/upgrade`, body);
      return ['POST', `${form}/upgrade`, body];
    },
    is400,
  ],
];

/** Field groups, whose page names a code for everything that can be wrong. */
export const fieldGroupErrors: readonly ErrorCase[] = [
  [1254114, 'The name of field group is empty', groups({ name: '' }), is400],
  [1254115, 'The name of field group is invalid', groups({ name: '[' }), is400],
  [
    1254116,
    'The description of field group is too long',
    groups({ description: 'a'.repeat(2001) }),
    is400,
  ],
  [1254117, 'The name of field group is duplicated', groups({}, { children: other }), is400],
  [1254118, 'The children of field group is empty', groups({ children: () => [] }), is400],
  [
    1254119,
    'The children of field group is too large',
    groups({ children: (at) => Array(301).fill(other(at)[0]) }),
    is400,
  ],
  [1254120, 'The field groups to be created is empty', groups(), is400],
  [1254121, 'The field groups to be created is too large', groups(...Array(301).fill({})), is400],
  [1254122, 'Child belongs to multiple field groups', groups({}, { name: '二' }), is400],
  [
    1254123,
    'The child type of field group is invalid',
    groups({ children: () => [{ type: 'record', id: 'recqwIwhc6' }] }),
    is400,
  ],
];

/** A copy of a dashboard that is not there (A18). */
export const dashboardErrors: readonly ErrorCase[] = [
  [
    1254050,
    'Source block is not found.',
    ({ base }) => ['POST', `${base}/dashboards/blkEsvEEaNllY2UV/copy`, { name: '副本' }],
    is404,
  ],
];

function view(body: unknown): ErrorCase[2] {
  return ({ table }) => ['POST', `${table}/views`, body];
}

async function onlyView({ table }: DocumentsTable, api: Api) {
  const { items } = await api('GET', `${table}/views`);
  return ['DELETE', `${table}/views/${items[0].view_id}`] as const;
}

async function newForm({ table }: DocumentsTable, api: Api): Promise<string> {
  const body = { view_name: '表单', view_type: 'form' };
  const created = await api('POST', `${table}/views`, body);
  return `${table}/forms/${created.view.view_id}`;
}

function question(fieldId: string): ErrorCase[2] {
  return async (at, api) => ['PATCH', `${await newForm(at, api)}/fields/${fieldId}`, {}];
}

function upgrade(change: object): ErrorCase[2] {
  const body = { form_name: '收集表', display_mode: 'traditional', ...change };
  return async (at, api) => ['POST', `${await newForm(at, api)}/upgrade`, body];
}

interface GroupChange {
  readonly name?: string;
  readonly description?: string;
  readonly children?: (fieldIds: readonly string[]) => unknown[];
}

/** A right group for each change, but for the change; without changes no group at all. */
function groups(...changes: readonly GroupChange[]): ErrorCase[2] {
  return async ({ table }, api) => {
    const { items } = await api('GET', `${table}/fields`);
    const fieldIds = items.map((field: { field_id: string }) => field.field_id);
    const field_groups = changes.map(({ children = first, ...change }) => ({
      name: '一',
      ...change,
      children: children(fieldIds),
    }));
    return ['POST', `${table}/field_groups`, { field_groups }];
  };
}

function first([id]: readonly string[]): unknown[] {
  return [{ type: 'field', id }];
}

function other([, id]: readonly string[]): unknown[] {
  return [{ type: 'field', id }];
}
