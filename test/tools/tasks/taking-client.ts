import type { JsonObject } from '../../../src/core/json.js';
import type { Client } from '../../../src/http/client.js';

const fields = ['a', 'b'].map((field_name, index) => ({
  field_id: `fld${index}`,
  field_name,
  type: 1,
  ui_type: 'Text',
  is_primary: index === 0,
  property: null,
}));

const replies: Readonly<Record<string, JsonObject>> = {
  bitable_apps_get: { app: { time_zone: 'Asia/Shanghai' } },
  bitable_fields_list: { items: fields, has_more: false, total: 2 },
  bitable_tables_create: { table_id: 'tblNew' },
};

/** A vendor whose one table has the text fields a and b, takes every row, and keeps none. */
export function takingClient(onRows: (count: number) => void = () => undefined): Client {
  return {
    label: 'Feishu',
    now: () => 0,
    sleep: async () => undefined,
    settled: async () => undefined,
    download: () => Promise.reject(new Error('nothing to download')),
    call: async (name, _endpoint, { records }) => {
      if (name === 'bitable_records_batch_create' && Array.isArray(records)) {
        onRows(records.length);
        return { data: { records: records.map((_, n) => ({ record_id: `rec${n}` })) } };
      }
      return { data: replies[name] ?? {} };
    },
  };
}

export const takingTable = { app_token: 'bascExample', table_id: 'tblExample' };
