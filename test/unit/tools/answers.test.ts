import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../src/core/errors.js';
import type { JsonObject } from '../../../src/core/json.js';
import type { EndpointName } from '../../../src/endpoints/catalogue.js';
import type { Client } from '../../../src/http/calls.js';
import { blamedValueIn } from '../../../src/services/feishu/errors/explain-error.js';
import { toolContext } from '../../support/tool-context.js';
import { createToolbox } from '../../support/toolbox.js';

type Args = Readonly<Record<string, unknown>>;

/** Without the right to see the fields of a table, its cells are written and read by their shape. */
const unseen: Readonly<Record<string, JsonObject>> = {
  bitable_apps_get: { app: {} },
  bitable_fields_list: { items: [], has_more: false },
};

/** A client that shows no fields, answers what it is told to, and remembers what it was asked. */
function clientThat(answer: (args: Args) => JsonObject | Error) {
  const asked: Args[] = [];
  const client: Client = {
    label: 'Feishu',
    identity: 'me',
    now: () => 0,
    sleep: async () => undefined,
    withWriterLock: (_name, _endpoint, _args, _options, task) => task(undefined),
    settled: async () => {},
    download: async () => {},
    call: async (name, _endpoint, args) => {
      const look = unseen[name];
      if (look !== undefined) {
        return { data: look };
      }
      asked.push(args);
      const data = answer(args);
      if (data instanceof Error) {
        throw data;
      }
      return { data };
    },
  };
  return { asked, client };
}

function run(name: EndpointName, args: Args, client: Client) {
  const toolbox = createToolbox([name], toolContext(client));
  const signal = new AbortController().signal;
  return toolbox.run(name, args, { signal, progress: () => {} });
}

const tableRef = { app_token: 'bascExample', table_id: 'tblExample0000001' };

function refusal(message: string): ApiError {
  return new ApiError({
    service: 'Feishu',
    kind: 'invalid',
    recovery: 'permanent',
    status: 200,
    code: 1254061,
    reason: 'NumberFieldConvFail',
    blamedValue: blamedValueIn(message),
  });
}

describe('a refused batch', () => {
  const records = Array.from({ length: 1_200 }, (_, n) => ({
    fields: { N: n === 900 ? 'bad' : n },
  }));
  const refusing = clientThat((args) => {
    const chunk = Array.isArray(args['records']) ? args['records'] : [];
    const bad = chunk.some(({ fields }) => fields.N === 'bad');
    const message =
      "Invalid request parameter: 'fields.N.fieldValue.bad.fieldName.N'. Correct format : x.";
    return bad
      ? refusal(message)
      : { records: chunk.map((_, n) => ({ record_id: `rec${n}`, fields: {} })) };
  });

  it('names the position of the cell that the vendor names, and how to go on', async () => {
    const { text, isError } = await run(
      'bitable_records_batch_create',
      { ...tableRef, records },
      refusing.client,
    );
    expect(isError).toBe(true);
    expect(text).toContain('Applied: positions 0 to 499 of 1200.');
    expect(text).toContain('It is position 900 of the list');
    expect(text).toContain(
      'mend position 900, then call again with the items from position 500 on',
    );
    expect(text.match(/\brec\d+/g)).toHaveLength(500);
  });

  it.each([
    [
      "'fields.截止.日期.fieldValue.a'b.c.fieldName.截止.日期'.",
      { field: '截止.日期', value: "a'b.c" },
    ],
    [
      "Invalid request parameter: 'fields.X'. Correct format : field_name not found.",
      { field: 'X' },
    ],
    ['record not found,id = recX1', { recordId: 'recX1' }],
    ['NumberFieldConvFail', undefined],
  ])('finds in %j what it points at', (message, suspect) => {
    expect(blamedValueIn(message)).toEqual(suspect);
  });

  it('does not guess where the vendor names nothing', async () => {
    const { client } = clientThat(() => refusal('no idea'));
    const { text } = await run('bitable_records_batch_create', { ...tableRef, records }, client);
    expect(text).not.toContain('It is position');
    expect(text).toContain('To go on, call again with the whole list.');
  });
});

describe('what was read', () => {
  it('is written in the form that the vendor takes', async () => {
    const { asked, client } = clientThat(() => ({ record: { record_id: 'rec1', fields: {} } }));
    const fields = {
      负责人: [{ id: 'ou_1', name: '张三' }],
      附件: [{ file_token: 'box1', name: 'a.png', size: 3 }],
      地点: { location: '116.3,39.9', full_address: '北京' },
      链接: { link: 'https://x', text: 'x' },
      其他: [{ id: 'ou_1', role: 'x' }],
    };
    await run('bitable_records_update', { ...tableRef, record_id: 'rec1', fields }, client);
    expect(asked[0]?.['fields']).toEqual({
      负责人: [{ id: 'ou_1' }],
      附件: [{ file_token: 'box1' }],
      地点: '116.3,39.9',
      链接: { link: 'https://x', text: 'x' },
      其他: [{ id: 'ou_1', role: 'x' }],
    });
  });
});

describe('a deletion', () => {
  it('counts an id once that the list repeats, and says so', async () => {
    const { asked, client } = clientThat((args) => ({
      records: (Array.isArray(args['records']) ? args['records'] : []).map((record_id) => ({
        deleted: true,
        record_id,
      })),
    }));
    const result = await run(
      'bitable_records_batch_delete',
      { ...tableRef, records: ['rec1', 'rec2', 'rec1'] },
      client,
    );
    expect(asked[0]?.['records']).toEqual(['rec1', 'rec2']);
    expect(result.structured).toEqual({ deleted: 2, notes: ['records: 1 repeated, counted once'] });
  });

  it('that answers nothing still says that it took place', async () => {
    const { client } = clientThat(() => ({}));
    expect((await run('bitable_tables_delete', tableRef, client)).structured).toEqual({
      deleted: true,
    });
  });
});
