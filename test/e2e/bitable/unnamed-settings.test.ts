import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Args, type Facts, ServerFixture } from '../../support/server-fixture.js';
import { addBlocks, fieldIdsAt, newTable, title } from '../../support/table-fixture.js';

let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start({ args: ['--toolsets', 'all'] });
});

afterAll(() => fixture.end());

interface Setting {
  readonly tool: string;
  readonly read: string;
  /** The thing in the answer of the read. */
  readonly of: (answer: Facts) => Facts;
  /** One after the other; each names something else. */
  readonly changes: readonly Args[];
  /** What all of them come to. */
  readonly settings: object;
}

/** A table with a view, a form, and a condition that the view can have. */
function newPlace() {
  const tableRef = newTable(fixture.sandbox);
  const { form_id } = addBlocks(fixture.sandbox, tableRef);
  const [field_id = '', number = ''] = fieldIdsAt(fixture.sandbox, tableRef);
  return { tableRef, form_id, field_id, number };
}

const cases: Readonly<
  Record<string, (place: ReturnType<typeof newPlace>) => Setting & { args: Args }>
> = {
  'a view': ({ tableRef, field_id, number }) => {
    const conditions = [{ field_id, operator: 'isNotEmpty' }];
    const both = [...conditions, { field_id: number, operator: 'isNotEmpty' }];
    return {
      args: { ...tableRef, view_id: '表格' },
      tool: 'bitable_views_update',
      read: 'bitable_views_get',
      of: ({ view }) => view,
      changes: [
        { property: { filter_info: { conjunction: 'or', conditions } } },
        { property: { hidden_fields: [number] } },
        { property: { filter_info: { conditions } } },
        { property: { filter_info: { conditions: both } } },
      ],
      settings: {
        property: { filter_info: { conjunction: 'or', conditions: both }, hidden_fields: [number] },
      },
    };
  },
  'a form': ({ tableRef, form_id }) => ({
    args: { ...tableRef, form_id },
    tool: 'bitable_forms_update',
    read: 'bitable_forms_get',
    of: ({ form }) => form,
    changes: [
      { shared: true, shared_limit: 'tenant_editable' },
      { description: '说明' },
      { submit_limit_once: true },
      { name: '登记' },
    ],
    settings: {
      name: '登记',
      description: '说明',
      shared: true,
      shared_limit: 'tenant_editable',
      submit_limit_once: true,
    },
  }),
  'a question of a form': ({ tableRef, form_id, number }) => ({
    args: { ...tableRef, form_id, field_id: number },
    tool: 'bitable_form_fields_update',
    read: 'bitable_form_fields_list',
    of: ({ items }) => items.find((item: Facts) => item['field_id'] === number),
    changes: [{ title: '多少' }, { required: true }, { description: '说明' }, { pre_field_id: '' }],
    settings: { title: '多少', required: true, description: '说明' },
  }),
  'the sharing of a document': ({ tableRef: { app_token } }) => ({
    args: { token: app_token, type: 'bitable' },
    tool: 'drive_permission_public_update',
    read: 'drive_permission_public_get',
    of: ({ permission_public }) => permission_public,
    changes: [{ external_access: false }, { comment_entity: 'anyone_can_edit' }],
    settings: { external_access: false, comment_entity: 'anyone_can_edit' },
  }),
};

describe('a change of settings that the vendor makes part by part', () => {
  it.each(Object.entries(cases))('keeps what it does not name of %s', async (_, make) => {
    const { args, tool, read, of, changes, settings } = make(newPlace());
    for (const change of changes) {
      await fixture.call(tool, { ...args, ...change });
    }
    const { field_id: _field, ...owner } = args;
    const answer = await fixture.call(read, tool === 'bitable_form_fields_update' ? owner : args);
    expect(of(answer)).toMatchObject(settings);
  });

  it('keeps the fields and the records of a table that is renamed', async () => {
    const tableRef = newTable(fixture.sandbox, [{ [title]: '一' }]);
    await fixture.call('bitable_tables_update', { ...tableRef, name: '新名' });
    const { rows } = await fixture.call('bitable_records_search', tableRef);
    expect(rows.map(([, cell]: unknown[]) => cell)).toEqual(['一']);
  });
});
